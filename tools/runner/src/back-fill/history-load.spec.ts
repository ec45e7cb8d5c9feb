import { describe, expect, it } from '@jest/globals';
import type { BulkOutcome } from '../bulk/bulk-client.ts';
import { Reasons } from '../bulk/reasons.ts';
import { Refused } from '../service-client.ts';
import { sendHistory } from './history-load.ts';

const OUTCOME: BulkOutcome = { accepted: 1, alreadyHeld: 2, rejected: 0, reasons: new Reasons() };
const FAST = { pauseMs: 1, stillMs: 60 };

describe('sendHistory', () => {
  it.each([
    ['is cut off', new Error('The load was cut off.')],
    ['meets a service that is away', new Refused(503, 'Not ready.')],
    ['is too fast', new Refused(429, 'Too many.')],
  ])('sends it again when it %s, and says why', async (_, failure) => {
    const told: string[] = [];
    let times = 0;
    const load = () => (++times < 3 ? Promise.reject(failure) : Promise.resolve(OUTCOME));
    expect(await sendHistory(load, (why) => told.push(why), FAST)).toBe(OUTCOME);
    expect(told).toEqual([failure.message, failure.message]);
  });

  it('gives up at once on a load that is not good', async () => {
    let times = 0;
    const load = () => Promise.reject(new Refused(400, `Bad, time ${++times}.`));
    await expect(sendHistory(load, () => undefined, FAST)).rejects.toThrow('Bad, time 1.');
  });

  it('gives up when it gets no further, however often it begins', async () => {
    const load = (onAnswered: (lines: number) => void) => {
      onAnswered(7);
      return Promise.reject(new Error('Cut off.'));
    };
    await expect(sendHistory(load, () => undefined, FAST)).rejects.toThrow('The load does not get further than 7 lines: Cut off.');
  });

  it('does not give up while it gets further', async () => {
    let lines = 0;
    const load = (onAnswered: (lines: number) => void) => {
      onAnswered(++lines);
      return lines < 80 ? Promise.reject(new Error('Cut off.')) : Promise.resolve(OUTCOME);
    };
    expect(await sendHistory(load, () => undefined, { pauseMs: 2, stillMs: 100 })).toBe(OUTCOME);
  });
});
