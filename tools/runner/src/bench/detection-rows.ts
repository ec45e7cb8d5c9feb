import { detectByHistory } from '@landbridge/detection';
import { SCENARIOS, type SeriesKind, sparseSeries } from '@landbridge/detection/simulated-series';
import { defaultAlarms } from './detection-default.ts';
import { drawn, PER_SCENARIO, type RAlarms, SEED } from './detection-drawn.ts';
import type { SimulatedSeries } from './detection-oracles.ts';
import { scoreOf } from './detection-outbreaks.ts';
import { pairedRow, pairedWithR } from './detection-paired.ts';
import { type Measured, NOT_MEASURED, percent, rate, type TableRow } from './detection-table.ts';

export interface SimulatedRowsOptions {
  /** Left out where it is not known what R says. */
  readonly rAlarms?: RAlarms | undefined;
  readonly perScenario?: number;
  readonly seed?: number;
}

const SPARSE = {
  dispersions: [1, 1.5],
  falseRates: [0.1, 0.2, 0.35, 0.5, 0.75, 1],
  risingRates: [0.2, 0.35, 0.5, 0.75, 1],
  mostFalse: 0.01,
};
const RISE = { buckets: 13, factor: 3, leastFound: 0.6 };
const HISTORY = 156;
/** Weeks in which sparse series are judged: two years. */
const SPARSE_WEEKS = 104;

/** The default and the sparse detector on series that nothing was learnt from, beside R's farringtonFlexible on the same series. */
export function simulatedRows({ rAlarms, perScenario = PER_SCENARIO, seed = SEED }: SimulatedRowsOptions = {}): Measured {
  const parts = [
    freshOutbreaks(drawn('outbreak', seed, perScenario, rAlarms)),
    falseAlarms('autocorrelated', 'false alarms a week, each week following the one before', drawn('autocorrelated', seed, perScenario, rAlarms)), // prettier-ignore
    falseAlarms('stepped', 'the same, level raised ×1.3 a year ago', drawn('stepped', seed, perScenario, rAlarms)),
    sparseFalseAlarms(seed, 4 * perScenario),
    plantedRises(seed, 8 * perScenario),
  ];
  return {
    figures: Object.fromEntries(parts.flatMap(({ figures }) => Object.entries(figures))),
    rows: parts.flatMap(({ rows }) => rows),
    remarks: [
      'One threshold is derived from series drawn under seeds below 2000, that of one series alone (ALARM): training.spec.ts of libs/detection fails where it is another. What else was chosen on such series is checked there, and docs/benches.md says how.', // prettier-ignore
      `The rows from the fresh draw on draw other series, under seed ${seed}: ${perScenario} for each of ${SCENARIOS.length} scenarios, ${4 * perScenario} and ${8 * perScenario} for each rate of the sparse ones. Nothing was learnt from them.`, // prettier-ignore
    ],
  };
}

function freshOutbreaks(series: readonly SimulatedSeries[]): Measured {
  const paired = pairedWithR(series);
  return {
    figures: { freshFound: paired.found, freshRFound: paired.rFound },
    rows: [pairedRow("outbreaks found in a fresh draw, at R's rate of false alarms", paired)],
  };
}

function falseAlarms(kind: SeriesKind, figure: string, series: readonly SimulatedSeries[]): Measured {
  const r = scoreOf(series, ({ alarms }) => alarms.get('ff')).falsePositiveRate;
  const here = scoreOf(series, defaultAlarms).falsePositiveRate;
  const row = { figure, r: rate(r), here: rate(here), wanted: "≤ R's", reached: here === null || r === null ? undefined : here <= r };
  return { figures: { [`${kind}False`]: here, [`${kind}RFalse`]: r }, rows: [row] };
}

function sparseFalseAlarms(seed: number, perRate: number): Measured {
  const counted = SPARSE.dispersions.map((dispersion) => {
    const verdicts = SPARSE.falseRates.flatMap((each) =>
      sparseSeries({ seed, series: perRate, buckets: HISTORY + SPARSE_WEEKS, rate: each, dispersion }).flatMap((counts) =>
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
