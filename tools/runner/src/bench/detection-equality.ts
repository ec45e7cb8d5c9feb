import { earsC1, earsC2, earsC3, farrington, farringtonFlexible } from '@landbridge/detection';
import type { Cell, Oracles, RecordedSeries, SimulatedSeries } from './detection-oracles.ts';
import { percent, type Measured } from './detection-table.ts';

/** What ours and R say of one bucket. */
interface Said {
  readonly upper: number | undefined;
  readonly alarm: boolean;
}

type Verdicts = readonly (Said | undefined)[];

interface Tally {
  weeks: number;
  equal: number;
  /** Where they differ. */
  readonly differing: string[];
}

/** The same number, but for the rounding of sums and of what is written down. */
const SAME = 1e-9;
/** How far a bound may lie from R's, relative to it; whole bounds are the same. */
const METHODS = { delta: 1e-6, nbPlugin: SAME, muan: SAME } as const;
const methods = Object.entries(METHODS) as [keyof typeof METHODS, number][];
const TRENDS = { trend: true, notrend: false } as const;
const EARS = { C1: earsC1, C2: earsC2, C3: earsC3 };
/** Years of history that R may have been told to use; a file does not say how many. */
const YEARS = [5, 4, 3];
/** Share of the weeks in which farringtonFlexible must be R's. */
export const LEAST_EQUAL = 0.999;
const SEASON = 3;
const SHOWN = 5;

/** Shares of the weeks that R decided in which our bound (its absence, too) and our alarm are R's. */
export function equality({ recorded, simulated }: Oracles): Measured {
  const flexible = sum([...recorded.map(flexibleOf), ...simulated.map(simulatedFlexibleOf)]);
  const classic = sum(recorded.map(classicOf));
  const ears = sum([...recorded.map(earsOf), ...simulated.map(simulatedEarsOf)]);
  const row = (figure: string, tally: Tally, least: number) => ({
    figure: `${figure} (${tally.weeks.toLocaleString('en-GB')} weeks)`,
    r: '100%',
    here: tally.differing.length === 0 ? percent(shareOf(tally), 0) : `${tally.differing.length} differ`,
    wanted: least === 1 ? '100%' : `≥ ${percent(least)}`,
    reached: tally.weeks === 0 ? undefined : tally.equal / tally.weeks >= least,
  });
  return {
    figures: { flexibleEqual: shareOf(flexible), farringtonEqual: shareOf(classic), earsEqual: shareOf(ears) },
    rows: [
      row("farringtonFlexible, bounds and alarms equal to R's within 1e-6", flexible, LEAST_EQUAL),
      row('farrington, the same', classic, LEAST_EQUAL),
      row('EARS C1–C3, the same within 1e-9', ears, 1),
    ],
    remarks: [flexible, classic, ears].flatMap(({ differing }) => shown(differing)),
  };
}

function flexibleOf(series: RecordedSeries): Tally {
  return byBestHistory(series.counts.length, series.bucketsPerYear, (b) =>
    sum(
      methods.flatMap(([thresholdMethod, tolerance]) =>
        Object.entries(TRENDS).map(([word, trend]) => {
          const { counts, bucketsPerYear } = series;
          const verdicts = (from: number) => farringtonFlexible(counts, { b, from, trend, bucketsPerYear, thresholdMethod });
          return compareRecorded(series, `farringtonFlexible_${thresholdMethod}_${word}`, verdicts, tolerance);
        }),
      ),
    ),
  );
}

function classicOf(series: RecordedSeries): Tally {
  const { counts, bucketsPerYear } = series;
  return byBestHistory(counts.length, bucketsPerYear, (b) => {
    // where R has too few reports for a bound it writes 0
    const verdicts = (from: number) =>
      farrington(counts, { b, from, bucketsPerYear }).map((verdict) => verdict && { ...verdict, upper: verdict.upper ?? 0 });
    return compareRecorded(series, 'farrington', verdicts, METHODS.delta);
  });
}

function earsOf(series: RecordedSeries): Tally {
  return sum(Object.entries(EARS).map(([name, method]) => compareRecorded(series, `ears${name}`, () => method(series.counts), SAME)));
}

function simulatedFlexibleOf(series: SimulatedSeries): Tally {
  const { counts, window, uppers } = series;
  const alarms = series.alarms.get('ff');
  if (!alarms && !uppers) return nothing();
  const from = counts.length - window;
  return byBestHistory(from, 52, (b) =>
    compare(`${series.name}, farringtonFlexible`, from, alarms, uppers, farringtonFlexible(counts, { b, from }), METHODS.nbPlugin),
  );
}

function simulatedEarsOf(series: SimulatedSeries): Tally {
  const from = series.counts.length - series.window;
  return sum(
    Object.entries(EARS).map(([name, method]) => {
      const alarms = series.alarms.get(name.toLowerCase());
      return alarms ? compare(`${series.name}, EARS ${name}`, from, alarms, undefined, method(series.counts), SAME) : nothing();
    }),
  );
}

/** A wrong number of years cannot give R's bounds, so the one that gives the most of them is R's. */
function byBestHistory(buckets: number, bucketsPerYear: number, compareWith: (years: number) => Tally): Tally {
  let best: Tally | undefined;
  for (const years of YEARS.filter((b) => b * bucketsPerYear + SEASON <= buckets)) {
    const tally = compareWith(years);
    if (!best || tally.equal > best.equal) best = tally;
    if (best.equal === best.weeks) break;
  }
  return best ?? nothing();
}

/** From the first bucket that R says something of to the last; what lies before was not asked. */
function compareRecorded(series: RecordedSeries, column: string, verdictsFrom: (from: number) => Verdicts, tolerance: number): Tally {
  const uppers = series.answers.get(`${column}_upper`);
  const alarms = series.answers.get(`${column}_alarm`);
  const isSaid = (t: number) => uppers?.[t] !== undefined || alarms?.[t] !== undefined;
  const weeks = series.counts.map((_, t) => t).filter(isSaid);
  const [from] = weeks;
  if (from === undefined) return nothing();
  const end = (weeks.at(-1) ?? from) + 1;
  const decisions = alarms?.slice(from, end).map((alarm) => alarm === 1);
  return compare(`${series.name}, ${column}`, from, decisions, uppers?.slice(from, end), verdictsFrom(from), tolerance);
}

function compare(
  what: string,
  from: number,
  alarms: readonly boolean[] | undefined,
  uppers: readonly Cell[] | undefined,
  verdicts: Verdicts,
  tolerance: number,
): Tally {
  const tally = nothing();
  for (let i = 0; i < (alarms ?? uppers ?? []).length; i += 1) {
    const ours = verdicts[from + i];
    const sameBound = !uppers || isNear(ours?.upper, uppers[i], tolerance);
    const sameAlarm = !alarms || (ours?.alarm ?? false) === alarms[i];
    tally.weeks += 1;
    if (sameBound && sameAlarm) tally.equal += 1;
    else
      tally.differing.push(
        `${what}, week ${from + i + 1}: ${told(ours?.upper, ours?.alarm)} here, ${told(uppers?.[i], alarms?.[i])} in R.`,
      );
  }
  return tally;
}

function isNear(ours: number | undefined, r: Cell, tolerance: number): boolean {
  if (ours === undefined || r === undefined) return ours === r;
  return Math.abs(ours - r) <= Math.max(SAME, tolerance * Math.abs(r));
}

function told(upper: number | undefined, alarm: boolean | undefined): string {
  return `${upper === undefined ? 'no bound' : String(upper)}${alarm ? ' and an alarm' : ''}`;
}

function shown(differing: readonly string[]): string[] {
  const more = differing.length - SHOWN;
  return [...differing.slice(0, SHOWN), ...(more > 0 ? [`and ${more} weeks more that differ`] : [])];
}

function nothing(): Tally {
  return { weeks: 0, equal: 0, differing: [] };
}

function sum(tallies: readonly Tally[]): Tally {
  const total = nothing();
  for (const { weeks, equal, differing } of tallies) {
    total.weeks += weeks;
    total.equal += equal;
    total.differing.push(...differing);
  }
  return total;
}

function shareOf({ weeks, equal }: Tally): number | null {
  return weeks === 0 ? null : equal / weeks;
}
