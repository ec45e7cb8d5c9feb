import { SHARING_GROUNDS, type SharingGround, TLP, type Tlp } from '@landbridge/contracts';

/** What a report is kept by: the ground on which it was shared, its marking where that is strict, or that it was taken back. */
export const RETENTION_KINDS = [...SHARING_GROUNDS, 'amber+strict', 'red', 'withdrawn'] as const satisfies readonly (
  SharingGround | Tlp | 'withdrawn'
)[];
export type RetentionKind = (typeof RETENTION_KINDS)[number];
export type RetentionPeriods = Readonly<Record<RetentionKind, number>>;

/**
 * Days after the last revision. Where several kinds hold for a report, the shortest counts. They are a beginning, not a judgement: what
 * the law of the operator and of its members asks is set with RETENTION_DAYS.
 */
export const USUAL_PERIODS: RetentionPeriods = {
  'no-personal-data': 3_650,
  'informed-consent': 1_095,
  'legal-duty': 1_825,
  'guardian-best-interests': 1_095,
  'amber+strict': 1_825,
  red: 365,
  withdrawn: 90,
};

const MOST_DAYS = 36_500;

/** `kind=days`, several separated by commas. */
export const PERIODS_PATTERN = new RegExp(`^(?:(?:${RETENTION_KINDS.join('|').replaceAll('+', '\\+')})=[1-9]\\d{0,4}(?:,|$))*$`);

export function readPeriods(text: string): RetentionPeriods {
  const stated = text
    .split(',')
    .filter(Boolean)
    .map((entry) => entry.split('='))
    .map(([kind = '', days]) => [kind, Math.min(Number(days), MOST_DAYS)]);
  return { ...USUAL_PERIODS, ...(Object.fromEntries(stated) as Partial<RetentionPeriods>) };
}

interface Keepable {
  readonly state: 'held' | 'withdrawn';
  readonly revisedAt: string;
  readonly basis?: SharingGround;
  readonly marking?: { readonly tlp: Tlp };
}

/** When a report is due to go, RFC 3339. */
export function keptUntil({ state, revisedAt, basis, marking }: Keepable, periods: RetentionPeriods): string {
  const strict =
    marking && TLP.indexOf(marking.tlp) >= TLP.indexOf('amber+strict') ? RETENTION_KINDS.find((kind) => kind === marking.tlp) : undefined;
  const kinds: RetentionKind[] = state === 'withdrawn' ? ['withdrawn'] : [...(basis ? [basis] : []), ...(strict ? [strict] : [])];
  const days = Math.min(...kinds.map((kind) => periods[kind]), MOST_DAYS);
  return new Date(Date.parse(revisedAt) + days * DAY_MS).toISOString();
}

const DAY_MS = 24 * 3600 * 1000;
