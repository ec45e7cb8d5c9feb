import { ATTRIBUTIONS, HANDLING, ORGANISATION_KINDS, REGIMES, SHARING_GROUNDS, TLP, USE_PURPOSES } from '@landbridge/contracts/codes';
import type { Charter, CommunityState, OrganisationState } from '@landbridge/contracts';
import fc from 'fast-check';
import type { SharedReport } from './policy.ts';
import { type MemberReader, readerFrom } from './reader.ts';

/** An organisation as a reader that is a member of its communities, whatever their charters. */
export function memberReader(organisation: OrganisationState, over: Partial<MemberReader> = {}): MemberReader {
  const community = (id: string): CommunityState => ({
    id,
    name: id,
    charter: { purpose: 'prevention', admits: [...ORGANISATION_KINDS], regimes: [...REGIMES], clearance: 'clear', safeguards: true },
    sequence: 1,
  });
  const reader = readerFrom(organisation, { community, now: new Date() });
  if (reader.organisation === undefined) throw new Error('A suspended organisation is no member.');
  return { ...reader, ...over };
}

/** Random networks for tests: few ids and countries, so that readers and reports often meet. */

const uuid = (kind: number, n: number) => `5a4fd1a8-0b1c-4a6e-9a3${kind}-${String(n).padStart(12, '0')}`;
const ORGANISATIONS = [1, 2, 3, 4].map((n) => uuid(0, n));
const PEOPLE = [1, 2, 3].map((n) => uuid(1, n));
const COMMUNITIES = ['law-enforcement', 'practitioners', 'nordic-labour', 'research'];
const PLACES = ['SE', 'FI', 'RO'];

export const someOrganisation = fc.constantFrom(...ORGANISATIONS);
export const somePerson = fc.constantFrom(...PEOPLE);
export const somePurpose = fc.constantFrom(...USE_PURPOSES);
const somePlace = fc.constantFrom(...PLACES);
const some = <T>(entries: readonly T[]) => fc.subarray([...entries], { minLength: 1 });

export const charters: fc.Arbitrary<Charter> = fc.record(
  {
    purpose: somePurpose,
    admits: some(ORGANISATION_KINDS),
    regimes: some(REGIMES),
    countries: some(PLACES),
    clearance: fc.constantFrom(...TLP),
    safeguards: fc.boolean(),
  },
  { requiredKeys: ['purpose', 'admits', 'regimes', 'clearance', 'safeguards'] },
);

/** Communities by id; one whose record cannot be read is missing. */
export const communities: fc.Arbitrary<Map<string, CommunityState>> = fc
  .tuple(
    ...COMMUNITIES.map((id) =>
      fc.option(
        charters.map((charter) => ({ id, name: id, charter, sequence: 1 })),
        { freq: 8 },
      ),
    ),
  )
  .map((states) => new Map(states.flatMap((state) => (state ? [[state.id, state]] : []))));

export const organisations: fc.Arbitrary<OrganisationState> = fc.record({
  id: someOrganisation,
  name: fc.constant('An organisation'),
  kind: fc.constantFrom(...ORGANISATION_KINDS),
  country: somePlace,
  regime: fc.constantFrom(...REGIMES),
  status: fc.constantFrom('active', 'active', 'active', 'suspended'),
  assessing: fc.boolean(),
  operates: fc.constant(false),
  clearance: fc.constantFrom(...TLP),
  communities: fc.subarray(COMMUNITIES),
  agreements: fc.array(
    fc.record({
      id: fc.uuid(),
      with: someOrganisation,
      purposes: some(USE_PURPOSES),
      until: fc.constantFrom('2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'),
    }),
    { maxLength: 2 },
  ),
  people: fc.constant([]),
  revokedCredentials: fc.constant([]),
  sequence: fc.constant(1),
});

/** Any marking, also such as no door takes: the policy decides on what lies in the store, whatever it is. */
export const sharedReports: fc.Arbitrary<SharedReport> = fc.record(
  {
    contributor: fc.record({ id: someOrganisation, regime: fc.constantFrom(...REGIMES) }),
    marking: fc.record(
      {
        tlp: fc.constantFrom(...TLP),
        communities: fc.subarray(COMMUNITIES),
        recipients: fc.subarray(ORGANISATIONS),
        persons: fc.subarray(PEOPLE),
        territory: some(PLACES),
        handling: fc.subarray([...HANDLING]),
      },
      { requiredKeys: ['tlp'] },
    ),
    attribution: fc.constantFrom(...ATTRIBUTIONS),
    usePurposes: some(USE_PURPOSES),
    basis: fc.constantFrom(...SHARING_GROUNDS),
    concernsMinors: fc.boolean(),
    grants: fc.array(
      fc.record({ organisation: someOrganisation, purpose: somePurpose, level: fc.constantFrom('redacted' as const, 'full' as const) }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['contributor', 'marking', 'attribution', 'usePurposes', 'basis', 'concernsMinors'] },
);
