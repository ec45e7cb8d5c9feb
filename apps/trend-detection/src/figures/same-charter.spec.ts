import { describe, expect, it } from '@jest/globals';
import type { Charter } from '@landbridge/contracts';
import { charter } from '@landbridge/contracts/testing';
import { sameCharter } from './same-charter.ts';

describe('sameCharter', () => {
  const base = charter({ admits: ['police', 'ngo'], regimes: ['led', 'gdpr'], countries: ['SE', 'FI'] });
  const { countries: _, ...anywhere } = base;

  it.each<[string, Charter, boolean]>([
    ['itself', base, true],
    ['another order', { ...base, admits: ['ngo', 'police'], regimes: ['gdpr', 'led'], countries: ['FI', 'SE'] }, true],
    ['another purpose', { ...base, purpose: 'research' }, false],
    ['one more kind', { ...base, admits: ['police', 'ngo', 'bank'] }, false],
    ['a regime less', { ...base, regimes: ['led'] }, false],
    ['any country', anywhere, false],
    ['another clearance', { ...base, clearance: 'green' }, false],
    ['no safeguards', { ...base, safeguards: false }, false],
  ])('of %s', (_title, other, expected) => {
    expect(sameCharter(base, other)).toBe(expected);
    expect(sameCharter(other, base)).toBe(expected);
  });
});
