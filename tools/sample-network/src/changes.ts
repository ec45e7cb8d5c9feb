import type { Dimension, TrendKind } from '@landbridge/contracts';
import type { OrganisationKey } from './organisations.ts';
import { rotating, type Pace } from './pace.ts';
import { advert } from './adverts.ts';
import type { Planted } from './report.ts';
import type { Random } from './random.ts';

/** A series by its dimension and value. A script has no value here: its name is made of a signature under the network's key. */
export interface SeriesName {
  readonly dimension: Dimension;
  readonly value?: string;
}

/** Where a report stands among those of its change. */
export interface Place {
  /** The change has begun. */
  readonly begun: boolean;
  /** From 0, in its week. */
  readonly nth: number;
}

/** What is laid into a series on purpose. */
export interface Laid {
  readonly id: string;
  readonly what: string;
  readonly series: SeriesName;
  readonly pace: Pace;
  /** What is laid down in a report; absent for one that is like all others. */
  readonly lay?: (random: Random, place: Place) => Planted;
  /** Whether its time before takes hundreds of reports, so that only a large sample holds it. */
  readonly large?: true;
}

/** A change in what happens. */
export interface Change extends Laid {
  readonly kind: TrendKind;
  /** Weeks from the first one in which it is to be found. */
  readonly within: number;
  /** For a displacement: the series that falls. */
  readonly awayFrom?: SeriesName;
}

const NORDIC: readonly OrganisationKey[] = [
  'norrvik-police', 'norrvik-labour', 'saarimaa-labour', 'fjordheim-labour', 'rheinmark-police', 'meridian-team',
]; // prettier-ignore

/**
 * Each stands out by an exact Poisson test within its weeks, also without any one organisation, and the background adds nothing to its
 * series (for the combination: next to nothing, and its parts stay as frequent as they were).
 */
export const CHANGES: readonly Change[] = [
  {
    id: 'corridor-np-se',
    what: 'The corridor from Nepal to Sweden rises from 1.5 reports a week to four times as many and more.',
    kind: 'rise',
    within: 3,
    series: { dimension: 'corridor', value: 'NP>SE' },
    pace: rotating({ before: [1, 1, 2, 2], after: [6, 6, 7, 7, 8, 8], organisations: NORDIC }),
    lay: (random) => ({
      purpose: 'forced-labour',
      origin: 'NP',
      exploitation: 'SE',
      platformType: 'community-group',
      subsector: random.one(['horticulture', 'food-processing', 'cleaning'] as const),
    }),
  },
  {
    id: 'corridor-vn-gb',
    what: 'The busiest corridor, from Vietnam to the United Kingdom, rises from five reports a week to more than twice as many.',
    kind: 'rise',
    within: 3,
    series: { dimension: 'corridor', value: 'VN>GB' },
    pace: rotating({
      before: [3, 4, 5, 6, 7],
      after: [12, 13, 13, 13],
      organisations: ['lantern-street', 'valmorel-court', 'translumiere', 'scheldemonde-fiu', 'rheinmark-police', 'meridian-team'],
    }),
    lay: () => ({ origin: 'VN', exploitation: 'GB' }),
    large: true,
  },
  {
    id: 'corridor-mg-fr',
    what: 'The sparse corridor from Madagascar to France rises from three reports in ten weeks to three in two.',
    kind: 'rise',
    within: 13,
    series: { dimension: 'corridor', value: 'MG>FR' },
    pace: rotating({
      before: [0, 0, 0, 0, 0, 0, 0, 1, 1, 1],
      after: [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1],
      organisations: ['valmorel-court', 'translumiere', 'porta-aperta', 'lindenweg-shelter', 'meridian-team'],
    }),
    lay: () => ({ purpose: 'servitude', origin: 'MG', exploitation: 'FR', subsector: 'domestic-work' }),
  },
  {
    id: 'platform-marketplace',
    what: 'Recruitment for delivery work on marketplaces, never reported before, appears in several countries.',
    kind: 'new-code',
    within: 4,
    series: { dimension: 'platform', value: 'marketplace' },
    pace: rotating({
      before: [0],
      after: [4, 4, 5, 6],
      organisations: ['rheinmark-police', 'costa-serena-police', 'lantern-street', 'porta-aperta', 'lesnograd-border', 'meridian-team'],
    }),
    lay: () => ({ purpose: 'forced-labour', platformType: 'marketplace', subsector: 'delivery' }),
  },
  {
    id: 'purpose-online-scam',
    what: 'Reports of people forced into online scams rise from one a week to six times as many and more.',
    kind: 'rise',
    within: 3,
    series: { dimension: 'purpose', value: 'online-scam' },
    pace: rotating({
      before: [0, 1, 1, 2],
      after: [6, 6, 7, 7, 8],
      organisations: ['valea-argint-police', 'dunavets-border', 'lindenweg-shelter', 'lantern-street', 'norrvik-police', 'meridian-team'],
    }),
    lay: (random) => ({ purpose: 'online-scam', platformType: random.one(['messaging', 'social-media'] as const) }),
  },
  {
    id: 'combination-job-portal-nail-bars',
    what: 'Job portals and nail bars, each as frequent as ever, come together: vulnerable people are recruited for nail bars on job portals.',
    kind: 'new-combination',
    within: 4,
    series: { dimension: 'combination', value: 'means:abuse-of-vulnerability+platform:job-portal+subsector:nail-bars' },
    pace: rotating({
      before: [4, 5, 6],
      after: [5, 5, 6, 5, 6],
      organisations: [
        'rheinmark-police',
        'costa-serena-police',
        'norrvik-labour',
        'lantern-street',
        'porta-aperta',
        'oosterveen-prosecution',
      ],
    }),
    lay: nailBars,
    large: true,
  },
  {
    id: 'tag-deposit-by-gift-card',
    what: 'Recruiters take a deposit in gift cards: a tag that nobody used before spreads.',
    kind: 'new-code',
    within: 4,
    series: { dimension: 'modus-operandi', value: 'deposit-by-gift-card' },
    pace: rotating({
      before: [0],
      after: [3, 4, 4, 4, 4],
      organisations: ['valea-argint-police', 'lesnograd-border', 'lindenweg-shelter', 'fjordheim-labour', 'porta-aperta', 'meridian-team'],
    }),
    lay: () => ({ modusOperandi: ['deposit-by-gift-card'] }),
  },
  {
    id: 'corridor-ng-no',
    what: 'The corridor from Nigeria to Norway falls from three reports a week to nearly none.',
    kind: 'fall',
    within: 8,
    series: { dimension: 'corridor', value: 'NG>NO' },
    pace: rotating({
      before: [2, 3, 3, 4],
      after: [0, 0, 1, 0, 0, 0, 1, 0, 0, 0],
      organisations: ['bright-harbour', 'porta-aperta', 'norrvik-police', 'oosterveen-prosecution', 'meridian-team'],
    }),
    lay: () => ({ purpose: 'prostitution', origin: 'NG', exploitation: 'NO' }),
    large: true,
  },
  {
    id: 'displacement-to-forums',
    what: 'Adverts move from review forums to other forums: what falls in one is what rises in the other.',
    kind: 'displacement',
    within: 8,
    series: { dimension: 'platform', value: 'forum' },
    awayFrom: { dimension: 'platform', value: 'review-forum' },
    pace: rotating({
      before: [2, 3, 3, 4],
      after: [3, 3, 2, 4, 3, 3, 2, 4, 3, 3],
      organisations: [
        'lantern-street',
        'costa-serena-police',
        'rheinmark-police',
        'oosterveen-prosecution',
        'lindenweg-shelter',
        'porta-aperta',
      ],
    }),
    // the fourth of a week is what is unlike the others
    lay: (_, { begun, nth }) => ({ purpose: 'prostitution', platformType: begun === nth < 3 ? 'forum' : 'review-forum' }),
    large: true,
  },
  {
    id: 'script-flower-hall',
    what: 'One advert for work in a flower hall is reported in two languages with small changes.',
    kind: 'spreading-script',
    within: 6,
    series: { dimension: 'script' },
    pace: rotating({
      before: [0],
      after: [3, 3, 3, 3, 3, 3],
      organisations: [
        'costa-serena-police',
        'lantern-street',
        'oosterveen-prosecution',
        'lesnograd-border',
        'porta-aperta',
        'meridian-team',
      ],
    }),
    lay: (random, { nth }) => ({
      purpose: 'forced-labour',
      platformType: 'social-media',
      subsector: 'horticulture',
      told: advert(nth, random),
    }),
  },
];

/** Before, half of the reports are of job portals and half of nail bars; then half are of both, and half of neither. */
function nailBars(random: Random, { begun, nth }: Place): Planted {
  const even = nth % 2 === 0;
  const elsewhere = random.one(['restaurants', 'cleaning', 'food-processing'] as const);
  return {
    purpose: 'forced-labour',
    platformType: even ? 'job-portal' : 'offline',
    subsector: even === begun ? 'nail-bars' : elsewhere,
    ...(begun && { means: [even ? 'abuse-of-vulnerability' : 'deception'] }),
  };
}
