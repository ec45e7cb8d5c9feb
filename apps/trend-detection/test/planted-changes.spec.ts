import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Outcome, outcomeOf } from './support/planted.ts';

const TRAPS = ['new-contributor', 'back-fill', 'law-forced-marriage', 'one-organisation', 'campaign', 'more-contributors'];

describe.each([
  { reports: 6_000, seed: 1 },
  { reports: 6_000, seed: 2 },
])('a sample network of $reports reports, seed $seed', (sample) => {
  let outcome: Outcome;
  beforeAll(async () => {
    outcome = await outcomeOf(sample);
  }, 300_000);

  it('has all its planted changes found in time, by trends that can be published', () => {
    expect(outcome.planted).toHaveLength(10);
    expect(outcome.found).toEqual(outcome.planted);
  });

  it('has no more than one false trend in five that can be published', () => {
    expect(outcome.false.length).toBeLessThanOrEqual(outcome.published.length / 5);
  });

  it('has its traps named as what they are, and none published', () => {
    expect(outcome.traps).toEqual(TRAPS);
    expect(outcome.named).toEqual(TRAPS);
  });
});
