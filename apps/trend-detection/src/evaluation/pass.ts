import type { CountedReport } from '../counting/contribution.ts';
import type { CountersRepository } from '../counting/counters.repository.ts';
import type { Audience } from './audiences.ts';
import { yearUntil } from './evidence.ts';
import type { Line } from './line.ts';
import { WEEKLY_GRAINS } from './weeks.ts';

/** Contributions that a pass keeps in memory, so that a week is read once for many lines. */
const KEPT_CONTRIBUTIONS = 60_000;

/** One round of evaluation: up to which week, and what it has read so far. */
export class Pass {
  private readonly weeks = new Map<number, CountedReport[]>();
  private kept = 0;

  constructor(
    private readonly counters: CountersRepository,
    readonly generation: string,
    readonly closedWeek: number,
    readonly evaluatedAt: string,
    /** The last change of policy that its audiences may depend on. */
    readonly policySequence: number,
  ) {}

  /** What an audience counts of the weeks from Monday `from` to the week of Monday `to`, both included, in weeks and days. */
  async contributions({ sees }: Pick<Audience, 'sees'>, from: number, to: number): Promise<CountedReport[]> {
    const found: CountedReport[] = [];
    for (let week = from; week <= to; week += 7)
      for (const counted of await this.week(week)) if (WEEKLY_GRAINS.includes(counted.grain) && sees(counted.cell)) found.push(counted);
    return found;
  }

  /** What counts in a line in the year up to a week. */
  async yearOf({ series, from }: Line, week: number, audience: Pick<Audience, 'sees'>): Promise<CountedReport[]> {
    const year = yearUntil(week, { from });
    return (await this.contributions(audience, year.from, year.to)).filter((counted) => counted.series.includes(series));
  }

  private async week(week: number): Promise<CountedReport[]> {
    const known = this.weeks.get(week);
    if (known) return known;
    const read = await this.counters.contributionsRecorded(this.generation, week, week + 7);
    for (const [oldest, { length }] of this.weeks) {
      if (this.kept + read.length <= KEPT_CONTRIBUTIONS) break;
      this.weeks.delete(oldest);
      this.kept -= length;
    }
    this.weeks.set(week, read);
    this.kept += read.length;
    return read;
  }
}
