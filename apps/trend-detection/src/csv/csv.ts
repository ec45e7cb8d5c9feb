import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';

export const FORMATS = ['json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

export const CSV = 'text/csv; charset=utf-8; header=present';

/** @param format asked for by name; where it is left out, `Accept` decides */
export function formatOf(format: Format | undefined, accept = ''): Format {
  return format ?? (accept.includes('text/csv') && !accept.includes('json') ? 'csv' : 'json');
}

/** RFC 4180 with a header. What a spreadsheet would take for a formula is quoted. */
export function csvOf(rows: readonly object[], columns: readonly string[]): string {
  return stringify([...rows], { header: true, columns: [...columns], record_delimiter: 'windows', escape_formulas: true });
}

/** What somebody asks an answer in. */
export interface Asked {
  readonly format: Format | undefined;
  readonly accept: string | undefined;
}

/** The answer itself, or as CSV under a file name. */
export function answerIn<T>(
  reply: FastifyReply,
  { format, accept }: Asked,
  name: string,
  answer: T,
  csv: (answer: T) => string,
): T | string {
  void reply.header('vary', 'accept');
  if (formatOf(format, accept) === 'json') return answer;
  void reply.headers({ 'content-type': CSV, 'content-disposition': `attachment; filename="${name}.csv"` });
  return csv(answer);
}
