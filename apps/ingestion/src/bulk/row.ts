import type { Violation } from '@landbridge/contracts';

/** One entry of a bulk body: a line of NDJSON, a row of CSV. */
export interface Row {
  /** Where it begins, counted from 1. */
  readonly line: number;
  /** As it came; `undefined` where it was too long to keep. */
  readonly bytes: Buffer | undefined;
  readonly content: RowContent;
}

export type RowContent =
  /** To be judged as a report. */
  | { readonly plain: unknown }
  /** No report can be read from it. */
  | { readonly errors: readonly Violation[] };

/** A report is at most 64 kB, on a line of its own as well. */
export const LINE_LIMIT = 64 * 1024;

export const TOO_LONG: RowContent = {
  errors: [{ pointer: '', detail: `The line is longer than ${LINE_LIMIT} bytes. Shorten the narrative, or put one report on each line.` }],
};

/** What a report is known by when its organisation gave no id: the file's digest and the line. */
export function fileIdentity(digest: string, line: number): string {
  return `sha256:${digest}:${line}`;
}
