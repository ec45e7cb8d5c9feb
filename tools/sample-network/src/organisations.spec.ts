import { describe, expect, it } from '@jest/globals';
import { COUNTRIES, CommunityState, compileCheck, ORGANISATION_KINDS, OrganisationState, TIERS } from '@landbridge/contracts';
import { sampleCommunities, sampleOrganisations } from './organisations.ts';

const organisations = sampleOrganisations(1);
const communities = sampleCommunities();

describe('the sample organisations', () => {
  it('are 24 of all kinds in 15 countries, each with a name and an id of its own', () => {
    expect(organisations).toHaveLength(24);
    expect(new Set(organisations.map(({ kind }) => kind))).toEqual(new Set(ORGANISATION_KINDS));
    expect(new Set(organisations.map(({ country }) => country)).size).toBe(15);
    for (const field of ['id', 'name', 'key'] as const) expect(new Set(organisations.map((one) => one[field])).size).toBe(24);
  });

  it('keep their ids under the same seed, and have others under another', () => {
    expect(sampleOrganisations(1)).toEqual(organisations);
    const others = new Set(sampleOrganisations(2).map(({ id }) => id));
    expect(organisations.filter(({ id }) => others.has(id))).toEqual([]);
  });

  it('are what the contracts call an organisation and a community', () => {
    const organisation = compileCheck(OrganisationState);
    for (const { key: _key, profile: _profile, ...one } of organisations)
      expect(
        organisation.explain({
          ...one,
          status: 'active',
          clearance: 'amber+strict',
          operates: false,
          agreements: [],
          people: [],
          revokedCredentials: [],
          sequence: 1,
        }),
      ).toEqual([]);
    const community = compileCheck(CommunityState);
    for (const one of communities) expect(community.explain({ ...one, sequence: 1 })).toEqual([]);
  });

  it('say what they work on, so that the question of labour exploitation in Romania in Swedish has an answer', () => {
    for (const { profile } of organisations) {
      expect(profile.contacts.length).toBeGreaterThan(0);
      for (const country of profile.coverage.countries) expect(COUNTRIES).toContain(country);
    }
    const found = organisations.filter(
      ({ profile: { coverage } }) =>
        coverage.countries.includes('RO') && coverage.purposes.includes('forced-labour') && coverage.languages.includes('sv'),
    );
    expect(found.map(({ key }) => key)).toEqual(['norrvik-police', 'norrvik-labour']);
  });

  it('join tiers, and closed groups whose charter admits their kind', () => {
    const charters = new Map(communities.map(({ id, charter }) => [id, charter]));
    for (const { kind, communities: joined } of organisations) {
      expect(joined.some((id) => isTier(id))).toBe(true);
      for (const id of joined) if (!isTier(id)) expect(charters.get(id)?.admits).toContain(kind);
    }
  });

  it('have one assessing team, which reads what law enforcement and practitioners share', () => {
    const assessing = organisations.filter((one) => one.assessing);
    expect(assessing.map(({ kind }) => kind)).toEqual(['police']);
    expect(assessing[0]?.communities).toEqual(expect.arrayContaining(['law-enforcement', 'practitioners']));
  });

  it('have closed groups and tiers of at least two members', () => {
    for (const id of [...TIERS, ...communities.map((community) => community.id)])
      expect(organisations.filter((one) => one.communities.includes(id)).length).toBeGreaterThanOrEqual(2);
  });
});

function isTier(id: string): boolean {
  return TIERS.some((tier) => tier === id);
}
