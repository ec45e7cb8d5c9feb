import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Outcome, outcomeOf } from '../../test/support/planted.ts';

// larger samples, which take minutes, are in test/planted-changes.spec.ts
describe.each([1, 2])('a small sample network, seed %i', (seed) => {
  let outcome: Outcome;
  beforeAll(async () => {
    outcome = await outcomeOf({ seed, reports: 1_000 });
  }, 120_000);

  it('has all its planted changes found in time, by trends that can be published', () => {
    expect(outcome.planted).toHaveLength(6);
    expect(outcome.found).toEqual(outcome.planted);
  });

  it('has no more than one false trend in five that can be published', () => {
    expect(outcome.false.length).toBeLessThanOrEqual(outcome.published.length / 5);
  });

  it('has its traps named as what they are, and none published', () => {
    expect(outcome.traps).toEqual(['new-contributor', 'back-fill']);
    expect(outcome.named).toEqual(outcome.traps);
  });
});
