import { ISIC_SECTIONS, PLATFORM_TYPES, PURPOSES } from '@landbridge/contracts/codes';
import type { Measure } from '@landbridge/contracts';
import type { Counted } from '../counting/contribution.ts';
import type { Series } from '../counting/series.ts';

/** What a table may be broken down by: dimensions of the series that a report counts in. */
export const BREAKDOWNS = ['purpose', 'sector', 'platform', 'citizenship', 'origin', 'exploitation'] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

/** The tables that there are. Each is offered by period; what all of them together tell is what docs/adr/0029 is about. */
export const TABLES = {
  total: [],
  exploitation: ['exploitation'],
  purpose: ['purpose'],
  origin: ['origin'],
  citizenship: ['citizenship'],
  corridor: ['origin', 'exploitation'],
  sector: ['sector'],
  platform: ['platform'],
  'purpose-by-exploitation': ['purpose', 'exploitation'],
} as const satisfies Record<string, readonly Breakdown[]>;
export type TableId = keyof typeof TABLES;
export const TABLE_IDS = Object.keys(TABLES) as TableId[];

/** What is counted, and the measure that it is in a report. Units are never added together. */
export const MEASURE_OF = { reports: 'reports', victims: 'victim' } as const satisfies Record<string, Measure>;
export type StatisticsUnit = keyof typeof MEASURE_OF;
export const STATISTICS_UNITS = Object.keys(MEASURE_OF) as StatisticsUnit[];

/** Stand for what a report leaves out, and for more than one code: so each report lies in exactly one cell of each table. */
export const UNKNOWN = 'unknown';
export const SEVERAL = 'several';

/** Codes of a breakdown, where they are few enough to be listed. */
export const LISTED_CODES: Partial<Record<Breakdown, readonly string[]>> = {
  purpose: PURPOSES,
  sector: ISIC_SECTIONS,
  platform: PLATFORM_TYPES,
};

/** The one code that a report has in each breakdown. */
export function codesOf({ series }: Pick<Counted, 'series'>): Record<Breakdown, string> {
  return Object.fromEntries(BREAKDOWNS.map((breakdown) => [breakdown, codeIn(series, breakdown)])) as Record<Breakdown, string>;
}

function codeIn(series: readonly Series[], breakdown: Breakdown): string {
  const prefix = `${breakdown}:`;
  const [code, second] = series.filter((each) => each.startsWith(prefix)).map((each) => each.slice(prefix.length));
  return second === undefined ? (code ?? UNKNOWN) : SEVERAL;
}
