import type { Trend, TrendSeries } from '@landbridge/contracts';
import { csvOf } from '../csv/csv.ts';
import type { TrendPage } from './trend.query.ts';

const COLUMNS = [
  'id', 'revision', 'state', 'kind', 'audience', 'dimension', 'value', 'measure', 'method', 'firstBucket', 'lastBucket', 'bucket', 'grain',
  'buckets', 'observed', 'expected', 'upperBound', 'p', 'organisations', 'countries', 'survivesLeavingOneOut', 'artefacts', 'shares',
  'awayFrom', 'closedBecause', 'evaluatedAt', 'explanation',
] as const; // prettier-ignore

/** One line a trend. What is left out of a trend because it is the ordinary case is written out, and several in one column stand between spaces. */
export function trendsCsv({ trends }: TrendPage): string {
  return csvOf(trends.map(row), COLUMNS);
}

function row({ series, evidence, kind = 'rise', survivesLeavingOneOut, artefacts = [], shares = [], awayFrom, ...trend }: Trend) {
  return {
    ...trend,
    ...series,
    grain: 'week',
    buckets: 1,
    ...evidence,
    kind,
    survivesLeavingOneOut: String(survivesLeavingOneOut),
    artefacts: artefacts.join(' '),
    shares: shares.map(named).join(' '),
    awayFrom: awayFrom && named(awayFrom),
  };
}

/** Their values know no space. */
const named = ({ dimension, value, measure }: TrendSeries) => `${dimension}:${value}:${measure}`;
