import { DIMENSIONS, type TrendSeries } from '@landbridge/contracts';

/** What a series is about, as far as filters ask. */
export interface SeriesSubject {
  readonly countries: readonly string[];
  readonly purposes: readonly string[];
  readonly corridors: readonly string[];
}

const NOTHING: SeriesSubject = { countries: [], purposes: [], corridors: [] };
/** The destination of what is exploited online. */
export const ONLINE = 'online';

/** Every dimension is named, so that none is forgotten. */
export function subjectOf({ dimension, value }: Pick<TrendSeries, 'dimension' | 'value'>): SeriesSubject {
  const parts = value.split(':');
  switch (dimension) {
    case 'citizenship':
    case 'origin':
    case 'transit':
    case 'exploitation':
      return { ...NOTHING, countries: [value] };
    case 'purpose':
      return { ...NOTHING, purposes: [value] };
    case 'corridor':
    case 'corridor-region':
      return along(value);
    case 'corridor-purpose':
      return { ...along(parts[0]), purposes: parts.slice(1) };
    case 'country-purpose-sector':
      return { ...NOTHING, countries: parts.slice(0, 1), purposes: parts.slice(1, 2) };
    case 'combination':
      return together(value.split('+').map(subjectOfFacet));
    case 'total':
    case 'sector':
    case 'subsector':
    case 'means':
    case 'recruitment-method':
    case 'platform':
    case 'lure':
    case 'modus-operandi':
    case 'financial-indicator':
    case 'script':
      return NOTHING;
  }
}

/** Of several at once. */
export function together(subjects: readonly SeriesSubject[]): SeriesSubject {
  return {
    countries: subjects.flatMap(({ countries }) => countries),
    purposes: subjects.flatMap(({ purposes }) => purposes),
    corridors: subjects.flatMap(({ corridors }) => corridors),
  };
}

/** `RO>SE`, or with neighbours on either side `NP>FI+NO+SE`: each way from an origin to a destination. */
function along(ways = ''): SeriesSubject {
  const [origins = [], destinations = []] = ways.split('>').map((side) => side.split('+'));
  return {
    ...NOTHING,
    countries: [...origins, ...destinations].filter((place) => place !== ONLINE),
    corridors: origins.flatMap((origin) => destinations.map((destination) => `${origin}>${destination}`)),
  };
}

/** `purpose:begging`. */
function subjectOfFacet(facet: string): SeriesSubject {
  const dimension = DIMENSIONS.find((known) => facet.startsWith(`${known}:`));
  return dimension ? subjectOf({ dimension, value: facet.slice(dimension.length + 1) }) : NOTHING;
}
