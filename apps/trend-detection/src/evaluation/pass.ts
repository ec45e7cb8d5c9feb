import type { Measure } from '@landbridge/contracts';
import type { Counted } from '../counting/contribution.ts';
import { seriesKey, type CountersRepository } from '../counting/counters.repository.ts';
import { widerThan, type Series } from '../counting/series.ts';
import type { Audience } from './audiences.ts';
import type { Present } from './reconcile.ts';
import { weeklySums, weeksByCell, type WeeklySeries } from './weekly-series.ts';

/** Contributions that a pass keeps in memory, so that a week is read once for many series. */
const KEPT_CONTRIBUTIONS = 50_000;
const KEPT_SERIES = 200;

/** One round of evaluation: for whom, up to which week, and what it has read so far. */
export class Pass implements Present {
  private readonly weeks = new Map<number, Counted[]>();
  private kept = 0;
  private readonly sums = new Map<string, Promise<Map<number, number>>>();

  constructor(
    private readonly counters: CountersRepository,
    readonly generation: string,
    readonly closedWeek: number,
    readonly audiences: readonly Audience[],
    readonly evaluatedAt: string,
    /** The last change of policy that its audiences may depend on. */
    readonly policySequence: number,
  ) {}

  /** The same round for some of its audiences. */
  for(audiences: readonly Audience[]): Pass {
    return new Pass(this.counters, this.generation, this.closedWeek, audiences, this.evaluatedAt, this.policySequence);
  }

  /** What counts of the weeks from Monday `from` to the week of Monday `to`, both included. */
  async contributions(from: number, to: number): Promise<Counted[]> {
    const found: Counted[][] = [];
    for (let week = from; week <= to; week += 7) found.push(await this.week(week));
    return found.flat();
  }

  /** Whether a wider series has the same count in every week: then this one says nothing of its own. */
  async isEcho(series: Series, measure: Measure, audience: Audience, { from, counts }: WeeklySeries): Promise<boolean> {
    for (const wider of widerThan(series)) {
      const sums = await this.sumsOf(wider, measure, audience);
      if (counts.every((count, i) => count === (sums.get(from + 7 * i) ?? 0))) return true;
    }
    return false;
  }

  private async week(week: number): Promise<Counted[]> {
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

  private sumsOf(series: Series, measure: Measure, audience: Audience): Promise<Map<number, number>> {
    const name = `${audience.id} ${series} ${measure}`;
    const known = this.sums.get(name);
    if (known) return known;
    if (this.sums.size >= KEPT_SERIES) this.sums.clear();
    const key = seriesKey(this.generation, series);
    const read = this.counters.documentsOf([key]).then((found) => weeklySums(weeksByCell(found.get(key) ?? []), measure, audience.sees));
    this.sums.set(name, read);
    return read;
  }
}
