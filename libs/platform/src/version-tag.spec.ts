import { describe, expect, it } from '@jest/globals';
import { Problem } from './problem.ts';
import { expectedVersion, requireVersion, versionTag } from './version-tag.ts';

function statusOf(work: () => void): number {
  try {
    work();
    return 200;
  } catch (error) {
    if (error instanceof Problem) return error.details.status;
    throw error;
  }
}

describe('If-Match', () => {
  it('is the ETag as it was given, or any', () => {
    expect(expectedVersion(versionTag(3))).toBe(3);
    expect(expectedVersion(' * ')).toBe('any');
  });

  it.each([
    [undefined, 428],
    ['3', 400],
    ['W/"3"', 400],
    ['"3", "4"', 400],
    ['"x"', 400],
    ['', 400],
  ])('%s is refused with %d', (header, status) => {
    expect(statusOf(() => expectedVersion(header))).toBe(status);
  });

  it('holds for that version only', () => {
    expect([3, 'any', 2].map((expected) => statusOf(() => requireVersion(expected as 3, 3)))).toEqual([200, 200, 412]);
  });
});
