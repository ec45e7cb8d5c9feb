import { describe, expect, it } from '@jest/globals';
import { organisationState } from '@landbridge/contracts/testing';
import { THE_PUBLIC } from '@landbridge/sharing';
import { memberReader } from '@landbridge/sharing/testing';
import { standingOf } from './review.schema.ts';

const reader = memberReader(organisationState({ communities: ['practitioners', 'research'] }), {
  partners: [{ organisation: 'one', purposes: ['prevention', 'research'] }],
});

describe('the digest of a standing', () => {
  it.each<[string, Partial<typeof reader>]>([
    ['kind', { kind: 'police' }],
    ['country', { country: 'FI' }],
    ['regime', { regime: 'led' }],
    ['clearance', { clearance: 'green' }],
    ['communities', { communities: ['research'] }],
    ['safeguards of its communities', { safeguarded: ['research'] }],
    ['partners', { partners: [] }],
    ['purposes of its partners', { partners: [{ organisation: 'one', purposes: ['research'] }] }],
  ])('follows the %s', (_what, change) => {
    expect(standingOf({ ...reader, ...change })).not.toBe(standingOf(reader));
  });

  it('does not depend on any order', () => {
    const turned = {
      ...reader,
      communities: [...reader.communities].reverse(),
      safeguarded: [...reader.safeguarded].reverse(),
      partners: [{ organisation: 'one', purposes: ['research', 'prevention'] as const }],
    };
    expect(standingOf(turned)).toBe(standingOf(reader));
    expect(standingOf(THE_PUBLIC)).not.toBe(standingOf(reader));
  });
});
