import type { Quantity } from '@landbridge/contracts';
import type { AgeBand, Gender, VictimStatus } from '@landbridge/contracts/codes';
import type { OrganisationKind } from '@landbridge/contracts/codes';
import { PROFILES } from './profiles.ts';
import { SUSPECTS_IN_GROUPS, type Form } from './published.ts';
import { Choice, type Random } from './random.ts';

/** The split by form is our own choice; with the shares of the forms it makes the published 63% (Eurostat, EU 2023). */
const FEMALE: Readonly<Record<Form, number>> = { sexual: 0.92, labour: 0.33, other: 0.535 };

/** The same for every form, so that shares of victims equal shares of reports. */
const VICTIMS = new Choice<number>([[1, 62], [2, 17], [3, 9], [4, 5], [6, 4], [10, 2], [15, 1]]); // prettier-ignore
const GROUP = new Choice<number>([[2, 45], [3, 28], [4, 15], [6, 12]]); // prettier-ignore

const MINORS = new Choice<AgeBand>([['9-17', 65], ['minor', 28], ['0-8', 7]]); // prettier-ignore
const ADULTS = new Choice<AgeBand>([
  ['adult', 22],
  ['30-38', 17],
  ['18-20', 14],
  ['21-23', 12],
  ['24-26', 10],
  ['27-29', 8],
  ['39-47', 8],
  ['48+', 5],
  ['unknown', 4],
]);
/** Our own choice. */
const MINORS_SHARE = 0.15;
const STATUS = new Choice<VictimStatus>([['presumed', 62], ['identified', 38]]); // prettier-ignore

const COUNTS_SUSPECTS: ReadonlySet<OrganisationKind> = new Set(['police', 'prosecution', 'border', 'judiciary', 'international']);
const COUNTS_REPORTS: ReadonlySet<OrganisationKind> = new Set(['academic', 'policy']);

/** How many, in one or more units. @param adults no minors, so that the marking may be looser than AMBER+STRICT */
export function quantitiesOf(kind: OrganisationKind, form: Form, adults: boolean, random: Random): Quantity[] {
  const minors = random.chance(MINORS_SHARE) && !adults;
  const quantities: Quantity[] = [
    {
      unit: 'victim',
      value: VICTIMS.pick(random),
      ageBand: (minors ? MINORS : ADULTS).pick(random),
      gender: genderIn(form, random),
      status: STATUS.pick(random),
      decidedBy: PROFILES[kind].decidedBy,
    },
  ];
  if (COUNTS_SUSPECTS.has(kind) && random.chance(0.35))
    quantities.push({ unit: 'perpetrator', value: random.chance(SUSPECTS_IN_GROUPS) ? GROUP.pick(random) : 1 });
  if (kind === 'police' && random.chance(0.15)) quantities.push({ unit: 'offence', value: random.whole(1, 3) });
  if (random.chance(0.1)) quantities.push({ unit: 'event', value: 1 });
  if (COUNTS_REPORTS.has(kind) && random.chance(0.3)) quantities.push({ unit: 'report', value: random.whole(2, 12) });
  if (COUNTS_REPORTS.has(kind) && random.chance(0.04)) quantities.push({ unit: 'victim', value: -1, adjustment: true });
  return quantities;
}

/** What a later look at the same case changes: a count, or what was decided about it. */
export function corrected(quantities: readonly Quantity[], random: Random): Quantity[] {
  const [first, ...others] = quantities;
  if (!first) return [];
  if (random.chance(0.5))
    return [{ ...first, value: first.value > 1 && random.chance(0.4) ? first.value - 1 : first.value + 1 }, ...others];
  if (first.status === 'presumed') return [{ ...first, status: random.chance(0.7) ? 'identified' : 'not-a-victim' }, ...others];
  return [{ ...first, value: first.value + 2 }, ...others];
}

function genderIn(form: Form, random: Random): Gender {
  if (random.chance(0.04)) return 'unknown';
  if (random.chance(0.004)) return 'trans-or-non-conforming';
  return random.chance(FEMALE[form]) ? 'female' : 'male';
}
