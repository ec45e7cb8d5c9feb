import { Readable } from 'node:stream';
import { Problem } from '@landbridge/platform';
import type { FastifyRequest } from 'fastify';
import { readJson, Unreadable } from '../reports/plain-json.ts';
import { HeaderMismatch } from '../mappings/mapped-file.ts';
import { type CsvMapping, readMapping } from '../mappings/mapping.ts';
import { openCsv } from './csv-rows.ts';
import { linesOf } from './lines.ts';
import { ndjsonRows } from './ndjson-rows.ts';
import { LINE_LIMIT, type Row } from './row.ts';

/** Content types that are passed on as they stream in. */
export const NDJSON = 'application/x-ndjson';
export const CSV = 'text/csv';
export const MAPPING_HEADER = 'landbridge-mapping';
export const DIGEST_HEADER = 'landbridge-file-digest';

type BulkRequest = Pick<FastifyRequest, 'headers' | 'body'>;

/**
 * The rows of a bulk request. Of a CSV file the header has been read when this returns, so that a file that does not fit is refused whole.
 * @throws Problem 400, 415
 */
export async function rowsOf(request: BulkRequest): Promise<AsyncIterable<Row[]>> {
  const { body, headers } = request;
  const encoding = headers['content-encoding'];
  if (!(body instanceof Readable) || (encoding !== undefined && encoding !== 'identity')) throw wrongType();
  // the body outlives whoever reads it: what is refused early is still answered
  const lines = linesOf(body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>, LINE_LIMIT);
  const digest = digestOf(request);
  if (headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() !== CSV) return ndjsonRows(lines, digest);
  const mapping = mappingOf(request);
  if (mapping.identity === 'row' && digest === undefined)
    throw badFile(
      `The mapping knows a row by its file and line: send the SHA-256 of the file, 64 hexadecimal digits, in ${DIGEST_HEADER}.`,
    );
  try {
    return (await openCsv(lines, mapping, digest ?? '')).rows;
  } catch (error) {
    await lines.return(undefined);
    body.resume();
    if (error instanceof HeaderMismatch) throw badFile(error.message);
    throw error;
  }
}

function digestOf({ headers }: BulkRequest): string | undefined {
  const header = headers[DIGEST_HEADER];
  if (header === undefined) return undefined;
  const [, digest] = /^(?:sha256:)?([0-9a-f]{64})$/.exec(String(header).trim().toLowerCase()) ?? [];
  if (digest === undefined) throw badFile(`${DIGEST_HEADER} is the SHA-256 of the file: 64 hexadecimal digits.`);
  return digest;
}

function mappingOf({ headers }: BulkRequest): CsvMapping {
  const header = headers[MAPPING_HEADER];
  if (header === undefined)
    throw badFile(`A CSV file needs a mapping: send it as base64url of its JSON in ${MAPPING_HEADER}. Its format stands in /openapi.json.`);
  const read = readMapping(decoded(String(header)));
  if ('mapping' in read) return read.mapping;
  throw new Problem({
    type: 'bad-mapping',
    status: 400,
    title: 'The mapping is not valid',
    detail: 'Nothing was taken. See errors for each part of the mapping.',
    errors: read.errors,
  });
}

function decoded(header: string): unknown {
  try {
    return readJson(Buffer.from(header, 'base64url'));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw badFile(`${MAPPING_HEADER} is not JSON in base64url: ${error.message}`);
  }
}

function badFile(detail: string): Problem {
  return new Problem({ type: 'bad-file', status: 400, title: 'The file cannot be taken as it is', detail: `Nothing was taken. ${detail}` });
}

export function wrongType(): Problem {
  return new Problem({
    type: 'unsupported-media-type',
    status: 415,
    title: 'This content type is not read here',
    detail: `Many reports are ${NDJSON} or ${CSV}, without content encoding, to POST /v1/reports/bulk; one report is application/json to POST /v1/reports.`,
  });
}
