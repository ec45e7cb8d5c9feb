import { describe, expect, it } from '@jest/globals';
import { CommunityState, compileCheck, ORGANISATION_KINDS, TIERS } from '@landbridge/contracts';
import { TIER_CHARTERS } from './tiers.ts';

describe('the tiers', () => {
  it('have charters that are communities of the contracts', () => {
    const check = compileCheck(CommunityState);
    for (const id of TIERS) expect(check.explain({ id, ...TIER_CHARTERS[id], sequence: 1 })).toEqual([]);
  });

  it('have a place for every kind of organisation, and none for private actors beside the police', () => {
    const admitted = new Set(TIERS.flatMap((id) => TIER_CHARTERS[id].charter.admits));
    expect([...ORGANISATION_KINDS].filter((kind) => !admitted.has(kind))).toEqual([]);
    for (const kind of TIER_CHARTERS['private-sector'].charter.admits)
      for (const id of ['law-enforcement', 'practitioners', 'research'] as const)
        expect(TIER_CHARTERS[id].charter.admits).not.toContain(kind);
  });
});
