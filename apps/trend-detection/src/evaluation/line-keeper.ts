import { type Measure, MEASURES } from '@landbridge/contracts';
import { type Coverage, ENOUGH_REPORTS, FEWEST } from '@landbridge/detection';
import { Injectable } from '@nestjs/common';
import { type Span, spanning } from '../counting/calendar.ts';
import { CountersRepository, seriesKey } from '../counting/counters.repository.ts';
import type { CounterDocument } from '../counting/counting.collections.ts';
import { type Series, seriesNamed } from '../counting/series.ts';
import type { Audience } from './audiences.ts';
import type { FamilyDocument, SignalDocument } from './evaluation.collections.ts';
import { FamiliesRepository } from './families.repository.ts';
import { countIn, firstChange, type Line, lineId, lineIn, signalsOf } from './line.ts';
import { LinesRepository } from './lines.repository.ts';
import type { Grain } from './grain.ts';
import { type CellSums, changedIn, laidOut, sumsByCell, sumsOver } from './series-sums.ts';

/** A family, and who it is for. */
export interface Plan {
  readonly family: FamilyDocument;
  readonly audience: Audience;
  readonly grain: Grain;
}

/** Lines that are read at once. */
const STRETCH = 500;

/** Counters of a series. */
interface Counts {
  readonly byCell: (grain: Grain) => CellSums;
  /** The buckets in which something has changed, by cell. */
  readonly dirty: (grain: Grain) => ReadonlyMap<string, Span>;
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
    if (first <= closed && !(await this.evaluateFrom(first, family, first === next, goOn))) return false;
    if (first <= closed) await this.families.reopen(family._id, first, closed);
    await this.families.evaluated(family._id, closed, arrived);
    return true;
  }

  /** @param isNew nobody has evaluated these buckets before @returns whether it came to the end */
  private async evaluateFrom(first: number, family: FamilyDocument, isNew: boolean, goOn: () => Promise<boolean>): Promise<boolean> {
    for await (const stretch of this.lines.inStretches(family, STRETCH)) {
      const ofReports = await this.ofReports(family, stretch);
      const found = stretch.flatMap((line) => signalsOf(line, first, family.evaluatedTo, admittedBy(ofReports.get(line.series), line)));
      if (isNew) await this.lines.addSignals(found);
      else await this.lines.keepSignals(stretch, first, found);
      if (!(await goOn())) return false;
    }
    return true;
  }

  private async refreshIn({ family, audience, grain }: Plan, all: ReadonlyMap<Series, Counts>): Promise<void> {
    // a cell stays when nothing is left in it, so that a series without one that is seen never had a line
    const cells = new Map([...all].filter(([, { byCell }]) => [...byCell(grain).keys()].some(audience.sees)));
    if (cells.size === 0) return;
    const stored = await this.lines.ofSeries(family, [...cells.keys()]);
    const changed: Changed[] = [];
    let touched: Span | undefined;
    for (const [series, { byCell, dirty }] of cells) {
      const lines = MEASURES.map((measure) => lineOf(family, series, measure, sumsOver(byCell(grain), measure, audience.sees)));
      const differences = lines.map((line) => firstChange(line, stored.get(lineId(line)) ?? { ...line, counts: [] }));
      const [ofReports] = lines;
      lines.forEach((line, i) => {
        const from =
          line.measure === 'reports' ? differences[i] : earlier(differences[i], line.counts.length > 0 ? differences[0] : undefined);
        if (from !== undefined)
          changed.push({ line, from, signals: signalsOf(line, from, family.evaluatedTo, admittedBy(ofReports, line)) });
      });
      // by the same counts, too, another sender may be told, or another narrative
      for (const [cell, span] of dirty(grain)) if (audience.sees(cell)) touched = spanning(touched, span);
    }
    const oldest = Math.max(family.from, Math.min(touched?.from ?? Infinity, ...changed.map(({ from }) => from)));
    if (oldest <= family.evaluatedTo) await this.families.reopen(family._id, oldest, touched?.to);
    if (changed.length > 0) await this.lines.keep(changed);
  }

  /** Of the series of some lines, those that count reports. */
  private async ofReports(family: FamilyDocument, stretch: readonly Line[]): Promise<ReadonlyMap<Series, Line>> {
    const ofReports = new Map(stretch.filter(({ measure }) => measure === 'reports').map((line) => [line.series, line]));
    const elsewhere = [...new Set(stretch.map(({ series }) => series).filter((series) => !ofReports.has(series)))];
    for (const line of (await this.lines.ofSeries(family, elsewhere)).values())
      if (line.measure === 'reports') ofReports.set(line.series, line);
    return ofReports;
  }
}

/** Which buckets have reports enough for what they state to be looked at; reports themselves always are. */
function admittedBy(ofReports: Line | undefined, { measure }: Line): ((bucket: number) => boolean) | undefined {
  if (measure === 'reports') return undefined;
  return (bucket) => ofReports !== undefined && countIn(ofReports, bucket) >= ENOUGH_REPORTS;
}

function cellsOf(documents: ReadonlyMap<string, readonly CounterDocument[]>): Map<Series, Counts> {
  return new Map(
    [...documents].map(([key, own]) => {
      const counts = { byCell: oncePerGrain(sumsByCell, own), dirty: oncePerGrain(changedIn, own) };
      return [seriesNamed(key.slice(key.indexOf('|') + 1)), counts];
    }),
  );
}

/** Each grain is looked at once, and only if there is a family of it. */
function oncePerGrain<T>(look: (documents: readonly CounterDocument[], grain: Grain) => T, documents: readonly CounterDocument[]) {
  const known = new Map<Grain, T>();
  return (grain: Grain): T => {
    const found = known.get(grain) ?? look(documents, grain);
    known.set(grain, found);
    return found;
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
