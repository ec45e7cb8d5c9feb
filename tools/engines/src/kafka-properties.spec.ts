import { describe, expect, it } from '@jest/globals';
import { newClusterId } from './kafka-properties.ts';

describe('newClusterId', () => {
  it('is never taken for an option', () => {
    const ids = Array.from({ length: 2_000 }, newClusterId);
    expect(ids.filter((id) => !/^[A-Za-z0-9_][A-Za-z0-9_-]{21}$/.test(id))).toEqual([]);
  });
});
