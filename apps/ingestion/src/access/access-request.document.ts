import type { UsePurpose } from '@landbridge/contracts';
import type { Grant } from '@landbridge/sharing';

/** `lapsed`: the report was withdrawn. */
export const ACCESS_STATES = ['open', 'granted', 'refused', 'revoked', 'taken-back', 'lapsed'] as const;
export type AccessState = (typeof ACCESS_STATES)[number];

/** One organisation asks the owner of a report for access to it. */
export interface AccessRequestDocument {
  readonly _id: string;
  readonly report: string;
  readonly requester: string;
  readonly owner: string;
  readonly purpose: UsePurpose;
  readonly state: AccessState;
  /** What was granted. */
  readonly level?: Grant['level'];
  /** Of the request: 1 when it was made, one more with each change. */
  readonly revision: number;
  /** RFC 3339. */
  readonly askedAt: string;
  readonly changedAt: string;
  /** Why, in words, sealed under the report's key, until the report is purged. */
  readonly reason?: Buffer;
  /** What the owner wrote back, sealed in the same way. */
  readonly note?: Buffer;
}

/** What words of a request are sealed for. */
export const wordsOf = (request: string, which: 'reason' | 'note') => `access:${request}:${which}`;
