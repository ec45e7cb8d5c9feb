import { farringtonFlexible } from '@landbridge/detection';
import { JUDGED_BUCKETS, SCENARIOS, type SeriesKind, simulatedSeries } from '@landbridge/detection/simulated-series';
import type { SimulatedSeries } from './detection-oracles.ts';
import { askR } from './detection-r.ts';
import { type Measured, NOT_MEASURED } from './detection-table.ts';

/** Alarms of R's farringtonFlexible in the last `JUDGED_BUCKETS` weeks of a series. */
export type RAlarms = (counts: readonly number[]) => readonly boolean[];

/**
 * Of the first draw that the bench makes. What is below 2000 was looked at while the detectors were made, see `training.spec.ts` of
 * libs/detection.
 */
export const SEED = 2001;
export const PER_SCENARIO = 10;
/** Years of history that R is asked with. */
const YEARS = 5;
const KINDS: readonly SeriesKind[] = ['outbreak', 'autocorrelated', 'stepped'];

/** R's decisions as they are made here, over a hundred times as fast; `decidesAsR` says whether R makes the same. */
export const alarmsLikeR: RAlarms = (counts) =>
  farringtonFlexible(counts, { b: YEARS, from: counts.length - JUDGED_BUCKETS })
    .slice(-JUDGED_BUCKETS)
    .map((verdict) => verdict?.alarm ?? false);

/** Series that nothing was learnt from, in the form of those that R has answered. @param rAlarms left out where it is not known what R says */
export function drawn(kind: SeriesKind, seed: number, perScenario: number, rAlarms?: RAlarms): SimulatedSeries[] {
  return simulatedSeries(kind, seed, perScenario).map(({ counts, outbreak }, i) => ({
    name: `${kind}, series ${i + 1}`,
    counts,
    window: JUDGED_BUCKETS,
    outbreak,
    alarms: new Map(rAlarms ? [['ff', [...rAlarms(counts)]]] : []),
    uppers: undefined,
  }));
}

/** R itself, on one of the drawn series for each scenario, of all kinds in turn. */
export async function decidesAsR(directory: string): Promise<Measured> {
  const series = KINDS.flatMap((kind, own) =>
    drawn(kind, SEED, PER_SCENARIO).filter((_, i) => i % PER_SCENARIO === 0 && (i / PER_SCENARIO) % KINDS.length === own),
  );
  const answer = await askR(
    series.map(({ counts }) => ({ b: YEARS, weeks: JUDGED_BUCKETS, counts })),
    directory,
  );
  const differ = typeof answer === 'string' ? undefined : differing(series, answer.alarms);
  const row = {
    figure: `the same decisions on drawn series (${(SCENARIOS.length * JUDGED_BUCKETS).toLocaleString('en-GB')} weeks)`,
    r: differ === undefined ? NOT_MEASURED : '100%',
    here: differ === undefined ? NOT_MEASURED : differ === 0 ? '100%' : `${differ} differ`,
    wanted: '100%',
    reached: differ === undefined ? undefined : differ === 0,
  };
  return {
    figures: { drawnEqual: differ === undefined ? null : 1 - differ / (series.length * JUDGED_BUCKETS) },
    rows: [row],
    remarks: typeof answer === 'string' ? [`${answer} Its column on drawn series rests on the weeks that the folder holds.`] : [],
  };
}

/** Weeks in which R decides otherwise. */
function differing(series: readonly SimulatedSeries[], answers: readonly (readonly boolean[])[]): number {
  return series
    .map(({ counts }, i) => alarmsLikeR(counts).filter((alarm, week) => alarm !== answers[i]?.[week]).length)
    .reduce((sum, one) => sum + one, 0);
}
