import { describe, expect, it } from '@jest/globals';
import { charter } from '@landbridge/contracts/testing';
import { ORGANISATION_KINDS } from '@landbridge/contracts';
import fc from 'fast-check';
import { canSee } from './policy.ts';
import { readerFrom, THE_PUBLIC } from './reader.ts';
import { audienceSees, sharingClass } from './sharing-class.ts';
import { charters, organisations, sharedReports, somePurpose } from './testing.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const report = { contributor: { regime: 'led' }, usePurposes: ['prevention'], basis: 'legal-duty', concernsMinors: false } as const;

describe('sharingClass', () => {
  it('is one text for all that decides, whatever its order', () => {
    const marking = { tlp: 'amber', communities: ['b', 'a'], territory: ['SE', 'FI'], handling: ['H1'] } as const;
    const classified = { ...report, usePurposes: ['research', 'prevention'], marking } as unknown as Parameters<typeof sharingClass>[0];
    expect(sharingClass(classified)).toBe('in:a,b;amber;prevention,research;led;-;FI,SE');
  });

  it.each([
    ['is public', { tlp: 'clear' }, 'clear'],
    ['goes to recipients only', { tlp: 'amber', recipients: ['5a4fd1a8-0b1c-4a6e-9a30-000000000001'] }, 'none'],
    ['is RED', { tlp: 'red', communities: ['a'] }, 'none'],
    ['wants to be asked first', { tlp: 'green', communities: ['a'], handling: ['H2'] }, 'none'],
  ] as const)('of a report that %s', (_title, marking, expected) => {
    expect(sharingClass({ ...report, marking } as unknown as Parameters<typeof sharingClass>[0])).toBe(expected);
  });
});

describe('audienceSees', () => {
  it('lets the public count exactly what it sees', () => {
    fc.assert(
      fc.property(sharedReports, somePurpose, (shared, purpose) => {
        expect(audienceSees('public', sharingClass(shared))).toBe(canSee(THE_PUBLIC, purpose, shared) === 'full');
      }),
      { seed: 6, numRuns: 5_000 },
    );
  });

  it('lets no community count what a member of it does not see in full', () => {
    let counted = 0;
    fc.assert(
      fc.property(charters, organisations, sharedReports, (founded, organisation, shared) => {
        const community = { id: 'practitioners', name: 'Practitioners', charter: founded, sequence: 1 };
        const member = readerFrom(
          { ...organisation, status: 'active', communities: ['practitioners'], agreements: [] },
          { community: (id) => (id === community.id ? community : undefined), now: NOW },
        );
        const isMember = member.organisation !== undefined && member.communities.length > 0;
        if (!isMember || !audienceSees(community, sharingClass(shared))) return;
        counted += 1;
        expect(canSee(member, founded.purpose, shared)).toBe('full');
      }),
      { seed: 6, numRuns: 100_000 },
    );
    expect(counted).toBeGreaterThan(20);
  });

  it('counts all that every member sees', () => {
    const all = charter({ admits: [...ORGANISATION_KINDS], purpose: 'prevention' });
    const cell = sharingClass({ ...report, usePurposes: ['prevention'], marking: { tlp: 'green', communities: ['a'] } });
    expect(audienceSees({ id: 'a', charter: { ...all, admits: ['police', 'ngo'] } }, cell)).toBe(true);
    expect(audienceSees({ id: 'a', charter: { ...all, admits: ['police', 'ngo'], safeguards: false } }, cell)).toBe(false);
    expect(audienceSees({ id: 'a', charter: { ...all, admits: ['police'], safeguards: false, regimes: ['led'] } }, cell)).toBe(true);
    expect(audienceSees({ id: 'a', charter: { ...all, admits: ['police'], purpose: 'research' } }, cell)).toBe(false);
    expect(audienceSees({ id: 'b', charter: all }, cell)).toBe(false);
  });

  it.each([
    [['SE'], true],
    [['SE', 'FI'], true],
    [['SE', 'NO'], false],
    [undefined, false],
  ])('of a charter for %j counts what may go to SE and FI: %j', (countries, expected) => {
    const marking = { tlp: 'green', communities: ['a'], territory: ['SE', 'FI'] } as const;
    const cell = sharingClass({ ...report, usePurposes: ['prevention'], marking: marking as never });
    const over = { purpose: 'prevention', admits: ['police'], ...(countries && { countries }) } as const;
    expect(audienceSees({ id: 'a', charter: charter(over as never) }, cell)).toBe(expected);
  });
});
