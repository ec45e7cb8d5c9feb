import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { classicAnswers, flexibleAnswers, series } from '../test/farrington-answers.ts';
import { farringtonFlexible } from './farrington-flexible.ts';
import { farrington } from './farrington.ts';

const forms = { farrington, farringtonFlexible };
const anyForm = describe.each(Object.entries(forms));
const HISTORY = 5 * 52 + 3;

describe('Farrington equals R on series drawn for it', () => {
  it.each(flexibleAnswers)('flexible: $of, $options', ({ of, options, ...answers }) => {
    const verdicts = farringtonFlexible(series[of], { b: 3, ...options }).slice(-5);
    for (const figure of ['expected', 'upper', 'score', 'p'] as const)
      answers[figure].forEach((answer, week) => {
        const value = verdicts[week]?.[figure];
        if (value === undefined || answer === undefined) expect(value).toBe(answer);
        else expect(Math.abs(value - answer)).toBeLessThanOrEqual(1e-8 * Math.abs(answer));
      });
  });

  it.each(classicAnswers)('in its first form: $of, $options', ({ of, options, upper, alarm }) => {
    const verdicts = farrington(series[of], { b: 3, ...options }).slice(-5);
    expect(verdicts.map((verdict) => verdict?.upper?.toPrecision(10))).toEqual(upper.map((bound) => bound?.toPrecision(10)));
    expect(verdicts.map((verdict) => verdict?.alarm)).toEqual(alarm);
  });
});

anyForm('%s, any series', (_name, method) => {
  const counts = fc.array(fc.nat(30), { minLength: 160, maxLength: 190 });
  const b = 3;

  it('answers one verdict a bucket, none without its whole history, and none looks ahead', () => {
    fc.assert(
      fc.property(counts, fc.array(fc.nat(30), { maxLength: 5 }), (past, future) => {
        const verdicts = method([...past, ...future], { b });
        expect(verdicts).toHaveLength(past.length + future.length);
        expect(verdicts.slice(0, past.length)).toEqual(method(past, { b }));
        verdicts.forEach((verdict, t) => expect(verdict === undefined).toBe(t < 3 * 52 + 3));
      }),
      { numRuns: 30 },
    );
  });

  it('evaluates from a given bucket on', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 150, max: 200 }), (some, from) => {
        expect(method(some, { b, from })).toEqual(method(some, { b }).map((verdict, t) => (t < from ? undefined : verdict)));
      }),
      { numRuns: 30 },
    );
  });

  it('alarms only above the bound, and less at a smaller alpha', () => {
    fc.assert(
      fc.property(counts, (some) => {
        const strict = method(some, { b, alpha: 0.001 });
        for (const [t, verdict] of method(some, { b, alpha: 0.1 }).entries()) {
          if (verdict?.alarm) expect(some[t]).toBeGreaterThan(verdict.upper ?? Infinity);
          if (strict[t]?.alarm) expect(verdict?.alarm).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('scales what it expects with the unit of the counts', () => {
    const high = fc.array(fc.integer({ min: 20, max: 40 }), { minLength: 162, maxLength: 165 });
    fc.assert(
      fc.property(high, fc.integer({ min: 2, max: 9 }), (some, scale) => {
        const options = { b, reweight: false, trend: false };
        const scaled = method(
          some.map((count) => count * scale),
          options,
        );
        for (const [t, verdict] of method(some, options).entries())
          if (verdict?.expected !== undefined) expect((scaled[t]?.expected ?? NaN) / verdict.expected / scale).toBeCloseTo(1, 6);
      }),
      { numRuns: 30 },
    );
  });

  it('expects of a constant series what it always was', () => {
    const verdict = method(Array<number>(HISTORY + 1).fill(4)).at(-1);
    expect(verdict?.expected).toBeCloseTo(4, 6);
    expect(verdict?.alarm).toBe(false);
  });

  it('gives no bound where the last four buckets hold fewer than five, or as told', () => {
    const quiet = Array.from({ length: HISTORY + 4 }, (_, t) => (t < HISTORY ? t % 3 : 1));
    expect(method(quiet).at(-1)).toMatchObject({ expected: undefined, upper: undefined, alarm: false });
    expect(method(quiet, { limit54: [4, 4] }).at(-1)?.upper).toBeGreaterThan(1);
    expect(method(quiet, { limit54: [5, 6] }).at(-1)?.upper).toBeGreaterThan(1);
  });

  it('lets an outbreak of the past hide little of the next one', () => {
    const counts = Array.from({ length: HISTORY + 1 }, (_, t) => (Math.abs(t - 2 * 52) < 2 ? 80 : 4 + (t % 4)));
    const [robust, plain] = [method(counts).at(-1)?.upper, method(counts, { reweight: false }).at(-1)?.upper];
    expect(robust).toBeLessThan(plain ?? 0);
  });

  it('expects the season of the year before, and follows a slow growth', () => {
    const seasonal = Array.from({ length: HISTORY + 60 }, (_, t) => Math.round(30 + 20 * Math.cos((2 * Math.PI * t) / 52)));
    const verdicts = method(seasonal);
    for (const t of [HISTORY + 20, HISTORY + 45]) expect(Math.abs((verdicts[t]?.expected ?? 0) - (seasonal[t] ?? 0))).toBeLessThan(4);
    const growing = Array.from({ length: HISTORY + 1 }, (_, t) => Math.round(20 + 0.05 * t + 8 * Math.sin(t)));
    const kept = method(growing).at(-1)?.expected ?? 0;
    expect(kept).toBeGreaterThan(1.1 * (method(growing, { trend: false }).at(-1)?.expected ?? Infinity));
    // two years are no ground for a trend
    expect(method(growing, { b: 2 })).toEqual(method(growing, { b: 2, trend: false }));
  });

  it('takes months', () => {
    const months = Array.from({ length: 40 }, (_, t) => 10 + (t % 12));
    const verdicts = method(months, {
      b: 3,
      w: 1,
      bucketsPerYear: 12,
      ...(method === farringtonFlexible && { noPeriods: 3, pastWeeksNotIncluded: 5 }),
    });
    expect(verdicts.findIndex((verdict) => verdict !== undefined)).toBe(37);
  });

  it('refuses counts and options out of their range', () => {
    expect(() => method([1, -1])).toThrow('A count must be 0 or more, and the one at index 1 is -1.');
    expect(() => method([NaN])).toThrow(RangeError);
    expect(() => method([], { b: 0 })).toThrow('b must be a whole number of at least 1, and is 0.');
    expect(() => method([], { w: 0.5 })).toThrow('w must be a whole number of at least 0, and is 0.5.');
    expect(() => method([], { alpha: 1 })).toThrow('alpha must lie between 0 and 1, and is 1.');
    expect(() => method([], { bucketsPerYear: 6 })).toThrow('bucketsPerYear must be a whole number of at least 8, and is 6.');
    expect(() => method([], { from: -1 })).toThrow('from must be a whole number of at least 0, and is -1.');
    expect(() => method([], { limit54: [-1, 4] })).toThrow('limit54 must ask for 0 reports or more, and asks for -1.');
    expect(() => method([], { limit54: [5, 0] })).toThrow(
      'the number of buckets of limit54 must be a whole number of at least 1, and is 0.',
    );
  });
});

describe('Farrington flexible', () => {
  it('says nothing over years without a report: the regression does not converge, in R neither', () => {
    expect(farringtonFlexible(Array<number>(HISTORY + 9).fill(0)).every((verdict) => verdict === undefined)).toBe(true);
  });

  it('keeps a trend that its p-value and the largest count allow', () => {
    const drifting = Array.from({ length: HISTORY + 1 }, (_, t) => 20 + ((t * 7) % 13) + Math.floor(t / 130));
    const [kept, dropped, without] = [{}, { pThresholdTrend: 0 }, { trend: false }].map((options) =>
      farringtonFlexible(drifting, options).at(-1),
    );
    expect(dropped).toEqual(without);
    expect(kept).not.toEqual(without);
    const steep = Array.from({ length: HISTORY + 1 }, (_, t) => Math.round(1.02 ** t));
    expect(farringtonFlexible(steep)).toEqual(farringtonFlexible(steep, { trend: false }));
  });

  it('bounds a constant series as Poisson', () => {
    const counts = Array<number>(HISTORY + 1).fill(7);
    expect(farringtonFlexible(counts).at(-1)?.upper).toBe(14);
    const upper = (7 ** (2 / 3) + 2.3263478740408408 * Math.sqrt((4 / 9) * 7 ** (1 / 3))) ** 1.5;
    expect(farringtonFlexible(counts, { thresholdMethod: 'delta' }).at(-1)?.upper).toBeCloseTo(upper, 8);
  });

  it('bounds higher with the uncertainty of the mean (muan)', () => {
    for (const counts of Object.values(series)) {
      const plugin = farringtonFlexible(counts, { b: 3 });
      for (const [t, muan] of farringtonFlexible(counts, { b: 3, thresholdMethod: 'muan' }).entries())
        if (muan?.upper !== undefined) expect(muan.upper).toBeGreaterThanOrEqual(plugin[t]?.upper ?? Infinity);
    }
  });

  it('refuses options out of their range', () => {
    expect(() => farringtonFlexible([], { weightsThreshold: 0 })).toThrow('weightsThreshold must lie between 0 and Infinity, and is 0.');
    expect(() => farringtonFlexible([], { pThresholdTrend: 2 })).toThrow('pThresholdTrend must lie between 0 and 1, and is 2.');
    expect(() => farringtonFlexible([], { thresholdMethod: 'other' as 'delta' })).toThrow(
      'thresholdMethod must be delta, nbPlugin or muan, and is other.',
    );
  });
});
