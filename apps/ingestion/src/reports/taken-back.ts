import { Injectable } from '@nestjs/common';
import { isOwner, type MemberReader } from '@landbridge/sharing';
import { DisclosuresRepository } from '../disclosures/disclosures.repository.ts';
import { mostSeen } from './reading.ts';
import type { ReportDocument } from './report.documents.ts';
import { ReportsRepository } from './reports.repository.ts';

/** A page goes through so many looks, in so many rounds, and so costs no more for who has seen much. */
const LOOKS = 200;
const ROUNDS = 10;

/** Whether a report is gone from a reader that had it, for whatever it reads: from everybody, or from this one. */
export function isTakenBackFrom(reader: MemberReader, report: ReportDocument): boolean {
  return report.state === 'withdrawn' || mostSeen(reader, report) === 'none';
}

/** What readers had and have no more, and what owners withdrew. Who had a report is told by the disclosures, here as for one report. */
@Injectable()
export class TakenBackReports {
  constructor(
    private readonly reports: ReportsRepository,
    private readonly disclosures: DisclosuresRepository,
  ) {}

  /**
   * A page in the order of the ids, which tells nothing of the reports. It may hold fewer than `limit`, or none, and not be the last.
   * @param after the id up to which the pages before went
   * @returns `through`: the id up to which this page goes, where another one follows
   */
  async list(
    reader: MemberReader,
    after: string | undefined,
    limit: number,
  ): Promise<{ reports: readonly ReportDocument[]; through?: string }> {
    const { had, through } = await this.hadBy(reader, after);
    const own = await this.reports.findWithdrawnBy(reader.organisation, after, through, limit + 1);
    const others = [...(await this.reports.findAll(had)).values()].filter(
      (report) => !isOwner(reader, report) && isTakenBackFrom(reader, report),
    );
    const found = [...own, ...others].sort((one, other) => (one._id < other._id ? -1 : 1));
    const reports = found.slice(0, limit);
    const last = found.length > limit ? reports.at(-1)?._id : through;
    return { reports, ...(last !== undefined && { through: last }) };
  }

  /** @returns `through`: the id up to which it looked, where there is more */
  private async hadBy(reader: MemberReader, after: string | undefined): Promise<{ had: string[]; through?: string }> {
    const had: string[] = [];
    let through = after;
    for (let round = 0; round < ROUNDS; round += 1) {
      const looks = await this.disclosures.reportsHadBy(reader, through, LOOKS);
      had.push(...looks);
      if (looks.length < LOOKS) return { had };
      // further looks at the last one are passed over: many may have been at the same report
      through = looks.at(-1);
    }
    return { had, ...(through !== undefined && { through }) };
  }
}
