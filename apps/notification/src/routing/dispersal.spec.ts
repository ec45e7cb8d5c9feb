import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { structuredReport } from '@landbridge/contracts/testing';
import { KeyRing } from '@landbridge/platform';
import { Dispersal } from './dispersal.ts';

const now = new Date('2026-03-10T10:00:00Z');
const WINDOW = 600_000;
const keys = new KeyRing(randomBytes(32));
const dispersal = new Dispersal(keys, WINDOW);
const delays = (of: Dispersal, many = 2_000) =>
  Array.from({ length: many }, () => (of.momentOf(structuredReport({ attribution: 'hidden' }), now)?.getTime() ?? 0) - now.getTime());

describe('the moment at which a report goes out', () => {
  it('is spread evenly over the window where attribution is hidden', () => {
    const found = delays(dispersal);
    expect(Math.min(...found)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...found)).toBeLessThan(WINDOW);
    for (const tenth of Array.from({ length: 10 }, (_, n) => n))
      expect(found.filter((delay) => Math.floor((10 * delay) / WINDOW) === tenth).length).toBeGreaterThan(100);
  });

  it('is the same for every receiver, and cannot be computed without the key', () => {
    const report = structuredReport({ attribution: 'hidden' });
    expect(new Dispersal(keys, WINDOW).momentOf(report, now)).toEqual(dispersal.momentOf(report, now));
    expect(dispersal.momentOf({ ...report, revision: 2 }, now)).not.toEqual(dispersal.momentOf(report, now));
    expect(new Dispersal(new KeyRing(randomBytes(32)), WINDOW).momentOf(report, now)).not.toEqual(dispersal.momentOf(report, now));
  });

  it.each([
    ['whose attribution is not hidden', structuredReport({ attribution: 'kind-and-country' }), dispersal],
    ['that is urgent', structuredReport({ attribution: 'hidden', urgency: 'imminent' }), dispersal],
    ['where there is no window', structuredReport({ attribution: 'hidden' }), new Dispersal(keys, 0)],
  ])('is now for one %s', (_what, report, of) => {
    expect(of.momentOf(report, now)).toBeUndefined();
  });
});
