import { type Measure, MEASURES } from '@landbridge/contracts';
import { weekOf } from '../../src/counting/calendar.ts';
import type { CountedReport } from '../../src/counting/contribution.ts';
import type { Series } from '../../src/counting/series.ts';
import type { BucketDocument, FamilyDocument, SignalDocument } from '../../src/evaluation/evaluation.collections.ts';
import { type Line, lineId, signalsOf, testedFrom } from '../../src/evaluation/line.ts';
import { ENOUGH_REPORTS, FEWEST } from '../../src/evaluation/line-keeper.ts';
import type { LinesRepository, Tested } from '../../src/evaluation/lines.repository.ts';
import { weeksBetween } from '../../src/evaluation/weeks.ts';

type Family = Pick<FamilyDocument, '_id' | 'from'>;

/** The lines of a family, made of reports, with the signals of some weeks: what the reducer asks of the store. */
export class LinesInMemory implements Pick<LinesRepository, 'signalsOf' | 'ofSeries' | 'find' | 'keepBucket'> {
  readonly buckets: BucketDocument[] = [];
  private readonly lines: ReadonlyMap<string, Line>;
  private readonly signals: ReadonlyMap<number, SignalDocument[]>;

  /** @param first Monday of the first week with signals @param last of the last one, in which the lines end */
  constructor(family: Family, reports: readonly CountedReport[], first: number, last: number) {
    this.lines = linesOf(family, reports, last);
    const admits = (line: Line) => (week: number) => line.measure === 'reports' || this.reportsIn(line, week) >= ENOUGH_REPORTS;
    const signals = [...this.lines.values()].flatMap((line) => signalsOf(line, first, last, admits(line)));
    this.signals = Map.groupBy(signals, ({ week }) => week);
  }

  testedIn(week: number): Tested {
    const tested = [...this.lines.values()].filter((line) => testedFrom(line) <= week);
    const reports = tested.filter(({ measure }) => measure === 'reports').length;
    return { reports, stated: tested.length - reports };
  }

  signalsOf(_: string, week: number): Promise<SignalDocument[]> {
    return Promise.resolve(this.signals.get(week) ?? []);
  }

  ofSeries({ _id: family }: Family, series: readonly Series[]): Promise<Map<string, Line>> {
    const ids = series.flatMap((one) => MEASURES.map((measure) => lineId({ family, series: one, measure })));
    const found = ids.flatMap((id) => this.lines.get(id) ?? []);
    return Promise.resolve(new Map(found.map((line) => [lineId(line), line])));
  }

  find({ _id: family, from }: Family, series: Series, measure: Measure): Promise<Line> {
    const none = { family, series, measure, from, counts: [] };
    return Promise.resolve(this.lines.get(lineId(none)) ?? none);
  }

  keepBucket(bucket: BucketDocument): Promise<void> {
    this.buckets.push(bucket);
    return Promise.resolve();
  }

  private reportsIn({ family, series, from }: Line, week: number): number {
    return this.lines.get(lineId({ family, series, measure: 'reports' }))?.counts[(week - from) / 7] ?? 0;
  }
}

function linesOf({ _id: family, from }: Family, reports: readonly CountedReport[], last: number): Map<string, Line> {
  const lines = new Map<string, Line & { readonly counts: number[] }>();
  for (const report of reports.filter(({ recorded }) => weekOf(recorded) <= last))
    for (const series of report.series)
      for (const measure of MEASURES) {
        const amount = report.amounts[measure];
        if (amount === undefined) continue;
        const id = lineId({ family, series, measure });
        const line = lines.get(id) ?? { family, series, measure, from, counts: Array<number>(weeksBetween(from, last)).fill(0) };
        line.counts[(weekOf(report.recorded) - from) / 7]! += amount;
        lines.set(id, line);
      }
  const hasEnough = ({ counts }: Line) => counts.reduce((sum, count) => sum + count, 0) >= FEWEST;
  return new Map([...lines].filter(([, line]) => hasEnough(line)));
}
