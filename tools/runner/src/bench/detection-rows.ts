import { defaultDetector, detectByHistory } from '@landbridge/detection';
import {
  JUDGED_BUCKETS,
  type SeriesKind,
  type SimulatedSeries,
  simulatedSeries,
  sparseSeries,
} from '@landbridge/detection/simulated-series';
import { scoreOf } from './detection-outbreaks.ts';
import { type Measured, NOT_MEASURED, percent, type TableRow } from './detection-table.ts';

/** Alarms of R's farringtonFlexible in the last `JUDGED_BUCKETS` weeks of each series. */
export type RAlarms = (series: readonly (readonly number[])[]) => Promise<readonly (readonly boolean[])[]>;

export interface SimulatedRowsOptions {
  /** Left out where R is not here. */
  readonly rAlarms?: RAlarms | undefined;
  readonly perScenario?: number;
  /** From 2000 on: what is below was looked at while the detectors were made, see `training.spec.ts` of libs/detection. */
  readonly seed?: number;
}

const GAIN = 0.06;
const SPARSE = {
  dispersions: [1, 1.5],
  falseRates: [0.1, 0.2, 0.35, 0.5, 0.75, 1],
  risingRates: [0.2, 0.35, 0.5, 0.75, 1],
  mostFalse: 0.01,
};
const RISE = { buckets: 13, factor: 3, leastFound: 0.6 };
const HISTORY = 156;
/** Alarms are only for series with so many cases in the last four weeks, R's as ours. */
const LIMIT = { cases: 5, buckets: 4 };

/** The default and the sparse detector on series that nothing was learnt from, beside R's farringtonFlexible on the same series. */
export async function simulatedRows({ rAlarms, perScenario = 10, seed = 2001 }: SimulatedRowsOptions = {}): Promise<Measured> {
  const parts = [
    await freshOutbreaks(simulatedSeries('outbreak', seed, perScenario), rAlarms),
    await falseAlarms('autocorrelated', 'false alarms a week, each week following the one before', seed, perScenario, rAlarms),
    await falseAlarms('stepped', 'the same, level raised ×1.3 a year ago', seed, perScenario, rAlarms),
    sparseFalseAlarms(seed, 4 * perScenario),
    plantedRises(seed, 8 * perScenario),
  ];
  return { figures: Object.fromEntries(parts.flatMap(({ figures }) => Object.entries(figures))), rows: parts.flatMap(({ rows }) => rows) };
}

async function freshOutbreaks(series: readonly SimulatedSeries[], rAlarms: RAlarms | undefined): Promise<Measured> {
  const r = await rScore(series, rAlarms);
  const surprises = series.map(({ counts }) => surprisesOf(counts));
  const limit = r && surpriseAt(r.falsePositiveRate ?? 0, series, surprises);
  const here =
    limit === undefined
      ? undefined
      : score(
          series,
          surprises.map((weeks) => weeks.map((surprise) => surprise > limit)),
        );
  const figures = { freshFound: here?.found ?? null, freshRFound: r?.found ?? null };
  const row = {
    figure: "outbreaks found in a fresh draw, at R's rate of false alarms",
    r: percent(figures.freshRFound),
    here: percent(figures.freshFound),
    wanted: "R's + 6 points",
    reached: figures.freshFound === null || figures.freshRFound === null ? undefined : figures.freshFound >= figures.freshRFound + GAIN,
  };
  return { figures, rows: [row] };
}

/** Of the judged weeks; 0 where there are too few cases for an alarm. */
function surprisesOf(counts: readonly number[]): number[] {
  const from = counts.length - JUDGED_BUCKETS;
  return defaultDetector(counts, { from })
    .slice(from)
    .map((verdict, i) => (sum(counts.slice(from + i + 1 - LIMIT.buckets, from + i + 1)) < LIMIT.cases ? 0 : (verdict?.surprise ?? 0)));
}

/** The surprise that this share of the quiet weeks exceeds. */
function surpriseAt(share: number, series: readonly SimulatedSeries[], surprises: readonly (readonly number[])[]): number {
  const quiet = surprises.flatMap((weeks, i) => weeks.filter((_, week) => series[i]?.outbreak[week] === 0)).sort((a, b) => b - a);
  return quiet[Math.floor(share * quiet.length)] ?? 0;
}

async function falseAlarms(
  kind: SeriesKind,
  figure: string,
  seed: number,
  perScenario: number,
  rAlarms: RAlarms | undefined,
): Promise<Measured> {
  const series = simulatedSeries(kind, seed, perScenario);
  const r = (await rScore(series, rAlarms))?.falsePositiveRate ?? null;
  const alarms = series.map(({ counts }) => {
    const from = counts.length - JUDGED_BUCKETS;
    return defaultDetector(counts, { from })
      .slice(from)
      .map((verdict) => verdict?.alarm ?? false);
  });
  const here = score(series, alarms).falsePositiveRate;
  const row = { figure, r: rate(r), here: rate(here), wanted: "≤ R's", reached: here === null || r === null ? undefined : here <= r };
  return { figures: { [`${kind}False`]: here, [`${kind}RFalse`]: r }, rows: [row] };
}

function sparseFalseAlarms(seed: number, perRate: number): Measured {
  const counted = SPARSE.dispersions.map((dispersion) => {
    const verdicts = SPARSE.falseRates.flatMap((each) =>
      sparseSeries({ seed, series: perRate, buckets: HISTORY + 104, rate: each, dispersion }).flatMap((counts) =>
        detectByHistory(counts, { from: HISTORY, bucketsPerYear: 52 }).slice(HISTORY),
      ),
    );
    return { dispersion, share: verdicts.filter((verdict) => verdict?.alarm).length / verdicts.length };
  });
  return {
    figures: Object.fromEntries(counted.map(({ dispersion, share }) => [`sparseFalse${dispersion}`, share])),
    rows: counted.map(({ dispersion, share }): TableRow => ({
      figure: `false alarms a week, 0.1 to 1 case a week, dispersion ${dispersion}`,
      r: NOT_MEASURED,
      here: rate(share),
      wanted: `≤ ${SPARSE.mostFalse}`,
      reached: share <= SPARSE.mostFalse,
    })),
  };
}

function plantedRises(seed: number, perRate: number): Measured {
  const buckets = HISTORY + RISE.buckets;
  const found = SPARSE.risingRates.flatMap((each) =>
    sparseSeries({ seed, series: perRate, buckets, rate: each, rise: RISE }).map((counts) =>
      detectByHistory(counts, { from: HISTORY, bucketsPerYear: 52 }).some((verdict) => verdict?.alarm),
    ),
  );
  const share = found.filter(Boolean).length / found.length;
  const row = {
    figure: 'planted rises ×3 of 0.2 to 1 case a week, found within a quarter',
    r: NOT_MEASURED,
    here: percent(share),
    wanted: `≥ ${percent(RISE.leastFound, 0)}`,
    reached: share >= RISE.leastFound,
  };
  return { figures: { plantedRisesFound: share }, rows: [row] };
}

async function rScore(series: readonly SimulatedSeries[], rAlarms: RAlarms | undefined) {
  return rAlarms && score(series, await rAlarms(series.map(({ counts }) => counts)));
}

function score(series: readonly SimulatedSeries[], alarms: readonly (readonly boolean[])[]) {
  const judged = series.map(({ counts, outbreak }, i) => ({
    name: String(i),
    counts: [...counts],
    window: JUDGED_BUCKETS,
    outbreak: [...outbreak],
    alarms: new Map([['judged', [...(alarms[i] ?? [])]]]),
    uppers: undefined,
  }));
  return scoreOf(judged, (each) => each.alarms.get('judged'));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function rate(share: number | null): string {
  return share === null ? NOT_MEASURED : share.toFixed(4);
}
