import { GROUP, ORGANISATIONS } from '@landbridge/disclosure-control';
import { COUNTRIES } from '@landbridge/contracts';
import { type Breakdown, BREAKDOWNS, LISTED_CODES, SEVERAL, type TableId, TABLES, UNKNOWN } from './catalogue.ts';
import { thousandthsOf, type Asked, EPSILON_PARTS } from './release-figures.ts';
import { MOST_VICTIMS } from './tally.ts';

/** What one needs to read a release, stored with it. */
export interface Codebook {
  readonly k: number;
  readonly organisations: number;
  readonly value: string;
  readonly suppressed: string;
  readonly changes: string;
  readonly caveats: readonly string[];
  readonly units: Readonly<Record<string, string>>;
  readonly dimensions: Readonly<Record<string, { readonly meaning: string; readonly codes: readonly string[] }>>;
  /** Present where the release has differential privacy. */
  readonly privacy?: string;
}

const MEANINGS: Record<Breakdown, string> = {
  purpose: 'Purpose of exploitation, after the UN Trafficking Protocol and Directive 2011/36/EU as amended.',
  sector: 'Section of ISIC Rev. 4.',
  platform: 'Kind of platform of recruitment.',
  citizenship: 'Citizenship, ISO 3166-1 alpha-2 and XK.',
  origin: 'Country where the route begins, ISO 3166-1 alpha-2 and XK.',
  exploitation: 'Country of exploitation, ISO 3166-1 alpha-2 and XK.',
};

const CAVEATS = [
  'Figures are reports received by organisations of this network. They are no measure of how much trafficking there is, or of how it changes.',
  'A change may come of more organisations reporting, of history loaded later, of a campaign, of a change of law or of codes.',
  'Several organisations may report the same event, and one report may name several victims: units are never added together.',
  'Only reports that their owners shared with the public are counted, by when the event happened, as far as a report says it as closely as the period.',
];

/** The codebook of what is asked for. */
export function codebookOf({ tables, epsilon, units }: Asked): Codebook {
  const used = BREAKDOWNS.filter((breakdown) => tables.some((table) => breakdownsOf(table).includes(breakdown)));
  return {
    k: GROUP,
    organisations: ORGANISATIONS,
    value:
      epsilon === undefined
        ? `At least so many: a multiple of ${GROUP}, not above what was counted. A few more are held back at random, so figures do not add up, and a total may lie below the sum of its parts.`
        : `About so many: a multiple of ${GROUP}, with random noise. Figures do not add up.`,
    suppressed: `What is not listed is suppressed: none, fewer than ${GROUP} reports, reports of fewer than ${ORGANISATIONS} organisations, or reports of which two organisations gave nearly all. It is never told which, and never that there are none.`,
    changes: `A figure differs from its value in earlier releases only where its number of reports has changed by at least ${GROUP}, of at least ${ORGANISATIONS} organisations; else it keeps its value, or is suppressed where reports no longer bear it out. Releases are never changed: what was withdrawn since is not in later ones.`,
    caveats: CAVEATS,
    units: {
      ...(units.includes('reports') && { reports: 'Reports, each an observation by one organisation.' }),
      ...(units.includes('victims') && {
        victims: 'Victims that the reports name, added up; not checked for the same person named twice.',
      }),
    },
    dimensions: Object.fromEntries(
      used.map((breakdown) => [
        breakdown,
        { meaning: MEANINGS[breakdown], codes: [...(LISTED_CODES[breakdown] ?? COUNTRIES), UNKNOWN, SEVERAL] },
      ]),
    ),
    ...(epsilon !== undefined && { privacy: privacyOf(epsilon, tables.length * units.length) }),
  };
}

const breakdownsOf = (table: TableId): readonly Breakdown[] => TABLES[table];

function privacyOf(epsilon: number, shares: number): string {
  const each = thousandthsOf(epsilon) / EPSILON_PARTS / shares;
  return `ε = ${epsilon} for one report more or less, in ${shares} equal shares of ${each.toPrecision(3)}, with noise of the discrete Laplace distribution; a report counts for at most ${MOST_VICTIMS} victims. It covers the values; which figures are shown follows from the rules of k and of organisations, without noise.`;
}
