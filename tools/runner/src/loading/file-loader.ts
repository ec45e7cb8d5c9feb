import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sendBulk, type BulkOutcome } from '../bulk/bulk-client.ts';
import type { TokenSource } from '../token-source.ts';

export interface FileToLoad {
  readonly file: string;
  readonly format: 'csv' | 'ndjson';
  /** For CSV: how its columns become reports. */
  readonly mapping?: string | undefined;
}

/** By the ending of its name. */
export const formatOf = (file: string): FileToLoad['format'] => (extname(file).toLowerCase() === '.csv' ? 'csv' : 'ndjson');

/**
 * Looks at what is needed before anything is started.
 * @throws with a sentence on what is missing
 */
export function checkFile({ file, format, mapping }: FileToLoad): void {
  if (!existsSync(file) || !statSync(file).isFile()) throw new Error(`There is no file ${file}.`);
  if (format !== 'csv') return;
  if (mapping === undefined) throw new Error('A CSV file needs a mapping, such as --mapping samples/mappings/fbi-ucr.json.');
  if (!existsSync(mapping)) throw new Error(`There is no mapping ${mapping}.`);
  try {
    JSON.parse(readFileSync(mapping, 'utf8'));
  } catch {
    throw new Error(`The mapping ${mapping} is not JSON.`);
  }
}

/** Loads a file as one organisation. @param onProgress with the bytes that have been sent, of how many, and the lines that are answered */
export async function loadFile(
  source: FileToLoad,
  url: string,
  tokens: TokenSource,
  onProgress: (sent: number, size: number, answered: number) => void,
): Promise<BulkOutcome> {
  const { size } = statSync(source.file);
  let sent = 0;
  let answered = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sent += chunk.length;
      onProgress(sent, size, answered);
      done(null, chunk);
    },
  });
  const body = createReadStream(source.file);
  body.once('error', (error) => counted.destroy(error));
  const onLine = () => onProgress(sent, size, ++answered);
  return sendBulk({ url, tokens, body: body.pipe(counted), headers: await headersOf(source), onLine });
}

async function headersOf({ file, format, mapping }: FileToLoad): Promise<Record<string, string>> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(file), digest);
  const known = { 'landbridge-file-digest': digest.digest('hex') };
  if (format !== 'csv' || mapping === undefined) return { 'content-type': 'application/x-ndjson', ...known };
  const text = JSON.stringify(JSON.parse(readFileSync(mapping, 'utf8')));
  return { 'content-type': 'text/csv', 'landbridge-mapping': Buffer.from(text).toString('base64url'), ...known };
}
