import { chanceOf, detect, ENOUGH_REPORTS, type PossibleChange, standing, testedFrom } from '@landbridge/detection';
import { type QuietFamily, quietNetwork, type QuietSeries } from '@landbridge/detection/quiet-network';
import { SEED } from './detection-drawn.ts';
import { type Measured, NOT_MEASURED, type TableRow } from './detection-table.ts';

export interface QuietOptions {
  readonly seed?: number;
  readonly series?: number;
  /** That are judged. */
  readonly weeks?: number;
}

/** What an audience may be told of that is nothing. */
const MOST_A_WEEK = 1;
/** Years before the judged weeks: with them the curve and the exact tests decide, without them the recent baseline does. */
const AUDIENCES = [
  { key: 'quietCandidates', years: 4, told: '4 years of history' },
  { key: 'quietYoungCandidates', years: 0.5, told: 'half a year' },
];
const STATED = 'victim';

/**
 * Candidates that an audience would be told of each week where nothing happens in any series: each series evaluated and all corrected for
 * one another as the service does. Each that stands counts, in each week that it stands, though series of the same reports are told as one.
 */
export function quietRows({ seed = SEED, series = 10_000, weeks = 52 }: QuietOptions = {}): Measured {
  const measured = AUDIENCES.map(({ key, years, told }) => {
    const families = quietNetwork({ seed, series, years, weeks });
    const here = families.reduce((sum, family) => sum + candidatesIn(family), 0) / weeks;
    const row: TableRow = {
      figure: `candidates a week among ${series.toLocaleString('en-GB')} series in which nothing happens, ${told}`,
      r: NOT_MEASURED,
      here: here.toFixed(2),
      wanted: `≤ ${MOST_A_WEEK}`,
      reached: here <= MOST_A_WEEK,
    };
    return { key, here, row };
  });
  return { figures: Object.fromEntries(measured.map(({ key, here }) => [key, here])), rows: measured.map(({ row }) => row) };
}

/** How much stands in the judged buckets of series that are corrected together. */
export function candidatesIn({ bucketsPerYear, judged, series }: QuietFamily): number {
  const length = series[0]?.reports.length ?? 0;
  const buckets = Array.from({ length: judged }, (_, i) => ({
    at: length - judged + i,
    possible: [] as PossibleChange[],
    tested: { reports: 0, stated: 0 },
  }));
  for (const { measure, counts, admits } of series.flatMap(linesOf)) {
    const first = testedFrom(counts, bucketsPerYear);
    for (const { at, tested } of buckets) if (first <= at) tested[measure === STATED ? 'stated' : 'reports'] += 1;
    if (!buckets.some(({ at }) => admits(at))) continue;
    const verdicts = detect(counts, { from: length - judged, bucketsPerYear });
    for (const { at, possible } of buckets) {
      const verdict = admits(at) ? verdicts[at] : undefined;
      if (!verdict) continue;
      for (const direction of ['rise', 'fall'] as const) {
        const p = chanceOf(verdict, direction, measure);
        if (p !== undefined) possible.push({ direction, measure, p });
      }
    }
  }
  return buckets.reduce((sum, { possible, tested }) => {
    const [rises, falls] = [standing(possible, 'rise', tested), standing(possible, 'fall', tested)];
    return sum + rises.length + falls.length;
  }, 0);
}

interface Line {
  readonly measure: string;
  readonly counts: readonly number[];
  /** Whether there are reports enough in a bucket for it to be looked at. */
  readonly admits: (bucket: number) => boolean;
}

function linesOf({ reports, stated }: QuietSeries): Line[] {
  const ofReports = { measure: 'reports', counts: reports, admits: () => true };
  const admits = (bucket: number) => (reports[bucket] ?? 0) >= ENOUGH_REPORTS;
  return stated ? [ofReports, { measure: STATED, counts: stated, admits }] : [ofReports];
}
