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
  if (where?.origin && where.exploitation) {
    const corridor = `${where.origin}>${where.exploitation}`;
    add('corridor', corridor);
    add('corridor-purpose', ...purposes.map((purpose) => `${corridor}:${purpose}`));
  }
  return [...found];
}

/**
 * Wider series that hold every report of this one, nearest first. Where a series equals one of them in every week it tells nothing of
 * its own. A corridor is not measured against its countries: it says more than they do.
 */
export function widerThan(series: Series): Series[] {
  if (series === TOTAL) return [];
  const { dimension, value } = partsOf(series);
  if (dimension === 'corridor-purpose') return [`corridor:${value.split(':')[0] ?? ''}`, TOTAL];
  if (dimension === 'citizenship') return [`origin:${value}`, TOTAL];
  return [TOTAL];
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
