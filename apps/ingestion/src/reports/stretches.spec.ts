import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stretches } from './stretches.ts';

const DAY_MS = 24 * 3600 * 1000;
const days = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('stretches', () => {
  it('begin with whatever is newest, and grow', () => {
    expect([...stretches(undefined, '2026-03-10', '2026-01-01')]).toEqual([
      { after: '2026-03-06' },
      { after: '2026-02-18', before: '2026-03-07' },
      { after: '2025-12-31', before: '2026-02-19' },
    ]);
  });

  it('hold every day once, from the newest back to the oldest', () => {
    fc.assert(
      fc.property(days, days, (one, other) => {
        const [oldest, newest] = one < other ? [one, other] : [other, one];
        const held = [...stretches(newest, newest, oldest)].flatMap(({ after, before = '' }) => {
          const [from, to] = [Date.parse(after) + DAY_MS, Date.parse(before) - DAY_MS];
          return Array.from({ length: Math.max(0, (to - from) / DAY_MS + 1) }, (_, i) => to - i * DAY_MS);
        });
        const all = Array.from(
          { length: (Date.parse(newest) - Date.parse(oldest)) / DAY_MS + 1 },
          (_, i) => Date.parse(newest) - i * DAY_MS,
        );
        expect(held).toEqual(all);
      }),
    );
  });
});
