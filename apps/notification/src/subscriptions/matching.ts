import type { StructuredReport, Trend } from '@landbridge/contracts';
import { ONLINE, subjectOf, together } from './series-subject.ts';
import type { Filters } from './subscription.schema.ts';

/** Whether a report fits the filters of a subscription. */
export function reportFits({ countries, purposes, corridors }: Filters, { where = {}, purposes: stated = [] }: StructuredReport): boolean {
  const { citizenships = [], origin, transit = [], exploitation, online } = where;
  // as they are counted: what is exploited online has that for a destination, beside the country if it is known
  const destinations = [exploitation, online ? ONLINE : undefined];
  return (
    anyOf(countries, [...citizenships, ...transit, origin, exploitation]) &&
    anyOf(purposes, stated) &&
    anyOf(
      corridors,
      destinations.map((destination) => origin && destination && `${origin}>${destination}`),
    )
  );
}

/**
 * Whether a trend fits. It is about what its series says, what the series say that share its change, and the one that it moves away from; a
 * filter on the dimension leaves only those of that one. A filter on what none of them speaks of fits nothing.
 */
export function trendFits(
  { countries, purposes, corridors, dimension }: Filters,
  { series, shares = [], awayFrom }: Pick<Trend, 'series' | 'shares' | 'awayFrom'>,
): boolean {
  const told = [series, ...shares, ...(awayFrom ? [awayFrom] : [])].filter((one) => dimension === undefined || one.dimension === dimension);
  const about = together(told.map(subjectOf));
  return told.length > 0 && anyOf(countries, about.countries) && anyOf(purposes, about.purposes) && anyOf(corridors, about.corridors);
}

function anyOf(wanted: readonly string[] | undefined, stated: readonly (string | undefined)[]): boolean {
  return wanted === undefined || stated.some((value) => value !== undefined && wanted.includes(value));
}
