import type { StructuredReport, Trend } from '@landbridge/contracts';
import type { Filters } from './subscription.schema.ts';

/** Whether a report fits the filters of a subscription. */
export function reportFits({ countries, purposes, corridors }: Filters, { where = {}, purposes: stated = [] }: StructuredReport): boolean {
  const { citizenships = [], origin, transit = [], exploitation } = where;
  return (
    anyOf(countries, [...citizenships, ...transit, origin, exploitation]) &&
    anyOf(purposes, stated) &&
    anyOf(corridors, [origin && exploitation && `${origin}>${exploitation}`])
  );
}

/** Whether a trend fits: a filter on what its series does not speak of fits nothing. */
export function trendFits({ countries, purposes, corridors, dimension }: Filters, { series }: Trend): boolean {
  const about = subjectOf(series.dimension, series.value);
  return (
    (dimension === undefined || dimension === series.dimension) &&
    anyOf(countries, about.countries) &&
    anyOf(purposes, [about.purpose]) &&
    anyOf(corridors, [about.corridor])
  );
}

function subjectOf(dimension: Trend['series']['dimension'], value: string): { countries: string[]; purpose?: string; corridor?: string } {
  switch (dimension) {
    case 'citizenship':
    case 'origin':
    case 'transit':
    case 'exploitation':
      return { countries: [value] };
    case 'purpose':
      return { countries: [], purpose: value };
    case 'corridor':
      return { countries: value.split('>'), corridor: value };
    case 'corridor-purpose': {
      const [corridor = '', purpose = ''] = value.split(':');
      return { countries: corridor.split('>'), corridor, purpose };
    }
    default:
      return { countries: [] };
  }
}

function anyOf(wanted: readonly string[] | undefined, stated: readonly (string | undefined)[]): boolean {
  return wanted === undefined || stated.some((value) => value !== undefined && wanted.includes(value));
}
