import { benjaminiHochberg, FALSE_DISCOVERY_RATE, novelty } from '@landbridge/detection';
import { weekOf } from '../counting/calendar.ts';
import type { CountedReport } from '../counting/contribution.ts';
import type { Series } from '../counting/series.ts';
import { exceeds, MINIMUM, RECENT_WEEKS, toRise, type Year } from './pattern.ts';
import type { Rise } from './rises.ts';

/** Dimensions of codes and tags: something that nobody reported before in one of them is new, not more. */
const CODES = /^(?:purpose|subsector|means|recruitment-method|platform|lure|modus-operandi|financial-indicator):/;
/** As many in the year before are as good as none. */
export const HARDLY_EVER = 2;

export const isCode = (series: Series): boolean => CODES.test(series);

/**
 * Codes and tags never or hardly ever seen that come now. They are tested among codes only, so that one is found sooner than among all series;
 * and over all codes that were seen, so that chance alone brings hardly any.
 */
export function newCodes(year: Year): Rise[] {
  const { week, reports } = year;
  const since = week - 7 * (RECENT_WEEKS - 1);
  const codes = seen(reports, since);
  const recentReports = reports.filter(({ recorded }) => weekOf(recorded) >= since).length;
  const pastReports = reports.length - recentReports;
  const tested = [...codes].map(([series, { recent, past }]) => {
    return { series, recent, past, ...novelty({ recent: recent.length, recentReports, past, pastReports }) };
  });
  const { rejected } = benjaminiHochberg(tested.map(({ p }) => p), FALSE_DISCOVERY_RATE); // prettier-ignore
  return tested
    .filter(({ recent, past }, i) => rejected[i] && past <= HARDLY_EVER && recent.length >= MINIMUM)
    .filter(({ recent }) => recent.some(({ recorded }) => weekOf(recorded) === week))
    .sort((a, b) => a.p - b.p || (a.series < b.series ? -1 : 1))
    .map(({ series, recent, expected, p }) => {
      const found = { kind: 'new-code', series, method: 'novelty', p, buckets: RECENT_WEEKS, expected } as const;
      return toRise({ ...found, own: recent, stays: exceeds(expected) }, year);
    });
}

/** Of each code the reports since a week, and how many there were before. */
function seen(year: readonly CountedReport[], since: number): Map<Series, { recent: CountedReport[]; past: number }> {
  const codes = new Map<Series, { recent: CountedReport[]; past: number }>();
  for (const report of year)
    for (const series of report.series) {
      if (!isCode(series)) continue;
      const code = codes.get(series) ?? { recent: [], past: 0 };
      codes.set(series, code);
      if (weekOf(report.recorded) >= since) code.recent.push(report);
      else code.past += 1;
    }
  return codes;
}
