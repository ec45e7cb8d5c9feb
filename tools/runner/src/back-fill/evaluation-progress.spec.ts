import { describe, expect, it } from '@jest/globals';
import { Refused } from '../service-client.ts';
import { type EvaluationProgress, progressWords, untilEvaluated } from './evaluation-progress.ts';

const DONE: EvaluationProgress = {
  unsent: 0,
  lag: 0,
  counted: 100,
  dirty: 0,
  making: { audiences: 0, done: 0, total: 0 },
  settled: true,
};
const at = (over: Partial<EvaluationProgress>): EvaluationProgress => ({ ...DONE, settled: false, ...over });
const FAST = { pollMs: 1, stillMs: 50 };

describe('progressWords', () => {
  it.each([
    [{ unsent: 2, lag: 5 }, /^2 chunks of reports on the way to Kafka$/],
    [{ lag: 300 }, /25% {2}100 of 400 reports counted$/],
    [{ lag: NaN }, /100 of 100 reports counted$/],
    [{ dirty: 8, making: { audiences: 2, done: 50, total: 200 } }, /25% {2}50 of 200 series evaluated for 2 audiences$/],
    [{ dirty: 8 }, /^8 counters to be evaluated$/],
    [{ making: { audiences: 1, done: 200, total: 200 } }, /^200 series evaluated; telling changes from chance for 1 audience$/],
    [{}, /^finishing$/],
  ])('of %j', (over, said) => {
    expect(progressWords(at(over))).toMatch(said);
  });
});

describe('untilEvaluated', () => {
  it('waits until all is sent, counted and evaluated, and says how far it is', async () => {
    const looks = [at({ unsent: 1, settled: true }), at({ lag: 3 }), at({ dirty: 4 }), DONE];
    const said: string[] = [];
    const look = () => Promise.resolve(looks.shift() ?? at({}));
    expect(await untilEvaluated(look, { say: (text) => said.push(text) }, FAST)).toBe(DONE);
    expect(said).toHaveLength(3);
  });

  it('asks again where a service is away for a moment, and not where it refuses to answer', async () => {
    const looks = [() => Promise.reject(new Error('got no answer')), () => Promise.resolve(DONE)];
    const look = () => looks.shift()?.() ?? Promise.resolve(at({}));
    expect(await untilEvaluated(look, { say: () => undefined }, FAST)).toBe(DONE);
    const refused = () => Promise.reject(new Refused(403, 'Not allowed.'));
    await expect(untilEvaluated(refused, { say: () => undefined }, FAST)).rejects.toThrow('Not allowed.');
  });

  it('says what is stuck when nothing moves', async () => {
    const look = () => Promise.resolve(at({ dirty: 4 }));
    await expect(untilEvaluated(look, { say: () => undefined }, FAST)).rejects.toThrow('4 counters to be evaluated');
  });
});
