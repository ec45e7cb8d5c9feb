import { type Measure, MEASURES } from '@landbridge/contracts';
import type { Coverage } from '@landbridge/detection';
import { Injectable } from '@nestjs/common';
import { CountersRepository, seriesKey } from '../counting/counters.repository.ts';
import { placeOf } from '../counting/counter-key.ts';
import type { CounterDocument } from '../counting/counting.collections.ts';
import { type Series, seriesNamed } from '../counting/series.ts';
import type { Audience } from './audiences.ts';
import type { FamilyDocument, SignalDocument } from './evaluation.collections.ts';
import { FamiliesRepository } from './families.repository.ts';
import { countIn, firstDifference, type Line, lineId, lineIn, signalsOf } from './line.ts';
import { LinesRepository } from './lines.repository.ts';
import type { Grain } from './grain.ts';
import { type CellSums, laidOut, sumsByCell, sumsOver } from './series-sums.ts';

/** A family, and who it is for. */
export interface Plan {
  readonly family: FamilyDocument;
  readonly audience: Audience;
  readonly grain: Grain;
}

/** Lines that are read at once. */
const STRETCH = 500;
/** Fewer reports in all can make no rise, and are no line yet. */
export const FEWEST = 3;
/** Fewer reports in a bucket, and what they state is not looked at: one report may state many persons. */
export const ENOUGH_REPORTS = 5;

/** Counters of a series. */
interface Counts {
  readonly byCell: (grain: Grain) => CellSums;
  /** Cells in which something has changed. */
  readonly dirty: readonly string[];
}

interface Changed {
  readonly line: Line;
  /** The first bucket that differs. */
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
    for (const plan of plans) {
      const { family } = plan;
      const own = [...cells].filter(([series]) => family.after === undefined || seriesKey(family.generation, series) <= family.after);
      if (own.length > 0) await this.refreshIn(plan, new Map(own));
    }
    return [...documents.values()].flat();
  }

  /**
   * Evaluates, for all lines, the buckets that are over by now, and anew those of which more should have arrived than when they were evaluated.
   * @param closed the newest bucket that is over @param arrived as the family keeps it @param goOn asked between stretches
   * @returns whether it came to the end
   */
  async turn(
    { family: before, grain }: Plan,
    closed: number,
    arrived: readonly Coverage[],
    goOn: () => Promise<boolean>,
  ): Promise<boolean> {
    const next = grain.later(before.evaluatedTo, 1);
    const first = Math.min(next, grain.later(next, -(before.arrived ?? []).length), grain.later(closed, 1 - arrived.length));
    const family = { ...before, evaluatedTo: closed, arrived };
    for await (const stretch of this.lines.inStretches(family, STRETCH)) {
      const found = await this.withEnoughReports(
        family,
        stretch.flatMap((line) => signalsOf(line, first, closed)),
      );
      if (first === next) await this.lines.addSignals(found);
      else await this.lines.keepSignals(stretch, first, found);
      if (!(await goOn())) return false;
    }
    await this.families.reopen(family._id, first);
    await this.families.evaluated(family._id, closed, arrived);
    return true;
  }

  private async refreshIn({ family, audience, grain }: Plan, cells: ReadonlyMap<Series, Counts>): Promise<void> {
    const stored = await this.lines.ofSeries(family, [...cells.keys()]);
    const changed: Changed[] = [];
    const retold: string[] = [];
    for (const [series, { byCell, dirty }] of cells) {
      const lines = MEASURES.map((measure) => lineOf(family, series, measure, sumsOver(byCell(grain), measure, audience.sees)));
      const differences = lines.map((line) => firstDifference(line, stored.get(lineId(line)) ?? { ...line, counts: [] }));
      const [ofReports] = lines;
      const enough = (bucket: number) => hasEnough(ofReports, bucket);
      lines.forEach((line, i) => {
        const from =
          line.measure === 'reports' ? differences[i] : earlier(differences[i], line.counts.length > 0 ? differences[0] : undefined);
        if (from !== undefined)
          changed.push({ line, from, signals: signalsOf(line, from, family.evaluatedTo, line.measure === 'reports' ? undefined : enough) });
        else if (stored.has(lineId(line)) && dirty.some(audience.sees)) retold.push(lineId(line));
      });
    }
    const oldest = Math.min(...changed.map(({ from }) => from), ...(await this.signalled(retold)));
    if (oldest <= family.evaluatedTo) await this.families.reopen(family._id, oldest);
    if (changed.length > 0) await this.lines.keep(changed);
  }

  /** Where another sender is told by the same counts, what was made of them is to be made anew. */
  private async signalled(lines: readonly string[]): Promise<number[]> {
    const buckets: number[] = [];
    for (const line of lines) {
      const oldest = await this.lines.oldestSignal(line);
      if (oldest !== undefined) buckets.push(oldest);
    }
    return buckets;
  }

  private async withEnoughReports(family: FamilyDocument, signals: readonly SignalDocument[]): Promise<SignalDocument[]> {
    const stated = signals.filter(({ measure }) => measure !== 'reports');
    const lines = await this.lines.ofSeries(family, [...new Set(stated.map(({ series }) => series))]);
    const ofReports = (series: Series) => lines.get(lineId({ family: family._id, series, measure: 'reports' }));
    return signals.filter(({ measure, series, bucket }) => measure === 'reports' || hasEnough(ofReports(series), bucket));
  }
}

/** Whether there are reports enough in a bucket for what they state to be looked at. */
function hasEnough(ofReports: Line | undefined, bucket: number): boolean {
  return ofReports !== undefined && countIn(ofReports, bucket) >= ENOUGH_REPORTS;
}

function cellsOf(documents: ReadonlyMap<string, readonly CounterDocument[]>): Map<Series, Counts> {
  return new Map(
    [...documents].map(([key, own]) => {
      const dirty = own.filter((document) => document.dirty).map(({ _id }) => placeOf(_id).cell);
      return [seriesNamed(key.slice(key.indexOf('|') + 1)), { byCell: perGrain(own), dirty: [...new Set(dirty)] }];
    }),
  );
}

/** Each grain is summed once, and only if there is a family of it. */
function perGrain(documents: readonly CounterDocument[]): Counts['byCell'] {
  const known = new Map<Grain, CellSums>();
  return (grain) => {
    const cells = known.get(grain) ?? sumsByCell(documents, grain);
    known.set(grain, cells);
    return cells;
  };
}

/** Nothing of a series with too few reports to tell anything, so that it is no line. */
function lineOf(family: FamilyDocument, series: Series, measure: Measure, sums: ReadonlyMap<number, number>): Line {
  const line = lineIn(family, series, measure);
  const { grain, from } = line;
  const last = Math.max(...[...sums].filter(([, sum]) => sum !== 0).map(([bucket]) => bucket));
  const total = [...sums.values()].reduce((sum, one) => sum + one, 0);
  return total < FEWEST || last < from ? line : { ...line, counts: laidOut(sums, grain, from, last).counts };
}

function earlier(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined ? other : other === undefined ? one : Math.min(one, other);
}
