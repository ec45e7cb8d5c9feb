import type { ReportInput } from '@landbridge/contracts';
import { DIMENSIONS, type Dimension } from '@landbridge/contracts/trend-codes';
import type { SeriesName } from './changes.ts';

type Values = (report: ReportInput) => readonly (string | undefined)[];

/** Of a report from online exploitation, too. */
function corridorsOf({ where: { origin, exploitation, online } = {} }: ReportInput): string[] {
  const destinations = [exploitation, online ? 'online' : undefined].filter((one) => one !== undefined);
  return origin === undefined ? [] : destinations.map((destination) => `${origin}>${destination}`);
}

/** What a report counts under, by dimension. */
const VALUES: Readonly<Partial<Record<Dimension, Values>>> = {
  total: () => ['all'],
  purpose: ({ purposes = [] }) => purposes,
  sector: ({ sectors = [] }) => sectors.map(({ section }) => section),
  subsector: ({ sectors = [] }) => sectors.map(({ subsector }) => subsector),
  means: ({ means = [] }) => means,
  'recruitment-method': ({ recruitment }) => [recruitment?.method],
  platform: ({ recruitment }) => [recruitment?.platformType],
  lure: ({ recruitment }) => [recruitment?.lure],
  'modus-operandi': ({ modusOperandi = [] }) => modusOperandi,
  'financial-indicator': ({ financialIndicators = [] }) => financialIndicators,
  citizenship: ({ where }) => where?.citizenships ?? [],
  origin: ({ where }) => [where?.origin],
  transit: ({ where }) => where?.transit ?? [],
  exploitation: ({ where }) => [where?.exploitation],
  corridor: corridorsOf,
  'corridor-purpose': (report) =>
    corridorsOf(report).flatMap((corridor) => (report.purposes ?? []).map((purpose) => `${corridor}:${purpose}`)),
  'country-purpose-sector': ({ where, purposes = [], sectors = [] }) =>
    purposes.flatMap((purpose) => sectors.map(({ section }) => `${where?.exploitation}:${purpose}:${section}`)),
};

/** Whether a report counts in a series. Scripts are not told apart: their names come from signatures. */
export function countsIn(report: ReportInput, { dimension, value = '' }: SeriesName): boolean {
  if (dimension === 'combination') return partsOf(value).every((part) => countsIn(report, part));
  if (dimension === 'corridor-region') return corridorsOf(report).some((corridor) => corridorsIn(value).includes(corridor));
  return VALUES[dimension]?.(report).includes(value) ?? false;
}

/** `platform:dating+purpose:begging` names two series. @throws RangeError for a part of no dimension */
export function partsOf(combination: string): SeriesName[] {
  return combination.split('+').map((part) => {
    const dimension = DIMENSIONS.find((known) => part.startsWith(`${known}:`));
    if (!dimension) throw new RangeError(`${part} is no series.`);
    return { dimension, value: part.slice(dimension.length + 1) };
  });
}

/** `NP>FI+SE` names two corridors. */
function corridorsIn(region: string): string[] {
  const [origin = '', destinations = ''] = region.split('>');
  return destinations.split('+').map((destination) => `${origin}>${destination}`);
}
