import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { WireEvent } from '../wire.ts';
import { laneOf, LANES, pack, unpack } from './chunk.ts';

it('spreads organisations over all lanes, and each is always in the same', () => {
  const ids = Array.from({ length: 500 }, () => randomUUID());
  expect(new Set(ids.map(laneOf)).size).toBe(LANES);
  expect(ids.map(laneOf)).toEqual(ids.map(laneOf));
  for (const id of ids) expect(laneOf(id)).toBeLessThan(LANES);
});

it('gives back the events that were packed', () => {
  const event = fc.record({
    topic: fc.constant('reports' as const),
    key: fc.string({ unit: 'grapheme' }),
    headers: fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.string({ unit: 'grapheme' })),
    value: fc.json(),
  });
  fc.assert(
    fc.property(fc.array(event), (events) => {
      expect(unpack(pack(events as unknown as WireEvent[]))).toEqual(events);
    }),
  );
});
