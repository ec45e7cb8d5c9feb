import { Problem } from '@landbridge/platform';
import type { Case } from './decisions.ts';

export const IF_MATCH = {
  name: 'if-match',
  required: true,
  description: 'ETag of the assessment that you read (GET /v1/trends/{id}/assessment), or *.',
} as const;

/** The ETag of a case (RFC 9110, 8.8.3): a revision by evaluation makes another one, and so does an act of a colleague. */
export function stateTag({ trend, assessment }: Case): string {
  return `"${trend.revision}-${assessment.version}"`;
}

/** @throws Problem 400 for what is no tag of ours, 428 where it is missing, 412 where the case has changed */
export function requireMatch(header: string | undefined, current: Case): void {
  if (header === undefined)
    throw new Problem({
      type: 'precondition-required',
      status: 428,
      title: 'Say which state you decide on',
      detail: 'Send the ETag of the assessment that you read in If-Match, so that you decide on what you saw.',
    });
  if (header.trim() === '*') return;
  if (!/^\s*"\d{1,9}-\d{1,9}"\s*$/.test(header))
    throw new Problem({
      type: 'malformed-precondition',
      status: 400,
      title: 'If-Match cannot be read',
      detail: 'If-Match is one ETag as the assessment was given with, such as "3-5".',
    });
  if (header.trim() !== stateTag(current))
    throw new Problem({
      type: 'version-mismatch',
      status: 412,
      title: 'It has changed since',
      detail: 'The trend or its assessment has changed since you read it. GET the assessment, and decide again with its ETag in If-Match.',
    });
}
