import { DIMENSIONS, type Dimension, type StructuredReport } from '@landbridge/contracts';

/** `dimension:value`. Values come from code lists, countries and slugs, so a series is safe in a key and holds no `|`. */
export type Series = `${Dimension}:${string}`;

export const TOTAL: Series = 'total:all';

/** Every series that a report counts in, each once. */
export function seriesOf(report: StructuredReport): Series[] {
  const { purposes = [], sectors = [], means = [], recruitment, where, modusOperandi = [], financialIndicators = [] } = report;
  const found = new Set<Series>([TOTAL]);
  const add = (dimension: Dimension, ...values: (string | undefined)[]) => {
    for (const value of values) if (value !== undefined) found.add(`${dimension}:${value}`);
  };
  add('purpose', ...purposes);
  for (const { section, subsector } of sectors) {
    add('sector', section);
    add('subsector', subsector);
  }
  add('means', ...means);
  add('recruitment-method', recruitment?.method);
  add('platform', recruitment?.platformType);
  add('lure', recruitment?.lure);
  add('modus-operandi', ...modusOperandi);
  add('financial-indicator', ...financialIndicators);
  add('citizenship', ...(where?.citizenships ?? []));
  add('origin', where?.origin);
  add('transit', ...(where?.transit ?? []));
  add('exploitation', where?.exploitation);
  for (const corridor of corridorsOf(where)) {
    add('corridor', corridor);
    add('corridor-purpose', ...purposes.map((purpose) => `${corridor}:${purpose}`));
  }
  const { exploitation } = where ?? {};
  const sections = new Set(sectors.flatMap(({ section }) => section ?? []));
  if (exploitation !== undefined)
    for (const purpose of purposes) add('country-purpose-sector', ...[...sections].map((sector) => `${exploitation}:${purpose}:${sector}`));
  return [...found];
}

/** Origin and destination; what is exploited online has `online` for one, beside the country if it is known. Domestic ones are ordinary. */
function corridorsOf(where: StructuredReport['where']): string[] {
  if (where?.origin === undefined) return [];
  const destinations = [...(where.exploitation === undefined ? [] : [where.exploitation]), ...(where.online ? ['online'] : [])];
  return destinations.map((destination) => `${where.origin}>${destination}`);
}

/** @throws RangeError for what `seriesOf` never makes */
export function seriesNamed(name: string): Series {
  const { dimension, value } = partsOf(name);
  return `${dimension}:${value}`;
}

/** @throws RangeError for what `seriesOf` never makes */
export function partsOf(series: string): { dimension: Dimension; value: string } {
  const colon = series.indexOf(':');
  const dimension = DIMENSIONS.find((known) => known === series.slice(0, colon));
  if (!dimension) throw new RangeError(`${series} is no series.`);
  return { dimension, value: series.slice(colon + 1) };
}
