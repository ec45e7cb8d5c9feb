import { describe, expect, it } from '@jest/globals';
import type { Charter, OrganisationState, Tlp } from '@landbridge/contracts';
import { USE_PURPOSES } from '@landbridge/contracts/codes';
import fc from 'fast-check';
import { mayReadFigures } from './figures.ts';
import { canSee, isOwner } from './policy.ts';
import { type Reader, readerFrom } from './reader.ts';
import { audienceSees, sharingClass } from './sharing-class.ts';
import { charters, organisations, sharedReports } from './testing.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const ID = 'practitioners';

/** Reports and charters that often meet: everybody reads for prevention, and all is shared for it with the community. */
const shared = fc.tuple(sharedReports, fc.constantFrom<Tlp>('green', 'amber')).map(([report, tlp]) => ({
  ...report,
  usePurposes: ['prevention' as const],
  concernsMinors: false,
  marking: { tlp, communities: [ID], ...(report.marking.territory && { territory: report.marking.territory }) },
}));
const preventing = charters.map((charter): Charter => ({ ...charter, purpose: 'prevention' }));
/** Half of the changes are small: of one field. */
const changes = fc
  .tuple(preventing, preventing, fc.constantFrom('all', 'admits', 'regimes', 'clearance', 'safeguards'))
  .map(
    ([standing, other, field]) =>
      [standing, field === 'all' ? other : { ...standing, [field]: Reflect.get(other, field) as unknown }] as const,
  );

function readerUnder(charter: Charter, organisation: OrganisationState): Reader {
  const community = { id: ID, name: ID, charter, sequence: 2 };
  const member = { ...organisation, status: 'active' as const, communities: [ID], agreements: [] };
  return readerFrom(member, { community: (id) => (id === ID ? community : undefined), now: NOW });
}

describe('mayReadFigures', () => {
  it('opens figures of an older charter to nobody who does not see in full, now, each report in them', () => {
    let counted = 0;
    fc.assert(
      fc.property(changes, organisations, shared, ([standing, present], organisation, report) => {
        const reader = readerUnder(present, organisation);
        if (reader.organisation === undefined || !mayReadFigures({ id: ID, charter: standing }, reader)) return;
        if (isOwner(reader, report) || !audienceSees({ id: ID, charter: standing }, sharingClass(report))) return;
        counted += 1;
        expect(canSee(reader, standing.purpose, report)).toBe('full');
      }),
      { seed: 6, numRuns: 20_000 },
    );
    expect(counted).toBeGreaterThan(100);
  });

  it('opens the figures of its own charter to every member', () => {
    fc.assert(
      fc.property(charters, organisations, (charter, organisation) => {
        const reader = readerUnder(charter, organisation);
        if (reader.organisation === undefined) return;
        const member = reader.communities.includes(ID);
        expect(mayReadFigures({ id: ID, charter }, reader)).toBe(member);
        for (const purpose of USE_PURPOSES)
          expect(mayReadFigures({ id: ID, charter }, reader, purpose)).toBe(member && purpose === charter.purpose);
      }),
      { seed: 6, numRuns: 2_000 },
    );
  });
});
