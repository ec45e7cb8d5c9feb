import { describe, expect, it } from '@jest/globals';
import type { SharingGround, Tlp } from '@landbridge/contracts';
import fc from 'fast-check';
import { keptUntil, PERIODS_PATTERN, readPeriods, RETENTION_KINDS, USUAL_PERIODS } from './retention-periods.ts';

const revisedAt = '2026-01-01T00:00:00.000Z';
const held = (basis: SharingGround, tlp: Tlp) => ({ state: 'held' as const, revisedAt, basis, marking: { tlp } });
const days = (until: string) => (Date.parse(until) - Date.parse(revisedAt)) / (24 * 3600 * 1000);

describe('how long a report is kept', () => {
  it.each<[SharingGround, Tlp, number]>([
    ['no-personal-data', 'clear', 3_650],
    ['no-personal-data', 'amber+strict', 1_825],
    ['informed-consent', 'amber', 1_095],
    ['informed-consent', 'amber+strict', 1_095],
    ['legal-duty', 'green', 1_825],
    ['legal-duty', 'red', 365],
  ])('on the ground of %s under %s is %d days', (basis, tlp, expected) => {
    expect(days(keptUntil(held(basis, tlp), USUAL_PERIODS))).toBe(expected);
  });

  it('is short once it was withdrawn', () => {
    expect(days(keptUntil({ state: 'withdrawn', revisedAt }, USUAL_PERIODS))).toBe(90);
  });

  it.each(['', 'legal-duty=10', 'red=1,amber+strict=2', 'withdrawn=99999,'])('is set with %j', (text) => {
    expect(PERIODS_PATTERN.test(text)).toBe(true);
  });

  it.each(['red', 'red=0', 'red=-1', 'green=5', 'red=1;withdrawn=2', 'red=1 ', 'amberrstrict=5', 'red=1000000', ',red=1'])(
    'is not set with %j',
    (text) => {
      expect(PERIODS_PATTERN.test(text)).toBe(false);
    },
  );

  it('is as set, and else as usual', () => {
    const some = fc.dictionary(fc.constantFrom(...RETENTION_KINDS), fc.integer({ min: 1, max: 36_500 }));
    fc.assert(
      fc.property(some, (set) => {
        const text = Object.entries(set).map(([kind, number]) => `${kind}=${number}`).join(',');
        expect(PERIODS_PATTERN.test(text)).toBe(true);
        expect(readPeriods(text)).toEqual({ ...USUAL_PERIODS, ...set });
      }),
    ); // prettier-ignore
  });
});
