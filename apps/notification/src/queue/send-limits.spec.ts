import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CONCURRENCY, Pacing } from './pacing.ts';
import { SendLimits } from './send-limits.ts';

describe('SendLimits', () => {
  it('lets a burst of a minute begin, then one at a time', () => {
    const limits = new SendLimits({ perSubscription: 60, perOrganisation: 1000 });
    for (let i = 0; i < 60; i++) expect(limits.take('s', 'o', 0)).toBe(0);
    expect(limits.take('s', 'o', 0)).toBe(1000);
    expect(limits.take('s', 'o', 1000)).toBe(0);
    expect(limits.take('other', 'o', 1000)).toBe(0);
  });

  it('holds for all subscriptions of an organisation together', () => {
    const limits = new SendLimits({ perSubscription: 60, perOrganisation: 2 });
    expect([limits.take('a', 'o', 0), limits.take('b', 'o', 0)]).toEqual([0, 0]);
    expect(limits.take('c', 'o', 0)).toBe(30_000);
    expect(limits.take('c', 'another', 0)).toBe(0);
  });

  it('never lets more than the burst and the flow begin, and always tells a time at which one may', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000), { maxLength: 200 }), fc.integer({ min: 1, max: 100 }), (pauses, perMinute) => {
        const limits = new SendLimits({ perSubscription: perMinute, perOrganisation: 1e6 });
        let now = 0;
        let begun = 0;
        for (const pause of pauses) {
          now += pause;
          const wait = limits.take('s', 'o', now);
          if (wait === 0) begun++;
          else now += wait;
        }
        expect(begun).toBeLessThanOrEqual(perMinute + (now * perMinute) / 60_000 + 1e-6);
      }),
    );
  });
});

describe('Pacing', () => {
  it('closes a subscription that has its share under way, and a failing one at the first', () => {
    const pacing = new Pacing();
    for (let i = 0; i < CONCURRENCY.subscription - 1; i++) pacing.started('busy');
    expect(pacing.closed(0).toAll).toEqual([]);
    pacing.started('busy');
    pacing.answered('failing', false);
    pacing.started('failing');
    expect(pacing.closed(0).toAll.sort()).toEqual(['busy', 'failing']);
    pacing.ended('busy');
    expect(pacing.closed(0).toAll).toEqual(['failing']);
  });

  it('lets urgent things through a limit, and nothing through a suspension', () => {
    const pacing = new Pacing();
    pacing.pause('limited', 100, true);
    pacing.pause('suspended', 100, false);
    expect(pacing.closed(50)).toEqual({ toAll: ['suspended'], toOrdinary: ['limited'] });
    expect(pacing.closed(101)).toEqual({ toAll: [], toOrdinary: [] });
  });

  it('has room until all places are taken', () => {
    const pacing = new Pacing();
    for (let i = 0; i < CONCURRENCY.overall; i++) pacing.started(`s${i}`);
    expect(pacing.hasRoom()).toBe(false);
    pacing.ended('s0');
    expect(pacing.hasRoom()).toBe(true);
  });
});
