import { describe, expect, it } from '@jest/globals';
import { ORGANISATION_KINDS, USE_PURPOSES, type Marking } from '@landbridge/contracts';
import { charter, communityState, organisationState } from '@landbridge/contracts/testing';
import fc from 'fast-check';
import { canSee, type Grant, type SharedReport } from './policy.ts';
import { mayReadFor, PURPOSES_OF } from './purposes.ts';
import { admits, type MemberReader, readerFrom, THE_PUBLIC, type Reader } from './reader.ts';
import { PASSES } from './regimes.ts';
import { communities, organisations, sharedReports, somePurpose } from './testing.ts';

const OWNER = '5a4fd1a8-0b1c-4a6e-9a30-000000000001';
const READER = '5a4fd1a8-0b1c-4a6e-9a30-000000000002';
const PERSON = '5a4fd1a8-0b1c-4a6e-9a31-000000000001';

const reader = (over: Partial<MemberReader> = {}): MemberReader => ({
  organisation: READER,
  kind: 'police',
  country: 'SE',
  regime: 'led',
  clearance: 'amber+strict',
  communities: ['practitioners'],
  safeguarded: [],
  partners: [],
  ...over,
});
const report = (marking: Marking, over: Partial<SharedReport> = {}): SharedReport => ({
  contributor: { id: OWNER, regime: 'led' },
  marking,
  attribution: 'kind-and-country',
  usePurposes: ['investigation', 'prevention', 'research'],
  basis: 'legal-duty',
  concernsMinors: false,
  ...over,
});
const green = (over: Partial<Marking> = {}): Marking => ({ tlp: 'green', communities: ['practitioners'], ...over });
const amber = (over: Partial<Marking> = {}): Marking => ({ tlp: 'amber', communities: ['practitioners'], ...over });
const grant = (over: Partial<Grant> = {}): Grant => ({ organisation: READER, purpose: 'investigation', level: 'full', ...over });
const partner = { organisation: OWNER, purposes: ['investigation' as const] };

describe('canSee', () => {
  it.each<[string, Reader, SharedReport, string]>([
    ['the owner sees its own RED', reader({ organisation: OWNER }), report({ tlp: 'red', persons: [PERSON] }), 'full'],
    ['everybody sees CLEAR', THE_PUBLIC, report({ tlp: 'clear' }), 'full'],
    ['the public sees nothing else', THE_PUBLIC, report(green()), 'none'],
    ['CLEAR with a limit is for nobody by default', THE_PUBLIC, report({ tlp: 'clear', territory: ['SE'] }), 'none'],
    ['a member sees GREEN of its community', reader(), report(green()), 'full'],
    ['a member sees AMBER+STRICT of its community', reader(), report(amber({ tlp: 'amber+strict' })), 'full'],
    ['who is in none of the communities sees nothing', reader({ communities: ['research'] }), report(green()), 'none'],
    ['GREEN without a community is not "everybody"', reader(), report({ tlp: 'green' }), 'none'],
    ['a recipient sees AMBER', reader({ communities: [] }), report({ tlp: 'amber', recipients: [READER] }), 'full'],
    ['another one does not', reader({ communities: [] }), report({ tlp: 'amber', recipients: [OWNER] }), 'none'],
    ['nobody sees above its clearance', reader({ clearance: 'green' }), report(amber()), 'none'],
    ['RED is for the person named', reader({ clearance: 'red', person: PERSON }), report({ tlp: 'red', persons: [PERSON] }), 'full'],
    ['not for its organisation', reader({ clearance: 'red' }), report({ tlp: 'red', persons: [PERSON], recipients: [READER] }), 'none'],
    ['not without clearance', reader({ person: PERSON }), report({ tlp: 'red', persons: [PERSON] }), 'none'],
    ['not through a community', reader({ clearance: 'red', person: OWNER }), report({ ...green(), tlp: 'red', persons: [PERSON] }), 'none'],
    ['a purpose that the report does not allow', reader(), report(green(), { usePurposes: ['research'] }), 'none'],
    ['a purpose that is not its kind’s', reader({ kind: 'bank' }), report(green()), 'none'],
    ['inside of the territory', reader(), report(green({ territory: ['FI', 'SE'] })), 'full'],
    ['outside of it', reader({ country: 'NO' }), report(green({ territory: ['FI', 'SE'] })), 'none'],
    ['outside of it, though named', reader({ country: 'NO' }), report(amber({ territory: ['SE'], recipients: [READER] })), 'none'],
    ['H1 hides nothing', reader(), report(green({ handling: ['H1'] })), 'full'],
    ['H2 tells members that it exists', reader(), report(green({ handling: ['H2'] })), 'existence'],
    ['H2 shows those who are named', reader(), report(amber({ handling: ['H2'], recipients: [READER] })), 'full'],
    ['H3 makes everybody ask', reader(), report(amber({ handling: ['H1', 'H3'], recipients: [READER] })), 'existence'],
    ['a grant answers', reader(), report(green({ handling: ['H3'] }), { grants: [grant()] }), 'full'],
    ['a grant of a coarse form', reader(), report(green({ handling: ['H3'] }), { grants: [grant({ level: 'redacted' })] }), 'redacted'],
    ['a grant to another', reader(), report(green({ handling: ['H3'] }), { grants: [grant({ organisation: OWNER })] }), 'existence'],
    [
      'a grant for another purpose',
      reader(),
      report(green({ handling: ['H3'] }), { grants: [grant({ purpose: 'research' })] }),
      'existence',
    ],
    ['no grant opens RED', reader({ clearance: 'red' }), report({ tlp: 'red', persons: [PERSON] }, { grants: [grant()] }), 'none'],
    ['no grant goes above clearance', reader({ clearance: 'green' }), report(amber(), { grants: [grant()] }), 'none'],
    ['a partner sees GREEN and AMBER', reader({ communities: [], partners: [partner] }), report(amber()), 'full'],
    ['but nothing of one that hides', reader({ communities: [], partners: [partner] }), report(amber(), { attribution: 'hidden' }), 'none'],
    ['nor more of it', reader({ regime: 'gdpr', partners: [partner] }), report(green(), { attribution: 'hidden' }), 'redacted'],
    ['and not AMBER+STRICT', reader({ communities: [], partners: [partner] }), report(amber({ tlp: 'amber+strict' })), 'none'],
    ['nor for another purpose', reader({ communities: [], partners: [{ ...partner, purposes: ['prevention'] }] }), report(amber()), 'none'],
    ['another regime sees a coarse form', reader({ regime: 'third-country' }), report(green()), 'redacted'],
    ['all of what holds no personal data', reader({ regime: 'third-country' }), report(green(), { basis: 'no-personal-data' }), 'full'],
    ['all through a community with safeguards', reader({ regime: 'gdpr', safeguarded: ['practitioners'] }), report(green()), 'full'],
    ['not through another such community', reader({ regime: 'gdpr', safeguarded: ['research'] }), report(green()), 'redacted'],
    ['all by an agreement', reader({ regime: 'gdpr', partners: [partner] }), report(green()), 'full'],
    ['a report on a child, to investigate', reader(), report(amber({ tlp: 'amber+strict' }), { concernsMinors: true }), 'full'],
  ])('%s', (_title, who, shared, expected) => {
    expect(canSee(who, 'investigation', shared)).toBe(expected);
  });

  it.each([
    ['investigation', 'full'],
    ['victim-support', 'full'],
    ['prevention', 'redacted'],
    ['research', 'redacted'],
    ['policy', 'redacted'],
  ] as const)('shows of a report on a child, read for %s, %s', (purpose, expected) => {
    const about = report(amber({ tlp: 'amber+strict' }), {
      concernsMinors: true,
      usePurposes: [...USE_PURPOSES],
      basis: 'no-personal-data',
    });
    expect(canSee(reader({ kind: 'international' }), purpose, about)).toBe(expected);
  });

  it('never shows a suspended organisation more than the public', () => {
    fc.assert(
      fc.property(organisations, communities, somePurpose, sharedReports, (organisation, known, purpose, shared) => {
        const suspended = readerFrom({ ...organisation, status: 'suspended' }, { community: (id) => known.get(id), now: NOW });
        expect(canSee(suspended, purpose, shared)).toBe(canSee(THE_PUBLIC, purpose, shared));
      }),
      { seed: 6, numRuns: 2_000 },
    );
  });
});

const NOW = new Date('2026-06-01T00:00:00Z');

describe('readerFrom', () => {
  const circumstances = (over: Partial<ReturnType<typeof charter>> = {}) => ({
    community: () => communityState({ charter: charter(over) }),
    now: NOW,
  });
  const communitiesOf = (reading: Reader) => (reading.organisation === undefined ? undefined : reading.communities);

  it.each([
    ['admits', {}, ['practitioners']],
    ['no longer admits the kind', { admits: ['bank' as const] }, []],
    ['no longer admits the regime', { regimes: ['led' as const] }, []],
    ['no longer admits the country', { countries: ['NO'] }, []],
    ['asks for more clearance now', { clearance: 'red' as const }, []],
  ])('counts membership where the charter %s', (_title, over, expected) => {
    expect(communitiesOf(readerFrom(organisationState(), circumstances(over)))).toEqual(expected);
  });

  it('counts no membership of a community that is not known', () => {
    expect(communitiesOf(readerFrom(organisationState(), { community: () => undefined, now: NOW }))).toEqual([]);
  });

  it('forgets agreements when they end', () => {
    const agreement = { id: OWNER, with: OWNER, purposes: ['prevention' as const], until: '2026-06-01T00:00:00.000Z' };
    const partners = (now: string) => {
      const found = readerFrom(organisationState({ agreements: [agreement] }), { community: () => undefined, now: new Date(now) });
      return found.organisation === undefined ? undefined : found.partners.length;
    };
    expect([partners('2026-05-31T23:59:59.999Z'), partners('2026-06-01T00:00:00Z')]).toEqual([1, 0]);
  });

  it('needs all that a charter asks for', () => {
    const candidate = organisationState({ kind: 'ngo', regime: 'gdpr', country: 'SE', clearance: 'amber' });
    expect(admits(charter({ countries: ['SE'], clearance: 'amber' }), candidate)).toBe(true);
    expect(admits(charter({ clearance: 'amber+strict' }), candidate)).toBe(false);
  });
});

describe('the tables', () => {
  it('give every kind a usual purpose, and nobody immigration enforcement', () => {
    for (const kind of ORGANISATION_KINDS) {
      expect(mayReadFor(kind, PURPOSES_OF[kind][0])).toBe(true);
      expect(USE_PURPOSES).toEqual(expect.arrayContaining([...PURPOSES_OF[kind]]));
    }
  });

  it('let no regime pass personal data to a third country or an international organisation freely', () => {
    for (const row of Object.values(PASSES))
      expect([row['third-country'], row['international-organisation']]).toEqual(['with-safeguards', 'with-safeguards']);
  });
});
