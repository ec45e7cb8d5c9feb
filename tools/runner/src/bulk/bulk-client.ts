import { messageOf } from '@landbridge/engines';
import { request, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isRecord } from '@landbridge/deployment';
import { reasonIn, Refused } from '../service-client.ts';
import type { TokenSource } from '../token-source.ts';
import { Reasons, type FieldError } from './reasons.ts';

/** What became of one line. */
export interface LineAnswer {
  readonly line: number;
  readonly status: 'accepted' | 'alreadyHeld' | 'rejected';
  /** Of the report, where it is held. */
  readonly id?: string;
  readonly revision?: number;
}

export interface BulkOutcome {
  accepted: number;
  alreadyHeld: number;
  rejected: number;
  readonly reasons: Reasons;
}

export interface BulkRequest {
  /** Base URL of ingestion. */
  readonly url: string;
  readonly tokens: TokenSource;
  readonly body: Readable;
  readonly headers: Readonly<Record<string, string>>;
  readonly onLine?: (answer: LineAnswer) => void;
}

export const NDJSON = { 'content-type': 'application/x-ndjson' };

/** Streams a body to the bulk door and reads the answers meanwhile, each only as fast as the other side takes it. */
export async function sendBulk({ url, tokens, body, headers, onLine }: BulkRequest): Promise<BulkOutcome> {
  const sending = request(`${url}/v1/reports/bulk`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${await tokens.token()}` },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sending.once('response', resolve);
    sending.once('error', reject);
  });
  // Who refuses a load does not read the rest of it: the answer says more than the broken pipe.
  const sent = pipeline(body, sending).then(
    () => undefined,
    (error: unknown) => error,
  );
  const answer = await answered.catch((error: unknown) => {
    throw new Error(`ingestion at ${url} did not answer the load: ${messageOf(error)}`);
  });
  if (answer.statusCode !== 200) {
    const text = await textOf(answer);
    sending.destroy();
    await sent;
    throw new Refused(answer.statusCode ?? 0, `The load was refused with ${answer.statusCode}: ${reasonIn(text)}`);
  }
  const outcome = await readAnswers(answer, onLine).catch((error: unknown) => {
    sending.destroy();
    throw error;
  });
  const failure = await sent;
  if (failure !== undefined) throw new Error(`The file could not be sent to its end: ${messageOf(failure)}`);
  return outcome;
}

async function readAnswers(answer: IncomingMessage, onLine: BulkRequest['onLine']): Promise<BulkOutcome> {
  const outcome: BulkOutcome = { accepted: 0, alreadyHeld: 0, rejected: 0, reasons: new Reasons() };
  let summary: Record<string, unknown> | undefined;
  for await (const text of createInterface({ input: answer, crlfDelay: Infinity })) {
    const said: unknown = JSON.parse(text);
    if (isRecord(said) && isRecord(said['summary'])) summary = said;
    else {
      const { errors, ...line } = lineIn(said);
      outcome[line.status]++;
      if (line.status === 'rejected') outcome.reasons.add(errors);
      onLine?.(line);
    }
  }
  if (summary?.['complete'] !== true) {
    const detail = summary?.['detail'];
    throw new Error(`The load was cut off. ${typeof detail === 'string' ? detail : 'What was answered is taken; send the whole again.'}`);
  }
  return outcome;
}

function lineIn(said: unknown): LineAnswer & { errors: FieldError[] } {
  if (!isRecord(said) || typeof said['line'] !== 'number' || !isStatus(said['status']))
    throw new Error('ingestion answered the load with a line that is neither an answer nor the summary.');
  const { line, status, id, revision, errors } = said;
  return {
    line,
    status,
    ...(typeof id === 'string' && { id }),
    ...(typeof revision === 'number' && { revision }),
    errors: Array.isArray(errors) ? errors.filter(isFieldError) : [],
  };
}

function isStatus(status: unknown): status is LineAnswer['status'] {
  return status === 'accepted' || status === 'alreadyHeld' || status === 'rejected';
}

function isFieldError(error: unknown): error is FieldError {
  return isRecord(error) && typeof error['pointer'] === 'string' && typeof error['detail'] === 'string';
}

async function textOf(answer: IncomingMessage): Promise<string> {
  answer.setEncoding('utf8');
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  return text;
}
