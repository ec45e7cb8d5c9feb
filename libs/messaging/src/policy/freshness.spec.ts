import { describe, expect, it } from '@jest/globals';
import { Freshness } from './freshness.ts';

describe('freshness', () => {
  it('lasts three seconds from a heartbeat, if we are not behind', () => {
    const freshness = new Freshness();
    expect(freshness.fresh(0)).toBe(false);
    freshness.hear(4, 1_000, 4);
    expect(freshness.fresh(3_999)).toBe(true);
    expect(freshness.fresh(4_000)).toBe(false);
  });

  it('comes with the change that we were behind, and is as old as the heartbeat', () => {
    const freshness = new Freshness();
    freshness.hear(5, 1_000, 4);
    expect(freshness.fresh(1_001)).toBe(false);
    freshness.reach(5);
    expect(freshness.fresh(3_999)).toBe(true);
    expect(freshness.fresh(4_001)).toBe(false);
  });

  it('does not grow from heartbeats while we stay behind', () => {
    const freshness = new Freshness();
    freshness.hear(4, 0, 4);
    freshness.hear(5, 2_000, 4);
    expect(freshness.fresh(2_999)).toBe(true);
    expect(freshness.fresh(3_001)).toBe(false);
  });

  it('comes from an answer of directory as well, which is asked before it runs out', () => {
    const freshness = new Freshness();
    expect(freshness.runsOut(0)).toBe(true);
    freshness.answered(1_000);
    expect(freshness.fresh(3_999)).toBe(true);
    expect(freshness.runsOut(2_000)).toBe(false);
    expect(freshness.runsOut(2_600)).toBe(true);
  });
});
