import { csvOf } from '../csv/csv.ts';
import type { SeriesAnswer } from './series.query.ts';

const COLUMNS = [
  'audience', 'dimension', 'value', 'measure', 'bucket', 'clock', 'from', 'count', 'expected', 'upper', 'lower', 'alarm', 'provisional',
  'nowcast', 'nowcastLower', 'nowcastUpper', 'nowcastShare',
] as const; // prettier-ignore

/** One line a bucket. Truths are written out, since a spreadsheet takes nothing for false. */
export function seriesCsv({ buckets, audience, dimension, value, measure, bucket, clock }: SeriesAnswer): string {
  const rows = buckets.map(({ nowcast, ...one }) => ({
    audience,
    dimension,
    value,
    measure,
    bucket,
    clock,
    ...one,
    alarm: one.alarm === undefined ? undefined : String(one.alarm),
    provisional: String(one.provisional ?? false),
    nowcast: nowcast?.estimate,
    nowcastLower: nowcast?.lower,
    nowcastUpper: nowcast?.upper,
    nowcastShare: nowcast?.share,
  }));
  return csvOf(rows, COLUMNS);
}
