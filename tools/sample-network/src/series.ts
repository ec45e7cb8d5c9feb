import type { ReportInput } from '@landbridge/contracts';
import type { SeriesName } from './changes.ts';

type Values = (report: ReportInput) => readonly (string | undefined)[];

const corridor = ({ where: { origin, exploitation, online } = {} }: ReportInput) =>
  origin && `${origin}>${exploitation ?? (online ? 'online' : '')}`;

/** What a report counts under, by dimension. */
const VALUES: Readonly<Record<string, Values>> = {
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
  corridor: (report) => [corridor(report)],
  'corridor-purpose': (report) => (report.purposes ?? []).map((purpose) => `${corridor(report)}:${purpose}`),
  'country-purpose-sector': ({ where, purposes = [], sectors = [] }) =>
    purposes.flatMap((purpose) => sectors.map(({ section }) => `${where?.exploitation}:${purpose}:${section}`)),
};

/** Whether a report counts in a series. Scripts are not told apart: their names come from signatures. */
export function countsIn(report: ReportInput, { dimension, value = '' }: SeriesName): boolean {
  if (dimension === 'combination') return partsOf(value).every((part) => countsIn(report, part));
  if (dimension === 'corridor-region') return corridorsOf(value).includes(corridor(report));
  return VALUES[dimension]?.(report).includes(value) ?? false;
}

/** `platform:dating+purpose:begging` names two series. */
export function partsOf(combination: string): SeriesName[] {
  return combination.split('+').map((part) => {
    const [dimension = '', ...value] = part.split(':');
    return { dimension, value: value.join(':') };
  });
}

/** `NP>FI+SE` names two corridors. */
function corridorsOf(region: string): (string | undefined)[] {
  const [origin = '', destinations = ''] = region.split('>');
  return destinations.split('+').map((destination) => `${origin}>${destination}`);
}
