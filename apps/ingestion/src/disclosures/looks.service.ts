import { Injectable } from '@nestjs/common';
import type { Disclosure, StructuredReport } from '@landbridge/contracts';
import { actorOfReader, Audit, type AuditDraft, Clock } from '@landbridge/platform';
import { atLeast, type MemberReader } from '@landbridge/sharing';
import type { Reading } from '../reports/reading.ts';
import { DisclosuresRepository } from './disclosures.repository.ts';
import { NoticesRepository } from './notices.repository.ts';
import { ReadersToTell } from './readers-to-tell.ts';
import { ReportsRepository } from '../reports/reports.repository.ts';

/** A revision, and how much of it somebody was shown. */
export interface Look {
  readonly report: Pick<StructuredReport, 'id' | 'revision' | 'marking' | 'contributor'>;
  readonly level: Disclosure['level'];
}

/** Puts on record what readers are shown in REST, before they are: a look at a report above CLEAR, and a look at what is left of one. */
@Injectable()
export class LooksService {
  constructor(
    private readonly disclosures: DisclosuresRepository,
    private readonly notices: NoticesRepository,
    private readonly reports: ReportsRepository,
    private readonly toTell: ReadersToTell,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async record({ reader, purpose }: Reading, looks: readonly Look[]): Promise<void> {
    const at = this.clock.now().toISOString();
    const { organisation, person } = reader;
    const recorded = looks.filter(({ report }) => report.marking.tlp !== 'clear');
    const disclosures = recorded.map(({ report: { id, revision, marking }, level }): Disclosure & { personal?: true } => ({
      ...(marking.tlp === 'red' && { personal: true }),
      report: id,
      revision,
      reader: organisation,
      ...(person && { person }),
      channel: 'rest',
      level,
      purpose,
      at,
    }));
    if (disclosures.length === 0) return;
    await this.audit.record(...recorded.map((look) => auditOf({ reader, purpose }, look)));
    await this.disclosures.insert(disclosures);
    // what was withdrawn since it was read from the store: whoever told of its readers may not have found this one
    await this.toTell.note(await this.reports.findWithdrawnAmong(disclosures.map(({ report }) => report)));
    await this.noteNarrowed(disclosures);
  }

  /** The reader is told that reports were taken back, from everybody or from it. */
  async recordTombstones({ organisation: reader }: MemberReader, reports: readonly { id: string; revision: number }[]): Promise<void> {
    const at = this.clock.now().toISOString();
    await this.notices.told(reports.map(({ id: report, revision }) => ({ report, revision, reader, channel: 'rest', at })));
  }

  /** Who is shown less than it had for the same purpose learns by that that the rest was taken back. */
  private async noteNarrowed(disclosures: readonly Disclosure[]): Promise<void> {
    const coarse = disclosures.filter(({ level }) => level !== 'full');
    const [first] = coarse;
    if (!first) return;
    const had = await this.disclosures.levelsHad(
      first,
      coarse.map(({ report }) => report),
    );
    await this.notices.told(coarse.filter(({ report, level }) => !atLeast(level, had.get(report) ?? level)));
  }
}

function auditOf({ reader, purpose }: Reading, { report: { id, revision, contributor }, level }: Look): AuditDraft {
  const objects = [{ kind: 'reports', id }];
  return { actor: actorOfReader(reader), action: 'report.read', objects, owner: contributor.id, purpose, details: { revision, level } };
}
