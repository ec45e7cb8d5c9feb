import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { laneOf, LANES } from './chunk.ts';

it('spreads organisations over all lanes, and each is always in the same', () => {
  const ids = Array.from({ length: 500 }, () => randomUUID());
  expect(new Set(ids.map(laneOf)).size).toBe(LANES);
  expect(ids.map(laneOf)).toEqual(ids.map(laneOf));
  for (const id of ids) expect(laneOf(id)).toBeLessThan(LANES);
});
