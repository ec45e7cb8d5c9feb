import { Problem } from '@landbridge/platform';
import type { ExpectedRevision } from './reports.service.ts';

/** The ETag of a revision (RFC 9110, 8.8.3). */
export function entityTag(revision: number): string {
  return `"${revision}"`;
}

/**
 * Reads If-Match.
 * @throws Problem 400 for what is no tag of ours, 428 where one is needed and missing
 */
export function expectedRevision(header: string | undefined, need: 'required' | 'optional'): ExpectedRevision {
  if (header === undefined) {
    if (need === 'optional') return 'any';
    throw new Problem({
      type: 'precondition-required',
      status: 428,
      title: 'Say which revision you change',
      detail: 'Send the ETag of the revision that you read in If-Match, so that nobody else’s change is lost.',
    });
  }
  if (header.trim() === '*') return 'any';
  const [, revision] = /^\s*"(\d{1,9})"\s*$/.exec(header) ?? [];
  if (revision === undefined)
    throw new Problem({
      type: 'malformed-precondition',
      status: 400,
      title: 'If-Match cannot be read',
      detail: 'If-Match is one ETag as it was given, such as "3".',
    });
  return Number(revision);
}
