import type { CountedReport } from '../counting/contribution.ts';
import type { CountersRepository } from '../counting/counters.repository.ts';
import type { Audience } from './audiences.ts';
import { rememberedFrom } from './evidence.ts';
import type { Grain } from './grain.ts';
import type { Line } from './line.ts';

/** Contributions that a pass keeps in memory, so that a bucket is read once for many lines. */
const KEPT_CONTRIBUTIONS = 60_000;

/** One round of evaluation: up to which week, and what it has read so far. */
export class Pass {
  private readonly read = new Map<string, CountedReport[]>();
  private kept = 0;

  constructor(
    private readonly counters: CountersRepository,
    readonly generation: string,
    readonly closedWeek: number,
    readonly evaluatedAt: string,
    /** The last change of policy that its audiences may depend on. */
    readonly policySequence: number,
  ) {}

  /** What an audience counts of the buckets of a grain that are remembered up to one. @param from the first bucket of the history */
  async contributions(
    { sees }: Pick<Audience, 'sees'>,
    bucket: number,
    { grain, from }: { readonly grain: Grain; readonly from: number },
  ): Promise<CountedReport[]> {
    const found: CountedReport[] = [];
    for (let one = rememberedFrom(bucket, { grain, from }); one <= bucket; one = grain.later(one, 1))
      for (const counted of await this.bucket(grain, one)) if (grain.counts(counted.grain) && sees(counted.cell)) found.push(counted);
    return found;
  }

  /** The same of what counts in a line. */
  async behind(line: Line, bucket: number, audience: Pick<Audience, 'sees'>): Promise<CountedReport[]> {
    return (await this.contributions(audience, bucket, line)).filter((counted) => counted.series.includes(line.series));
  }

  private async bucket(grain: Grain, bucket: number): Promise<CountedReport[]> {
    const key = `${grain.name}|${bucket}`;
    const known = this.read.get(key);
    if (known) return known;
    const read = await this.contributionsIn(grain, bucket, grain.later(bucket, 1));
    for (const [oldest, { length }] of this.read) {
      if (this.kept + read.length <= KEPT_CONTRIBUTIONS) break;
      this.read.delete(oldest);
      this.kept -= length;
    }
    this.read.set(key, read);
    this.kept += read.length;
    return read;
  }

  private contributionsIn({ clock, precisions }: Grain, from: number, until: number): Promise<CountedReport[]> {
    const [precision] = precisions;
    return clock === 'observed' && precision !== undefined
      ? this.counters.contributionsOf(this.generation, precision, from, until)
      : this.counters.contributionsRecorded(this.generation, from, until);
  }
}
