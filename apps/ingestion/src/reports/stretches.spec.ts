import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stretches } from './stretches.ts';

const days = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('stretches', () => {
  it('begin with whatever is newest, and grow', () => {
    expect([...stretches(undefined, '2026-03-10', '2026-01-01')]).toEqual([
      { from: '2026-03-07' },
      { from: '2026-02-19', to: '2026-03-06' },
      { from: '2026-01-01', to: '2026-02-18' },
    ]);
  });

  it('hold every day once, from the newest back to the oldest', () => {
    fc.assert(
      fc.property(days, days, (one, other) => {
        const [oldest, newest] = one < other ? [one, other] : [other, one];
        const all = [...stretches(newest, newest, oldest)];
        expect(all[0]?.to).toBe(newest);
        expect(all.at(-1)?.from).toBe(oldest);
        expect(all.length).toBeLessThan(9);
        for (const [i, { from }] of all.entries()) {
          const next = all[i + 1];
          if (next) expect(Date.parse(from) - Date.parse(next.to ?? '')).toBe(24 * 3600 * 1000);
        }
      }),
    );
  });
});
