import type { Trend, TrendSeries } from '@landbridge/contracts';
import { dayText, epochDay } from '../counting/calendar.ts';
import { partsOf } from '../counting/series.ts';
import { grainNamed, WEEK } from '../evaluation/grain.ts';

export const READINGS = ['series', 'chart', 'reports', 'routes', 'catalogue'] as const;
export const READ_AT = ['trend-detection', 'ingestion'] as const;

/** Where one reads on. */
export interface Reading {
  readonly what: (typeof READINGS)[number];
  readonly service: (typeof READ_AT)[number];
  /** With its query, below the base URL of the service. */
  readonly path: string;
}

/** Series beside the trend's own. */
const MOST_SERIES = 6;

type Told = Pick<Trend, 'id' | 'state' | 'audience' | 'series' | 'shares' | 'awayFrom' | 'evidence'>;

/**
 * What to read next of a trend: its chart and series, those of what shows the same, of what it came from and of its parts, the routes of these
 * weeks, what the catalogue has of its tags, and the reports behind it, as far as they can be asked for and the reader may see them. Nothing of a
 * trend that is taken back.
 */
export function readNextOf(trend: Told): Reading[] {
  if (trend.state === 'retracted') return [];
  const { id, series, shares = [], awayFrom, audience } = trend;
  const own = hasSeries(series) ? [here('chart', `/v1/trends/${id}/chart.svg`), here('series', `/v1/trends/${id}/series`)] : [];
  const others = [...(awayFrom ? [awayFrom] : []), ...combinedIn(series), ...shares].slice(0, MOST_SERIES);
  const all = [series, ...others];
  const tags = all.filter(({ dimension }) => dimension === 'modus-operandi').map(({ value }) => value);
  return [
    ...own,
    ...others.filter(hasSeries).map((other) => here('chart', `/v1/series/chart.svg?${query({ audience, ...other })}`)),
    ...(all.some(isRoute) ? [here('routes', `/v1/routes?${query({ audience, ...daysOf(trend) })}`)] : []),
    ...[...new Set(tags)].map((tag) => here('catalogue', `/v1/modus-operandi/${tag}`)),
    ...reportsBehind(trend),
  ];
}

const here = (what: Reading['what'], path: string): Reading => ({ what, service: 'trend-detection', path });
const query = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString();
const hasSeries = ({ dimension }: TrendSeries) => dimension !== 'script';
const isRoute = ({ dimension }: TrendSeries) => dimension.startsWith('corridor');

/** The parts of a combination. */
function combinedIn({ dimension, value, measure }: TrendSeries): TrendSeries[] {
  if (dimension !== 'combination') return [];
  return value.split('+').map((part) => ({ ...partsOf(part), measure }));
}

/** The buckets of its evidence, first and last day. */
function daysOf({ evidence: { bucket, buckets = 1, grain: name } }: Pick<Told, 'evidence'>): { from: string; to: string } {
  const grain = grainNamed(name);
  const last = grain.bucketOf(epochDay(bucket));
  return { from: dayText(grain.later(last, 1 - buckets)), to: dayText(grain.lastDayOf(last)) };
}

/** Figures of a month or a year are recorded long after, so that no time of theirs narrows the list of reports. */
function reportsBehind(trend: Told): Reading[] {
  const filters = Object.assign({}, ...[trend.series, ...combinedIn(trend.series)].map(filterOf)) as Record<string, string>;
  const { from, to } = daysOf(trend);
  const isWeekly = grainNamed(trend.evidence.grain) === WEEK;
  const recorded = isWeekly ? { recordedFrom: from, recordedTo: dayText(epochDay(to) + 1) } : {};
  const asked = query({ ...filters, ...recorded });
  return asked === '' ? [] : [{ what: 'reports', service: 'ingestion', path: `/v1/reports?${asked}` }];
}

/** What ingestion narrows its list by. It knows no corridor that ends online: of that one, the reports of its origin. */
function filterOf({ dimension, value }: TrendSeries): Record<string, string> {
  const [first = '', second = '', third = ''] = value.split(':');
  const [origin = '', destination] = first.split('>');
  switch (dimension) {
    case 'corridor':
      return destination === 'online' ? { origin } : { corridor: value };
    case 'corridor-purpose':
      return { ...filterOf({ dimension: 'corridor', value: first, measure: 'reports' }), purpose: second };
    case 'country-purpose-sector':
      return { country: first, purpose: second, sector: third };
    case 'exploitation':
      return { country: value };
    case 'purpose':
    case 'origin':
      return { [dimension]: value };
    case 'sector':
    case 'subsector':
      return { sector: value };
    default:
      return {};
  }
}
