import { describe, expect, it } from '@jest/globals';
import { ORGANISATION_KINDS, USE_PURPOSES } from '@landbridge/contracts';
import { charter, organisationState } from '@landbridge/contracts/testing';
import { Problem } from '@landbridge/platform';
import { mayReadFor } from '@landbridge/sharing';
import fc from 'fast-check';
import { closedTo, requireAdmitted, requireReadable } from './charter-rules.ts';
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

  it('is open to whom it admits', () => {
    expect(closedTo(member, [{ _id: 'nordic', charter: narrow }])).toEqual([]);
    expect(refusal(() => requireAdmitted({ _id: 'nordic', charter: narrow }, member))).toBeUndefined();
  });
});
