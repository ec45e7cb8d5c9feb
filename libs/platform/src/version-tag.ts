import { Problem } from './problem.ts';

/** Which version a change is made to; `any` where the caller does not mind. */
export type ExpectedVersion = number | 'any';

export const IF_MATCH = { name: 'if-match', required: true, description: 'ETag of the version that you change, or *.' } as const;

/** The ETag of a version (RFC 9110, 8.8.3). */
export function versionTag(version: number): string {
  return `"${version}"`;
}

/**
 * Reads If-Match.
 * @throws Problem 400 for what is no tag of ours, 428 when it is missing
 */
export function expectedVersion(header: string | undefined): ExpectedVersion {
  if (header === undefined)
    throw new Problem({
      type: 'precondition-required',
      status: 428,
      title: 'Say which version you change',
      detail: 'Send the ETag of the version that you read in If-Match, so that nobody else’s change is lost.',
    });
  if (header.trim() === '*') return 'any';
  const [, version] = /^\s*"(\d{1,9})"\s*$/.exec(header) ?? [];
  if (version === undefined)
    throw new Problem({
      type: 'malformed-precondition',
      status: 400,
      title: 'If-Match cannot be read',
      detail: 'If-Match is one ETag as it was given, such as "3".',
    });
  return Number(version);
}

/** @throws Problem 412 */
export function requireVersion(expected: ExpectedVersion, version: number): void {
  if (expected === 'any' || expected === version) return;
  throw new Problem({
    type: 'version-mismatch',
    status: 412,
    title: 'There is another version',
    detail: 'Somebody changed it in the meantime. GET it, and send the change again with its ETag in If-Match.',
  });
}
