import type { QueryFilter } from 'mongoose';
import type { TrendQuery } from './trend.query.ts';
import type { StoredTrend } from './trend.schema.ts';

/** The ordinary kind and grain are left out of a trend. */
const LEFT_OUT = { $exists: false };

/** Which trends a query asks for. A series is found where a trend is named after it, and where it shows the same change. */
export function askedFor(query: Omit<TrendQuery, 'limit'>): QueryFilter<StoredTrend> {
  const { audience, state, method, kind, grain, dimension, value, measure } = query;
  const series = said({ dimension, value, measure });
  const led = Object.fromEntries(Object.entries(series).map(([name, wanted]) => [`series.${name}`, wanted]));
  return {
    ...said({
      audience,
      state,
      method,
      kind: kind === 'rise' ? LEFT_OUT : kind,
      'evidence.grain': grain === 'week' ? LEFT_OUT : grain,
    }),
    ...(Object.keys(series).length > 0 && { $or: [led, { shares: { $elemMatch: series } }] }),
  };
}

function said(wanted: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}
