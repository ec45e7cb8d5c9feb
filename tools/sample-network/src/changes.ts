import type { TrendSeries } from '@landbridge/contracts';
import { WEEKS, type Week } from './calendar.ts';
import type { OrganisationKey } from './organisations.ts';
import type { Planted } from './report.ts';
import { Random } from './random.ts';

type Series = Pick<TrendSeries, 'dimension' | 'value'>;

/** A change that is laid into the sample on purpose, with the same weekly counts under every seed but for their order. */
export interface Change {
  readonly id: string;
  readonly what: string;
  readonly series: Series;
  /** Reports in four weeks before the change; each four weeks take these counts in an order of their own. */
  readonly before: readonly [number, number, number, number];
  /** Reports in each week of the change, up to the last complete week. */
  readonly rise: readonly number[];
  readonly organisations: readonly OrganisationKey[];
  readonly lay: (random: Random) => Planted;
  /** For a trap: why the rise is no change in what happens. */
  readonly artefact?: 'new-contributor' | 'back-fill';
}

/**
 * Sized for EARS C1–C3 at R's defaults: in every complete week of a rise the count lies over the bound of C1 or C2 and is at least 5,
 * whatever the order of the counts before, and no week before it does. The background adds nothing to these series.
 */
export const CHANGES: readonly Change[] = [
  {
    id: 'corridor-np-se',
    what: 'The corridor from Nepal to Sweden rises from 1.5 reports a week to four times as many, and goes on rising.',
    series: { dimension: 'corridor', value: 'NP>SE' },
    before: [1, 1, 2, 2],
    rise: [6, 6, 7, 9, 11, 15],
    organisations: ['norrvik-police', 'norrvik-labour', 'saarimaa-labour', 'fjordheim-labour', 'rheinmark-police', 'meridian-team'],
    lay: (random) => ({
      purpose: 'forced-labour',
      origin: 'NP',
      exploitation: 'SE',
      platformType: 'community-group',
      subsector: random.one(['horticulture', 'food-processing', 'cleaning'] as const),
    }),
  },
  {
    id: 'platform-marketplace',
    what: 'Recruitment for delivery work on marketplaces, never reported before, appears in several countries.',
    series: { dimension: 'platform', value: 'marketplace' },
    before: [0, 0, 0, 0],
    rise: [6, 6, 7, 9],
    organisations: ['rheinmark-police', 'costa-serena-police', 'lantern-street', 'porta-aperta', 'lesnograd-border', 'meridian-team'],
    lay: () => ({ purpose: 'forced-labour', platformType: 'marketplace', subsector: 'delivery' }),
  },
  {
    id: 'purpose-online-scam',
    what: 'Reports of people forced into online scams rise from one a week to six times as many, and go on rising.',
    series: { dimension: 'purpose', value: 'online-scam' },
    before: [0, 1, 1, 2],
    rise: [6, 6, 7, 9, 11],
    organisations: ['valea-argint-police', 'dunavets-border', 'lindenweg-shelter', 'lantern-street', 'norrvik-police', 'meridian-team'],
    lay: (random) => ({ purpose: 'online-scam', platformType: random.one(['messaging', 'social-media', 'job-portal'] as const) }),
  },
];

/** Rises that are artefacts of reporting. They are laid in only where asked for. */
export const TRAPS: readonly Change[] = [
  {
    id: 'new-contributor',
    what: 'An organisation that never reported before begins to, and all reports on the corridor from Peru to Spain are its own.',
    series: { dimension: 'corridor', value: 'PE>ES' },
    before: [0, 0, 0, 0],
    rise: [8, 9, 8, 9, 9],
    organisations: ['mirador-hotels'],
    lay: () => ({ purpose: 'forced-labour', origin: 'PE', exploitation: 'ES', subsector: 'hotels' }),
    artefact: 'new-contributor',
  },
  {
    id: 'back-fill',
    what: 'One organisation enters cases of two to four years ago on the corridor from Sri Lanka to Austria within two weeks.',
    series: { dimension: 'corridor', value: 'LK>AT' },
    before: [0, 0, 0, 0],
    rise: [25, 30],
    organisations: ['lindenweg-shelter'],
    lay: (random) => ({
      purpose: 'servitude',
      origin: 'LK',
      exploitation: 'AT',
      subsector: 'domestic-work',
      delay: random.whole(730, 1460),
    }),
    artefact: 'back-fill',
  },
];

/** Reports before a change thin out below this size of the whole sample; the rise itself never does. */
const FULL_SIZE = 4_000;

/** How many reports of a change are recorded in a week. */
export function countIn(week: Week, change: Change, seed: number, reports: number): number {
  const start = WEEKS - change.rise.length;
  if (week.index === WEEKS) return Math.floor(((change.rise.at(-1) ?? 0) * week.days) / 7);
  if (week.index >= start) return change.rise[week.index - start] ?? 0;
  const block = new Random(seed, change.id, Math.floor(week.index / 4)).shuffled(change.before);
  const count = block[week.index % 4] ?? 0;
  return Math.floor(count * Math.min(1, reports / FULL_SIZE) + new Random(seed, change.id, 'thin', week.index).next());
}
