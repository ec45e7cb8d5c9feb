import { expect, it } from '@jest/globals';
import { Bursts } from './bursts.ts';

it('tells ten of a kind one by one, and counts the rest until the minute ends', () => {
  const bursts = new Bursts<{ route: string; by: string }>();
  const knock = (route: string, by: string, times: number) =>
    Array.from({ length: times }, () => bursts.admit({ route, by })).filter(Boolean).length;
  expect(bursts.untold(60_000)).toEqual([]);
  expect([knock('/a', 'one', 25), knock('/b', 'one', 3), knock('/a', 'two', 1)]).toEqual([10, 3, 1]);
  expect(bursts.untold(61_000)).toEqual([]);
  expect(bursts.untold(120_000)).toEqual([{ kind: { route: '/a', by: 'one' }, count: 15 }]);
  expect(knock('/a', 'one', 1)).toBe(1);
  expect(bursts.untold(Infinity)).toEqual([]);
});
