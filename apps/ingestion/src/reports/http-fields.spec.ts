import { describe, expect, it } from '@jest/globals';
import { Problem } from '@landbridge/platform';
import { addressOf } from '../http/page-link.ts';
import { entityTag, expectedRevision } from './entity-tag.ts';

const statusOf = (act: () => unknown) => {
  try {
    act();
    return 200;
  } catch (error) {
    return error instanceof Problem ? error.details.status : 500;
  }
};

describe('If-Match', () => {
  it('is the tag of a revision, or any', () => {
    expect(expectedRevision(entityTag(7), 'required')).toBe(7);
    expect(expectedRevision('*', 'required')).toBe('any');
    expect(expectedRevision(undefined, 'optional')).toBe('any');
  });

  it.each([[undefined, 428], ['7', 400], ['W/"7"', 400], ['"7", "8"', 400], ['""', 400]])('is refused as %s', (header, status) => {
    expect(statusOf(() => expectedRevision(header, 'required'))).toBe(status);
  }); // prettier-ignore
});

describe('the address of the next page', () => {
  it('holds its cursor in the place of the one before', () => {
    expect(addressOf('/v1/reports?limit=5&cursor=old&corridor=RO%3EIT', 'new')).toBe('/v1/reports?limit=5&cursor=new&corridor=RO%3EIT');
  });
});
