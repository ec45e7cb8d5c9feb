import { describe, expect, it } from '@jest/globals';
import { HANDLING, PUBLIC_AUDIENCE, TLP } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import fc from 'fast-check';
import { audienceSees, canSee, sharingClass, shownTo, THE_PUBLIC, visibleTo, type Reader, type SharedReport } from './index.ts';

const ORGANISATIONS = [
  '5a4fd1a8-0b1c-4a6e-9a30-000000000001',
  '5a4fd1a8-0b1c-4a6e-9a30-000000000002',
  '5a4fd1a8-0b1c-4a6e-9a30-000000000003',
];
const COMMUNITIES = ['law-enforcement', 'practitioners', 'nordic-labour', 'research'];

const readers: fc.Arbitrary<Reader> = fc.oneof(
  fc.constant(THE_PUBLIC),
  fc.record({ organisation: fc.constantFrom(...ORGANISATIONS), communities: fc.subarray(COMMUNITIES) }),
);
const reports: fc.Arbitrary<SharedReport> = fc.record({
  contributor: fc.record({ id: fc.constantFrom(...ORGANISATIONS) }),
  marking: fc.record(
    {
      tlp: fc.constantFrom(...TLP),
      communities: fc.subarray(COMMUNITIES),
      territory: fc.constant(['SE']),
      handling: fc.subarray([...HANDLING]),
    },
    { requiredKeys: ['tlp'] },
  ),
});

describe('canSee', () => {
  const owner = { organisation: ORGANISATIONS[0]!, communities: [] };
  const member = { organisation: ORGANISATIONS[1]!, communities: ['practitioners'] };
  const other = { organisation: ORGANISATIONS[2]!, communities: ['research'] };
  const report = (tlp: (typeof TLP)[number], communities: string[] = []) => ({
    contributor: { id: ORGANISATIONS[0]! },
    marking: { tlp, communities },
  });

  it.each([
    ['the owner sees a report for recipients only', owner, report('amber+strict'), 'full'],
    ['a member sees GREEN of its community', member, report('green', ['practitioners']), 'full'],
    ['a member sees AMBER+STRICT of its community', member, report('amber+strict', ['law-enforcement', 'practitioners']), 'full'],
    ['who is in none of the communities sees nothing', other, report('green', ['practitioners']), 'none'],
    ['GREEN without a community is not "everybody"', other, report('green'), 'none'],
    ['a member sees nothing that is RED', member, report('red', ['practitioners']), 'none'],
    ['the public sees CLEAR', THE_PUBLIC, report('clear'), 'full'],
    ['the public sees nothing else', THE_PUBLIC, report('green', ['practitioners']), 'none'],
  ] as const)('%s', (_title, reader, shared, expected) => {
    expect(canSee(reader, 'prevention', shared)).toBe(expected);
  });

  it.each([{ territory: ['SE'] }, { handling: ['H2'] }, { handling: ['H1', 'H3'] }] as const)(
    'keeps what is limited by %j with its owner',
    (limit) => {
      for (const marking of [{ tlp: 'clear' } as const, { tlp: 'green', communities: ['practitioners'] } as const]) {
        const limited = { contributor: { id: ORGANISATIONS[0]! }, marking: { ...marking, ...limit } } as unknown as SharedReport;
        expect(canSee(owner, 'prevention', limited)).toBe('full');
        expect(canSee(member, 'prevention', limited)).toBe('none');
        expect(sharingClass(limited)).toBe('none');
      }
    },
  );

  it('equals the filter on every reader and report', () => {
    fc.assert(
      fc.property(readers, reports, (reader, report) => {
        expect(matches(visibleTo(reader, 'research'), report)).toBe(canSee(reader, 'research', report) !== 'none');
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('sharingClass', () => {
  it('lets an audience count exactly what its least privileged member sees', () => {
    const audience = fc.constantFrom(PUBLIC_AUDIENCE, ...COMMUNITIES);
    fc.assert(
      fc.property(audience, reports, (id, report) => {
        const leastPrivileged: Reader = id === PUBLIC_AUDIENCE ? THE_PUBLIC : { organisation: 'nobody-else', communities: [id] };
        expect(audienceSees(id, sharingClass(report))).toBe(canSee(leastPrivileged, 'research', report) === 'full');
      }),
      { numRuns: 5_000 },
    );
  });

  it('does not depend on the order in which communities are named', () => {
    expect(sharingClass({ marking: { tlp: 'amber', communities: ['b', 'a'] } })).toBe('in:a+b');
  });
});

describe('shownTo', () => {
  const member: Reader = { organisation: ORGANISATIONS[1]!, communities: ['practitioners'] };
  const signature = `${'A'.repeat(342)}==`;

  it.each([
    ['named', { id: ORGANISATIONS[0]!, kind: 'ngo', country: 'SE' }],
    ['kind-and-country', { kind: 'ngo', country: 'SE' }],
    ['hidden', undefined],
  ] as const)('tells of the contributor what %s lets it', (attribution, expected) => {
    const report = structuredReport({ attribution, contributor: { id: ORGANISATIONS[0]!, kind: 'ngo', country: 'SE', regime: 'gdpr' } });
    const shown = shownTo(member, report);
    expect(shown.contributor).toEqual(expected);
    if (attribution !== 'named') expect(JSON.stringify(shown)).not.toContain(ORGANISATIONS[0]);
  });

  it('keeps signature and recipients to the owner, and evaluation from the public', () => {
    const report = structuredReport({
      signature,
      marking: { tlp: 'clear', recipients: [ORGANISATIONS[2]!] },
      evaluation: { scheme: 'none' },
    });
    expect(shownTo({ organisation: report.contributor.id, communities: [] }, report)).toBe(report);
    const shown = JSON.stringify(shownTo(member, report));
    expect(shown).not.toContain(signature);
    expect(shown).not.toContain(ORGANISATIONS[2]);
    expect(shownTo(THE_PUBLIC, report)).not.toHaveProperty('evaluation');
    expect(shownTo(member, report)).toHaveProperty('evaluation');
  });
});

/** MongoDB's semantics for the few operators that `visibleTo` uses; the real store is asked in ingestion's tests. */
function matches(filter: Record<string, unknown>, report: SharedReport): boolean {
  return Object.entries(filter).every(([key, condition]) => {
    if (key === '$or') return (condition as Record<string, unknown>[]).some((each) => matches(each, report));
    const value = key.split('.').reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], report);
    const values = Array.isArray(value) ? (value as unknown[]) : [value];
    if (typeof condition === 'object' && condition !== null) {
      const { $in, $nin, $exists } = condition as { $in?: unknown[]; $nin?: unknown[]; $exists?: boolean };
      if ($exists !== undefined) return (value !== undefined) === $exists;
      return $in ? $in.some((each) => values.includes(each)) : !$nin?.some((each) => values.includes(each));
    }
    return values.includes(condition);
  });
}
