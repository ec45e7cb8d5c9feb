import { defaultDetector } from '@landbridge/detection';
import type { SimulatedSeries } from './detection-oracles.ts';
import { scoreOf } from './detection-outbreaks.ts';
import { percent, type TableRow } from './detection-table.ts';

/** Shares of outbreaks that are found, R's and ours, where both have as many false alarms. */
export interface Paired {
  readonly found: number | null;
  readonly rFound: number | null;
}

const GAIN = 0.06;
/** Alarms are only for series with so many cases in the last four weeks, R's as ours. */
const LIMIT = { cases: 5, buckets: 4 };

/** Whatever R's rate of false alarms is on these series, ours is set to it: so nothing hangs on one draw of them. */
export function pairedWithR(simulated: readonly SimulatedSeries[]): Paired {
  const known = simulated.filter(({ outbreak }) => outbreak !== undefined);
  const r = scoreOf(known, ({ alarms }) => alarms.get('ff'));
  if (r.falsePositiveRate === null) return { found: null, rFound: null };
  const surprises = new Map(known.map((series) => [series, surprisesOf(series)]));
  const limit = surpriseAt(r.falsePositiveRate, surprises);
  return { found: scoreOf(known, (series) => surprises.get(series)?.map((surprise) => surprise > limit)).found, rFound: r.found };
}

export function pairedRow(figure: string, { found, rFound }: Paired): TableRow {
  return {
    figure,
    r: percent(rFound),
    here: percent(found),
    wanted: `≥ R's + ${GAIN * 100} points`,
    reached: found === null || rFound === null ? undefined : found >= rFound + GAIN,
  };
}

/** Of the judged weeks; 0 where there are too few cases for an alarm. */
function surprisesOf({ counts, window }: SimulatedSeries): number[] {
  const from = counts.length - window;
  const recent = (t: number) => counts.slice(Math.max(0, t + 1 - LIMIT.buckets), t + 1).reduce((sum, count) => sum + count, 0);
  return defaultDetector(counts, { from })
    .slice(from)
    .map((verdict, i) => (recent(from + i) < LIMIT.cases ? 0 : (verdict?.surprise ?? 0)));
}

/** The surprise that this share of the quiet weeks exceeds. */
function surpriseAt(share: number, surprises: ReadonlyMap<SimulatedSeries, readonly number[]>): number {
  const quiet = [...surprises].flatMap(([{ outbreak }, weeks]) => weeks.filter((_, week) => outbreak?.[week] === 0));
  return quiet.sort((a, b) => b - a)[Math.floor(share * quiet.length)] ?? 0;
}
