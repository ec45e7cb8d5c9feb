import { describe, expect, it } from '@jest/globals';
import { type Charter, ORGANISATION_KINDS, USE_PURPOSES } from '@landbridge/contracts';
import { charter, organisationState } from '@landbridge/contracts/testing';
import { Problem } from '@landbridge/platform';
import { mayReadFor } from '@landbridge/sharing';
import fc from 'fast-check';
import { closedTo, requireAdmitted, requireConfirmedSafeguards, requireReadable } from './charter-rules.ts';
import { TIER_CHARTERS } from './tiers.ts';

function refusal(work: () => void): Problem['details'] | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.details;
    throw error;
  }
}

describe('a charter', () => {
  it('is refused when one whom it admits could not read for its purpose, and names all such kinds and no other', () => {
    fc.assert(
      fc.property(fc.subarray([...ORGANISATION_KINDS], { minLength: 1 }), fc.constantFrom(...USE_PURPOSES), (admits, purpose) => {
        const cannot = admits.filter((kind) => !mayReadFor(kind, purpose));
        const refused = refusal(() => requireReadable(charter({ admits, purpose })));
        if (cannot.length === 0) expect(refused).toBeUndefined();
        else {
          expect(refused?.status).toBe(400);
          expect(refused?.detail).toContain(`kind ${cannot.join(', ')} do not`);
        }
      }),
      { seed: 6 },
    );
  });

  it('is readable in every tier', () => {
    for (const tier of Object.values(TIER_CHARTERS)) requireReadable(tier.charter);
  });

  const narrow = charter({ admits: ['ngo'], regimes: ['gdpr'], countries: ['SE', 'FI'], clearance: 'amber' });
  const member = organisationState({ kind: 'ngo', regime: 'gdpr', country: 'SE', clearance: 'amber' });

  it.each([
    ['another kind', { kind: 'bank' }],
    ['another regime', { regime: 'third-country' }],
    ['another country', { country: 'NO' }],
    ['less clearance', { clearance: 'green' }],
  ] as const)('is closed to %s, and says whom it admits', (_title, over) => {
    const other = { ...member, ...over };
    expect(closedTo(other, [{ _id: 'nordic', charter: narrow }])).toEqual(['nordic']);
    expect(refusal(() => requireAdmitted({ _id: 'nordic', charter: narrow }, other))).toMatchObject({ status: 409, type: 'not-admitted' });
  });

  const signed = charter({ safeguards: true, regimes: ['led', 'gdpr'] });
  const unsigned = { ...signed, safeguards: false };
  const [owner, operator] = [{ kind: 'organisation' }, { kind: 'operator' }] as const;

  it.each([
    ['the operator says so', signed, undefined, operator, undefined],
    ['nobody says so', unsigned, undefined, owner, undefined],
    ['the founder says so itself', signed, undefined, owner, 403],
    ['the owner says so itself', signed, unsigned, owner, 403],
    ['the owner keeps it for fewer regimes', { ...signed, regimes: ['led'] }, signed, owner, undefined],
    ['the owner keeps it for more regimes', { ...signed, regimes: ['led', 'gdpr', 'third-country'] }, signed, owner, 403],
    ['the owner takes it back', unsigned, signed, owner, undefined],
  ] as const)('has safeguards when %s', (_title, now, before, caller, status) => {
    const plain = before && { ...before, regimes: [...before.regimes] };
    expect(refusal(() => requireConfirmedSafeguards({ ...now, regimes: [...now.regimes] }, plain, caller))?.status).toBe(status);
  });

  it.each<[string, Partial<Charter>, number | undefined]>([
    ['more kinds', { admits: ['ngo', 'police'] }, 403],
    ['more regimes', { regimes: ['gdpr', 'third-country'] }, 403],
    ['more countries', { countries: ['SE', 'CH'] }, 403],
    ['less clearance', { clearance: 'green' }, 403],
    ['the same', {}, undefined],
    ['fewer countries and more clearance', { countries: ['SE'], clearance: 'amber+strict' }, undefined],
  ])('keeps for %s what the operator said of its members, or does not', (_title, over, status) => {
    expect(refusal(() => requireConfirmedSafeguards({ ...narrow, ...over }, narrow, owner))?.status).toBe(status);
  });

  it('keeps it for no more than the countries that it was said of', () => {
    const { countries: _countries, ...anywhere } = narrow;
    expect(refusal(() => requireConfirmedSafeguards(anywhere, narrow, owner))?.status).toBe(403);
  });

  it('is open to whom it admits', () => {
    expect(closedTo(member, [{ _id: 'nordic', charter: narrow }])).toEqual([]);
    expect(refusal(() => requireAdmitted({ _id: 'nordic', charter: narrow }, member))).toBeUndefined();
  });
});
