import { expect, it } from '@jest/globals';
import { Bursts } from './bursts.ts';

it('tells ten of a kind one by one, and counts the rest until the minute ends', () => {
  const bursts = new Bursts();
  const knock = (kind: string, times: number) => Array.from({ length: times }, () => bursts.admit(kind)).filter(Boolean).length;
  expect(bursts.untold(60_000)).toEqual([]);
  expect([knock('401 GET /a', 25), knock('401 GET /b', 3)]).toEqual([10, 3]);
  expect(bursts.untold(61_000)).toEqual([]);
  expect(bursts.untold(120_000)).toEqual([['401 GET /a', 15]]);
  expect(knock('401 GET /a', 1)).toBe(1);
  expect(bursts.untold(Infinity)).toEqual([]);
});
