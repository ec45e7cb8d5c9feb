import { type Measure, MEASURES } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import { CountersRepository, seriesKey } from '../counting/counters.repository.ts';
import { weekOf } from '../counting/calendar.ts';
import { placeOf } from '../counting/counter-key.ts';
import type { CounterDocument } from '../counting/counting.collections.ts';
import { type Series, seriesNamed } from '../counting/series.ts';
import type { Audience } from './audiences.ts';
import type { FamilyDocument, SignalDocument } from './evaluation.collections.ts';
import { FamiliesRepository } from './families.repository.ts';
import { firstDifference, type Line, lineId, signalsOf } from './line.ts';
import { LinesRepository } from './lines.repository.ts';
import { type CellWeeks, weeklySeries, weeklySums, weeksByCell } from './weekly-series.ts';
import { WEEKLY_GRAINS } from './weeks.ts';

/** A family, and who it is for. */
export interface Plan {
  readonly family: FamilyDocument;
  readonly audience: Audience;
}

/** Lines that are read at once. */
const STRETCH = 500;
/** Fewer reports in all can make no rise, and are no line yet. */
const FEWEST = 3;
/** Fewer reports in a week, and what they state is not looked at: one report may state many persons. */
const ENOUGH_REPORTS = 5;

/** Counters of a series. */
interface Counts {
  readonly byCell: CellWeeks;
  /** Monday of the first week in which something has changed, by cell. */
  readonly dirty: ReadonlyMap<string, number>;
}

interface Changed {
  readonly line: Line;
  /** Monday of the first week that differs. */
  readonly from: number;
  readonly signals: readonly SignalDocument[];
}

/** Keeps the lines of families as the counters say, and their signals as the lines say. Doing it again changes nothing. */
@Injectable()
export class LineKeeper {
  constructor(
    private readonly counters: CountersRepository,
    private readonly families: FamiliesRepository,
    private readonly lines: LinesRepository,
  ) {}

  /** Makes the lines of the next series of families that are being made, and have come equally far. */
  async makeNext(plans: readonly Plan[], keys: readonly string[]): Promise<void> {
    const cells = cellsOf(await this.counters.documentsOf(keys));
    for (const plan of plans) await this.refreshIn(plan, cells);
  }

  /** Makes the lines of some series anew. @param keys of series @returns the counters that they were made of */
  async refresh(keys: readonly string[], plans: readonly Plan[]): Promise<CounterDocument[]> {
    const documents = await this.counters.documentsOf(keys);
    const cells = cellsOf(documents);
    // of a family whose lines are being made, those that are not yet there are made in their turn
    for (const { family, audience } of plans) {
      const own = [...cells].filter(([series]) => family.after === undefined || seriesKey(family.generation, series) <= family.after);
      if (own.length > 0) await this.refreshIn({ family, audience }, new Map(own));
    }
    return [...documents.values()].flat();
  }

  /** Evaluates the weeks that are over by now, for all lines. @param goOn asked between stretches @returns whether it came to the end */
  async turn({ family }: Plan, closedWeek: number, goOn: () => Promise<boolean>): Promise<boolean> {
    const first = family.evaluatedTo + 7;
    for await (const stretch of this.lines.inStretches(family, STRETCH)) {
      const signals = stretch.flatMap((line) => signalsOf(line, first, closedWeek));
      await this.lines.addSignals(await this.withEnoughReports(family, signals));
      if (!(await goOn())) return false;
    }
    await this.families.reopen(family._id, first);
    await this.families.evaluated(family._id, closedWeek);
    return true;
  }

  private async refreshIn({ family, audience }: Plan, cells: ReadonlyMap<Series, Counts>): Promise<void> {
    const stored = await this.lines.ofSeries(family, [...cells.keys()]);
    const changed: Changed[] = [];
    let oldest = Infinity;
    for (const [series, { byCell, dirty }] of cells) {
      const lines = MEASURES.map((measure) => lineOf(family, series, measure, weeklySums(byCell, measure, audience.sees)));
      const differences = lines.map((line) => firstDifference(line, stored.get(lineId(line)) ?? { ...line, counts: [] }));
      const [ofReports] = lines;
      const enough = (week: number) => hasEnough(ofReports, week);
      lines.forEach((line, i) => {
        const from =
          line.measure === 'reports' ? differences[i] : earlier(differences[i], line.counts.length > 0 ? differences[0] : undefined);
        if (from !== undefined)
          changed.push({ line, from, signals: signalsOf(line, from, family.evaluatedTo, line.measure === 'reports' ? undefined : enough) });
      });
      // by the same counts, too, another sender may be told, or another narrative
      for (const [cell, week] of dirty) if (audience.sees(cell)) oldest = Math.min(oldest, Math.max(week, family.from));
    }
    oldest = Math.min(oldest, ...changed.map(({ from }) => from));
    if (oldest <= family.evaluatedTo) await this.families.reopen(family._id, oldest);
    if (changed.length > 0) await this.lines.keep(changed);
  }

  private async withEnoughReports(family: FamilyDocument, signals: readonly SignalDocument[]): Promise<SignalDocument[]> {
    const stated = signals.filter(({ measure }) => measure !== 'reports');
    const lines = await this.lines.ofSeries(family, [...new Set(stated.map(({ series }) => series))]);
    const ofReports = (series: Series) => lines.get(lineId({ family: family._id, series, measure: 'reports' }));
    return signals.filter(({ measure, series, week }) => measure === 'reports' || hasEnough(ofReports(series), week));
  }
}

/** Whether there are reports enough in a week for what they state to be looked at. */
function hasEnough(ofReports: Line | undefined, week: number): boolean {
  return (ofReports?.counts[(week - ofReports.from) / 7] ?? 0) >= ENOUGH_REPORTS;
}

function cellsOf(documents: ReadonlyMap<string, readonly CounterDocument[]>): Map<Series, Counts> {
  return new Map(
    [...documents].map(([key, own]) => {
      return [seriesNamed(key.slice(key.indexOf('|') + 1)), { byCell: weeksByCell(own), dirty: dirtyWeeks(own) }];
    }),
  );
}

function dirtyWeeks(documents: readonly CounterDocument[]): Map<string, number> {
  const weeks = new Map<string, number>();
  for (const { _id, dirtyFrom } of documents) {
    const { grain, cell } = placeOf(_id);
    if (dirtyFrom !== undefined && WEEKLY_GRAINS.includes(grain)) weeks.set(cell, Math.min(weeks.get(cell) ?? Infinity, weekOf(dirtyFrom)));
  }
  return weeks;
}

/** Nothing of a series with too few reports to tell anything, so that it is no line. */
function lineOf({ _id, from }: FamilyDocument, series: Series, measure: Measure, sums: ReadonlyMap<number, number>): Line {
  const last = Math.max(...[...sums].filter(([, sum]) => sum !== 0).map(([week]) => week));
  const total = [...sums.values()].reduce((sum, one) => sum + one, 0);
  const counts = total < FEWEST || last < from ? [] : weeklySeries(sums, from, last).counts;
  return { family: _id, series, measure, from, counts };
}

function earlier(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined ? other : other === undefined ? one : Math.min(one, other);
}
