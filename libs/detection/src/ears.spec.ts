import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { earsC1, earsC2, earsC3 } from './ears.ts';

const Z = 3.090232306167813;
const flat = [2, 4, 2, 4, 2, 4, 3];
const sd = Math.sqrt(6 / 6);

describe('EARS C1', () => {
  it('gives the bound computed by hand', () => {
    const verdicts = earsC1([...flat, 6, 7]);
    expect(verdicts.slice(0, 7)).toEqual(Array(7).fill(undefined));
    expect(verdicts[7]).toEqual({ expected: 3, sd, upper: 3 + Z * sd, p: expect.closeTo(0.0013499, 7), alarm: false });
    expect(earsC1([...flat, 7])[7]?.alarm).toBe(true);
  });

  it('alarms over a silent past at the first count', () => {
    expect(earsC1([0, 0, 0, 0, 0, 0, 0, 1]).at(-1)).toEqual({ expected: 0, sd: 0, upper: 0, p: 0, alarm: true });
  });

  it('takes alpha and the length of the baseline', () => {
    expect(earsC1([1, 3, 9], { alpha: 0.5, baseline: 2 })[2]).toEqual({
      expected: 2,
      sd: Math.SQRT2,
      upper: 2,
      p: expect.closeTo(3.7154919e-7, 12),
      alarm: true,
    });
    expect(() => earsC1([], { alpha: 1 })).toThrow('alpha must lie between 0 and 1, and is 1.');
    expect(() => earsC1([], { baseline: 1 })).toThrow('baseline must be a whole number of at least 2, and is 1.');
  });
});

describe('EARS C2', () => {
  it('leaves the two newest buckets out of the baseline', () => {
    const verdicts = earsC2([...flat, 50, 60, 7]);
    expect(verdicts[8]).toBeUndefined();
    expect(verdicts[9]).toMatchObject({ expected: 3, upper: 3 + Z * sd, alarm: true });
  });
});

describe('EARS C3', () => {
  it('alarms after two buckets that stood out', () => {
    const counts = [...flat, 3, 3, 6, 6, 3];
    const last = earsC3(counts).at(-1);
    const before = [counts.slice(0, 7), counts.slice(1, 8)].map(momentsOf);
    const now = momentsOf(counts.slice(2, 9));
    const sum = before.reduce((total, { mean, sd }) => total + Math.max(0, (6 - mean) / sd - 1), 0);
    expect(last?.upper).toBeCloseTo(3 + now.sd * (Z - sum), 12);
    expect(last?.alarm).toBe(sum > Z);
  });

  it('has no bound where the baseline does not vary', () => {
    expect(earsC3(Array<number>(20).fill(4)).every((verdict) => verdict === undefined)).toBe(true);
  });

  it('never puts the bound below nothing', () => {
    expect(earsC3([...flat, 3, 3, 60, 70, 1]).at(-1)).toMatchObject({ upper: 0, alarm: true });
  });
});

describe('EARS, any series', () => {
  const series = fc.array(fc.nat(40), { maxLength: 60 });

  it('answers one verdict a bucket, and none may look ahead', () => {
    fc.assert(
      fc.property(series, series, (past, future) => {
        for (const method of [earsC1, earsC2, earsC3]) {
          const verdicts = method([...past, ...future]);
          expect(verdicts).toHaveLength(past.length + future.length);
          expect(verdicts.slice(0, past.length)).toEqual(method(past));
        }
      }),
    );
  });

  it('alarms where, and only where, the count lies above the bound', () => {
    fc.assert(
      fc.property(series, (counts) => {
        for (const method of [earsC1, earsC2, earsC3])
          for (const [t, verdict] of method(counts).entries()) if (verdict) expect(verdict.alarm).toBe((counts[t] ?? 0) > verdict.upper);
      }),
    );
  });

  it('gives a p below alpha where, and only where, it alarms', () => {
    fc.assert(
      fc.property(series, fc.constantFrom(0.05, 0.001), (counts, alpha) => {
        for (const method of [earsC1, earsC2, earsC3])
          for (const verdict of method(counts, { alpha })) if (verdict) expect(verdict.p < alpha).toBe(verdict.alarm);
      }),
    );
  });

  it('moves with the level and scales with the unit (C1, C2)', () => {
    fc.assert(
      fc.property(series, fc.nat(100), fc.integer({ min: 1, max: 9 }), (counts, shift, scale) => {
        for (const method of [earsC1, earsC2])
          for (const [t, moved] of method(counts.map((count) => count * scale + shift)).entries()) {
            const verdict = method(counts)[t];
            if (verdict) expect(moved?.upper).toBeCloseTo(verdict.upper * scale + shift, 8);
          }
      }),
    );
  });

  it('alarms less at a smaller alpha', () => {
    fc.assert(
      fc.property(series, (counts) => {
        for (const method of [earsC1, earsC2, earsC3]) {
          const strict = method(counts, { alpha: 0.0001 });
          for (const [t, verdict] of method(counts, { alpha: 0.05 }).entries()) if (strict[t]?.alarm) expect(verdict?.alarm).toBe(true);
        }
      }),
    );
  });
});

function momentsOf(counts: number[]): { mean: number; sd: number } {
  const mean = counts.reduce((a, b) => a + b, 0) / counts.length;
  return { mean, sd: Math.sqrt(counts.reduce((a, b) => a + (b - mean) ** 2, 0) / (counts.length - 1)) };
}
