import type { Artefact } from '@landbridge/contracts';
import type { Laid } from './changes.ts';
import { sampleKeys } from './organisations.ts';
import { joining, rotating } from './pace.ts';

/** A rise that is an artefact of reporting. */
export interface Trap extends Laid {
  /** Why it is no change in what happens. */
  readonly artefact: Artefact;
  /** Communities that see it, where its reports are marked like all others. */
  readonly audiences?: readonly string[];
}

/** Directive (EU) 2024/1712 had to be transposed by this day; it makes forced marriage a form of exploitation. */
const TRANSPOSED = '2026-07-15';

const NEW_CONTRIBUTOR = 'mirador-hotels';

/** Yearly figures that an organisation sends for a year, and years that it sends at first. */
const EACH_YEAR = 2;
const YEARS = 3;

/** They are laid in only where asked for. */
export const TRAPS: readonly Trap[] = [
  {
    id: 'new-contributor',
    what: 'An organisation that never reported before begins to, and all reports on the corridor from Peru to Spain are its own.',
    artefact: 'new-contributor',
    series: { dimension: 'corridor', value: 'PE>ES' },
    pace: rotating({ before: [0], after: [5, 5, 6, 5, 6], organisations: [NEW_CONTRIBUTOR] }),
    lay: () => ({ purpose: 'forced-labour', origin: 'PE', exploitation: 'ES', subsector: 'hotels' }),
  },
  {
    id: 'back-fill',
    what: 'One organisation enters cases of two to four years ago on the corridor from Sri Lanka to Austria within two weeks.',
    artefact: 'back-fill',
    series: { dimension: 'corridor', value: 'LK>AT' },
    pace: rotating({ before: [0], after: [15, 18], organisations: ['lindenweg-shelter'] }),
    lay: (random) => ({
      purpose: 'servitude',
      origin: 'LK',
      exploitation: 'AT',
      subsector: 'domestic-work',
      delay: random.whole(730, 1460),
    }),
  },
  {
    id: 'law-forced-marriage',
    what: 'Forced marriage becomes a form of exploitation in law, and what was filed under other headings is reported as such.',
    artefact: 'law-or-code-change',
    series: { dimension: 'purpose', value: 'forced-marriage' },
    pace: rotating({
      before: [0],
      after: [5, 6, 5, 6, 5, 6],
      from: TRANSPOSED,
      organisations: ['rheinmark-police', 'costa-serena-police', 'lantern-street', 'lindenweg-shelter', 'porta-aperta', 'norrvik-police'],
    }),
    lay: () => ({ purpose: 'forced-marriage' }),
    large: true,
  },
  {
    id: 'one-organisation',
    what: 'One organisation, which has reported all along, alone raises the corridor from Ecuador to the Netherlands.',
    artefact: 'one-organisation',
    series: { dimension: 'corridor', value: 'EC>NL' },
    pace: rotating({ before: [0, 0, 0, 1], after: [5, 6, 6, 6, 6], organisations: ['oosterveen-prosecution'] }),
    lay: () => ({ purpose: 'forced-labour', origin: 'EC', exploitation: 'NL', subsector: 'construction-and-roads' }),
    large: true,
  },
  {
    id: 'campaign',
    what: 'One organisation counts everything it sees for five weeks, and reports several times as much of all kinds as it used to.',
    artefact: 'campaign',
    series: { dimension: 'exploitation', value: 'RO' },
    audiences: ['law-enforcement'],
    pace: rotating({ before: [0], after: [9, 10, 9, 10, 9], organisations: ['valea-argint-police'] }),
    large: true,
  },
  {
    id: 'more-contributors',
    what: 'Year by year more organisations send yearly figures on slavery; those of each stay what they were. The first send those of three years.',
    artefact: 'more-contributors',
    series: { dimension: 'purpose', value: 'slavery' },
    pace: joining({
      rounds: [6, 14, 23],
      each: EACH_YEAR,
      years: YEARS,
      organisations: sampleKeys.filter((key) => key !== NEW_CONTRIBUTOR),
    }),
    lay: (random, { begun, nth }) => ({
      purpose: 'slavery',
      precision: 'year',
      delay: 70 + (begun ? 0 : 365 * (Math.floor(nth / EACH_YEAR) % YEARS)),
      quantities: [{ unit: 'offence', value: random.whole(8, 14) }],
    }),
    large: true,
  },
];

/** Organisations that report nothing but their trap. */
export const SILENT: ReadonlySet<string> = new Set([NEW_CONTRIBUTOR]);

export const trapIds: ReadonlySet<string> = new Set(TRAPS.map(({ id }) => id));
