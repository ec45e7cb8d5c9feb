import { readJson, Unreadable } from '../reports/plain-json.ts';
import type { Line } from './lines.ts';
import { fileIdentity, type Row, type RowContent, TOO_LONG } from './row.ts';

/**
 * Reads the lines of an NDJSON body; empty ones are left out.
 * @param digest SHA-256 of the file in hex, where lines without external ids are to be known by the file and their line
 */
export async function* ndjsonRows(lines: AsyncIterable<Line[]>, digest: string | undefined): AsyncGenerator<Row[]> {
  for await (const batch of lines) yield batch.flatMap((line) => (isBlank(line.bytes) ? [] : [readLine(line, digest)]));
}

function readLine({ number, bytes }: Line, digest: string | undefined): Row {
  return { line: number, bytes, content: bytes ? readContent(bytes, number, digest) : TOO_LONG };
}

function readContent(bytes: Buffer, line: number, digest: string | undefined): RowContent {
  try {
    const plain = readJson(bytes);
    if (digest !== undefined && typeof plain === 'object' && plain !== null && !Array.isArray(plain) && !('externalIds' in plain))
      return { plain: { ...plain, externalIds: [fileIdentity(digest, line)] } };
    return { plain };
  } catch (error) {
    if (error instanceof Unreadable) return { errors: [{ pointer: '', detail: error.message }] };
    throw error;
  }
}

const isBlank = (bytes: Buffer | undefined) => bytes !== undefined && bytes.length < 100 && bytes.toString('latin1').trim() === '';
