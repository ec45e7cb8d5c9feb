import { type Measure, MEASURES } from '@landbridge/contracts';
import { ENOUGH_REPORTS, FEWEST, type Tested } from '@landbridge/detection';
import type { CountedReport } from '../../src/counting/contribution.ts';
import type { Series } from '../../src/counting/series.ts';
import type { BucketDocument, SignalDocument } from '../../src/evaluation/evaluation.collections.ts';
import type { Grain } from '../../src/evaluation/grain.ts';
import { countIn, firstTested, type Line, type LineFamily, lineId, lineIn, signalsOf } from '../../src/evaluation/line.ts';
import type { LinesRepository } from '../../src/evaluation/lines.repository.ts';

/** The lines of a family, made of reports, with the signals of some buckets: what the reducer asks of the store. */
export class LinesInMemory implements Pick<LinesRepository, 'signalsOf' | 'ofSeries' | 'find' | 'keepBucket'> {
  readonly buckets: BucketDocument[] = [];
  private readonly lines: ReadonlyMap<string, Line>;
  private readonly signals: ReadonlyMap<number, SignalDocument[]>;

  /** @param first the first bucket with signals; the last is the family's newest, in which the lines end */
  constructor(family: LineFamily, grain: Grain, reports: readonly CountedReport[], first: number) {
    const last = family.evaluatedTo;
    this.lines = linesOf(family, grain, reports);
    const admits = (line: Line) => (bucket: number) => line.measure === 'reports' || this.reportsIn(line, bucket) >= ENOUGH_REPORTS;
    const signals = [...this.lines.values()].flatMap((line) => signalsOf(line, first, last, admits(line)));
    this.signals = Map.groupBy(signals, ({ bucket }) => bucket);
  }

  testedIn(bucket: number): Tested {
    const tested = [...this.lines.values()].filter((line) => firstTested(line) <= bucket);
    const reports = tested.filter(({ measure }) => measure === 'reports').length;
    return { reports, stated: tested.length - reports };
  }

  signalsOf(_: string, bucket: number): Promise<SignalDocument[]> {
    return Promise.resolve(this.signals.get(bucket) ?? []);
  }

  ofSeries({ _id: family }: LineFamily, series: readonly Series[]): Promise<Map<string, Line>> {
    const ids = series.flatMap((one) => MEASURES.map((measure) => lineId({ family, series: one, measure })));
    const found = ids.flatMap((id) => this.lines.get(id) ?? []);
    return Promise.resolve(new Map(found.map((line) => [lineId(line), line])));
  }

  find(family: LineFamily, series: Series, measure: Measure): Promise<Line> {
    const none = lineIn(family, series, measure);
    return Promise.resolve(this.lines.get(lineId(none)) ?? none);
  }

  keepBucket(bucket: BucketDocument): Promise<void> {
    this.buckets.push(bucket);
    return Promise.resolve();
  }

  private reportsIn({ family, series }: Line, bucket: number): number {
    const ofReports = this.lines.get(lineId({ family, series, measure: 'reports' }));
    return ofReports ? countIn(ofReports, bucket) : 0;
  }
}

function linesOf(family: LineFamily, grain: Grain, reports: readonly CountedReport[]): Map<string, Line> {
  const lines = new Map<string, Line & { readonly counts: number[] }>();
  const length = grain.between(family.from, family.evaluatedTo);
  for (const report of reports) {
    const at = grain.numberOf(grain.bucketOfReport(report)) - grain.numberOf(family.from);
    if (at >= length) continue;
    for (const series of report.series)
      for (const measure of MEASURES) {
        const amount = report.amounts[measure];
        if (amount === undefined) continue;
        const id = lineId({ family: family._id, series, measure });
        const line = lines.get(id) ?? { ...lineIn(family, series, measure), counts: Array<number>(length).fill(0) };
        line.counts[at]! += amount;
        lines.set(id, line);
      }
  }
  const hasEnough = ({ counts }: Line) => counts.reduce((sum, count) => sum + count, 0) >= FEWEST;
  return new Map([...lines].filter(([, line]) => hasEnough(line)));
}
