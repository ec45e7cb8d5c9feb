import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { PassThrough, Readable } from 'node:stream';
import { TokenSource } from '../token-source.ts';
import { NDJSON, sendBulk, type LineAnswer } from './bulk-client.ts';

type Door = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const line = (answer: object) => `${JSON.stringify(answer)}\n`;
const summary = line({ summary: {}, complete: true });

describe('sendBulk', () => {
  let url: string;
  let door: Door;
  const server = createServer((request, response) => {
    if (request.url === '/oidc/token') response.end(JSON.stringify({ access_token: 'token', expires_in: 600 }));
    else void door(request, response);
  });
  const send = (body: Readable, onLine?: (answer: LineAnswer) => void) =>
    sendBulk({
      url,
      tokens: new TokenSource({ directoryUrl: url, clientId: 'one', clientSecret: 'x', scope: 'reports:write' }),
      body,
      headers: NDJSON,
      ...(onLine && { onLine }),
    });

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('reads answers while it still sends', async () => {
    const body = new PassThrough();
    door = async (request, response) => {
      let number = 0;
      for await (const _ of createInterface({ input: request }))
        response.write(line({ line: ++number, status: 'accepted', id: `r${number}`, revision: 1 }));
      response.end(summary);
    };
    body.write('{}\n');
    const seen: LineAnswer[] = [];
    const outcome = await send(body, (answer) => {
      seen.push(answer);
      // the next line is sent only when the first is answered
      if (answer.line === 1) body.end('{}\n');
    });
    expect(outcome).toMatchObject({ accepted: 2, alreadyHeld: 0, rejected: 0 });
    expect(seen[1]).toEqual({ line: 2, status: 'accepted', id: 'r2', revision: 1 });
  });

  it('counts what was held or rejected, with reasons', async () => {
    door = async (request, response) => {
      request.resume();
      response.write(line({ line: 1, status: 'alreadyHeld', id: 'r1', revision: 3 }));
      response.write(line({ line: 2, status: 'rejected', errors: [{ pointer: '/basis', detail: 'is missing.' }] }));
      response.end(summary);
      return Promise.resolve();
    };
    const outcome = await send(Readable.from(['{}\n{}\n']));
    expect(outcome).toMatchObject({ accepted: 0, alreadyHeld: 1, rejected: 1 });
    expect(outcome.reasons.list()).toEqual([{ reason: 'basis: is missing.', lines: 1 }]);
  });

  it('passes on why a load was refused, without sending the rest', async () => {
    door = (_request, response) => {
      response
        .writeHead(400, { connection: 'close' })
        .end(JSON.stringify({ title: 'The file cannot be taken', detail: 'Send a mapping.' }));
      return Promise.resolve();
    };
    const endless = Readable.from(
      (function* () {
        for (;;) yield '{}\n'.repeat(1000);
      })(),
    );
    await expect(send(endless)).rejects.toThrow('The load was refused with 400: The file cannot be taken: Send a mapping.');
    expect(endless.destroyed).toBe(true);
  });

  it.each([
    [
      'an answer without a summary',
      line({ line: 1, status: 'accepted', id: 'r1', revision: 1 }),
      'The load was cut off. What was answered is taken; send the whole again.',
    ],
    [
      'a load that stopped',
      line({ summary: {}, complete: false, detail: 'Something is away.' }),
      'The load was cut off. Something is away.',
    ],
  ])('fails for %s', async (_, answer, message) => {
    door = (request, response) => {
      request.resume();
      response.end(answer);
      return Promise.resolve();
    };
    await expect(send(Readable.from(['{}\n']))).rejects.toThrow(message);
  });
});
