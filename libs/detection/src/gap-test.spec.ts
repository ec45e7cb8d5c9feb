import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Chance } from '../test/chance.ts';
import { binomialTail } from './exact-tails.ts';
import { lastEventsFaster, silenceLonger } from './gap-test.ts';

describe('the last events came faster', () => {
  it('gives the value computed by hand', () => {
    // two of three events in the last tenth: 3 · 0.01 · 0.9 + 0.001
    const test = lastEventsFaster([10, 90, 95], 100, 2, { since: 0 });
    expect(test).toMatchObject({ elapsed: 10, observed: 2 });
    expect(test?.expected).toBeCloseTo(10 / 90, 12);
    expect(test?.p).toBeCloseTo(0.028, 12);
  });

  it('takes the first event as the start where no start is known', () => {
    expect(lastEventsFaster([0, 10, 90, 95], 100, 2)).toEqual(lastEventsFaster([10, 90, 95], 100, 2, { since: 0 }));
  });

  it('tells a burst after years without any event', () => {
    expect(lastEventsFaster([990, 991, 995], 1000, 3, { since: 0 })).toMatchObject({ expected: 0, p: expect.closeTo(1e-6, 15) });
  });

  it('says nothing without events enough', () => {
    expect(lastEventsFaster([], 100)).toBeUndefined();
    expect(lastEventsFaster([1, 2, 3], 100, 3)).toBeUndefined();
    expect(lastEventsFaster([7, 7, 7, 7], 100, 2)).toBeUndefined();
  });

  it('refuses times out of order, out of sight, and a k that is no number of events', () => {
    expect(() => lastEventsFaster([3, 2], 9)).toThrow('The times of the events must ascend.');
    expect(() => lastEventsFaster([3, 12], 9)).toThrow('All events must lie between 3 and 9.');
    expect(() => silenceLonger([3], 9, { since: 5 })).toThrow('All events must lie between 5 and 9.');
    expect(() => lastEventsFaster([3], 9, 0)).toThrow('k must be a whole number of at least 1, and is 0.');
    expect(() => silenceLonger([3], 9, { resolution: -1 })).toThrow('resolution must not be negative, and is -1.');
  });

  const series = fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 3, maxLength: 40 }).map((days) => days.sort((a, b) => a - b));

  it('is the binomial test of the events in the time that the last ones took', () => {
    fc.assert(
      fc.property(series, (events) => {
        const test = lastEventsFaster(events, 1000, 3, { since: 0 });
        expect(test?.p).toBeCloseTo(binomialTail(3, events.length, (test?.elapsed ?? NaN) / 1000), 10);
      }),
    );
  });

  it('depends on no unit of time and no origin of the calendar', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 50 }), fc.nat(10_000), (events, unit, origin) => {
        const moved = events.map((time) => time * unit + origin);
        const options = { since: origin, resolution: unit };
        const now = 1000 * unit + origin;
        expect(lastEventsFaster(moved, now, 3, options)?.p).toBeCloseTo(lastEventsFaster(events, 1000, 3, { since: 0 })?.p ?? NaN, 12);
        expect(silenceLonger(moved, now, options)?.p).toBeCloseTo(silenceLonger(events, 1000, { since: 0 })?.p ?? NaN, 12);
      }),
    );
  });
});

describe('the silence is longer', () => {
  it('gives the value computed by hand', () => {
    const test = silenceLonger([10, 20, 49], 100, { since: 0 });
    expect(test).toEqual({ elapsed: 50, observed: 0, expected: 3, p: 0.125 });
  });

  it('counts from the end of the day of the last event', () => {
    expect(silenceLonger([10, 49.5], 100, { since: 0, resolution: 0 })?.elapsed).toBe(50.5);
    expect(silenceLonger([10, 99], 100)?.p).toBe(1);
  });

  it('says nothing where nothing was to be expected', () => {
    expect(silenceLonger([], 100)).toBeUndefined();
    expect(silenceLonger([10], 100)).toBeUndefined();
    expect(silenceLonger([10], 100, { since: 0 })?.p).toBeCloseTo(0.11, 12);
  });
});

describe('calibration: weekly looks at three years of a steady series known to the day', () => {
  it.each([0.1, 0.2, 0.5, 1])('at %d events a week no p-value comes oftener than it says, and hardly less often', (rate) => {
    const chance = new Chance(1966);
    const runs = 8000;
    const below = { faster: 0, longer: 0 };
    for (let run = 0; run < runs; run++) {
      const events = eventsOf(chance, rate, 0, 156 * 7);
      if ((lastEventsFaster(events, 156 * 7)?.p ?? 1) <= 0.05) below.faster++;
      if ((silenceLonger(events, 156 * 7)?.p ?? 1) <= 0.05) below.longer++;
    }
    // the standard error of 8,000 runs is 0.0024
    for (const count of Object.values(below)) {
      expect(count / runs).toBeLessThan(0.057);
      expect(count / runs).toBeGreaterThan(rate === 1 ? 0.025 : 0.038);
    }
  });

  it.each([
    [0.2, 0.6],
    [0.5, 0.85],
    [1, 0.92],
  ])('a rise to three times %d a week is found within a quarter at p ≤ 0.01 in at least the share %d', (rate, share) => {
    const chance = new Chance(13);
    let found = 0;
    for (let run = 0; run < 1000; run++) {
      const events = [...eventsOf(chance, rate, 0, 156 * 7), ...eventsOf(chance, 3 * rate, 156 * 7, 169 * 7)];
      const weeks = Array.from({ length: 13 }, (_, week) => (157 + week) * 7);
      if (
        weeks.some(
          (now) =>
            (lastEventsFaster(
              events.filter((day) => day < now),
              now,
            )?.p ?? 1) <= 0.01,
        )
      )
        found++;
    }
    expect(found / 1000).toBeGreaterThan(share);
  });
});

function eventsOf(chance: Chance, rateAWeek: number, from: number, to: number): number[] {
  const days: number[] = [];
  for (let time = from + chance.exponential(rateAWeek / 7); time < to; time += chance.exponential(rateAWeek / 7))
    days.push(Math.floor(time));
  return days;
}
