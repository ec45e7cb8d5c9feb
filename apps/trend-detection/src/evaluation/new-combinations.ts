import { newCombinations as combinationsAmong } from '@landbridge/detection';
import { weekOf } from '../counting/calendar.ts';
import type { CountedReport } from '../counting/contribution.ts';
import { partsOf, type Series } from '../counting/series.ts';
import { exceeds, LONGEST, MINIMUM, RECENT_WEEKS, toRise, type Year } from './pattern.ts';
import type { Rise } from './rises.ts';

/** What makes a way of doing it. */
const FACETS = new Set([
  'means', 'platform', 'lure', 'recruitment-method', 'sector', 'subsector', 'purpose', 'corridor', 'modus-operandi', 'financial-indicator',
]); // prettier-ignore

/** Codes that come together in the last weeks as they did not in the year before. */
export function newCombinations(year: Year): Rise[] {
  const { week, reports } = year;
  const isRecent = ({ recorded }: CountedReport) => weekOf(recorded) > week - 7 * RECENT_WEEKS;
  const recent = reports.filter(isRecent);
  const past = reports.filter((report) => !isRecent(report));
  return combinationsAmong(recent.map(facetsOf), past.map(facetsOf), { minimum: MINIMUM }).flatMap(({ facets, p, ...found }): Rise[] => {
    const value = facets.join('+');
    const own = recent.filter(({ series }) => facets.every((facet) => series.some((one) => one === facet)));
    if (value.length > LONGEST || !own.some(({ recorded }) => weekOf(recorded) === week)) return [];
    const expected = Math.max(found.expectedFromPast, found.expectedFromParts);
    const series = `combination:${value}` as const;
    const pattern = { kind: 'new-combination', series, method: 'combination', p, buckets: RECENT_WEEKS, expected } as const;
    return [toRise({ ...pattern, own, stays: exceeds(expected) }, year)];
  });
}

const facetsOf = ({ series }: CountedReport) => series.filter((one: Series) => FACETS.has(partsOf(one).dimension));
