import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';

export interface Received {
  id: string;
  body: string;
  type: string;
  subject: string;
  revision: number;
  data: Record<string, unknown>;
  headers: Record<string, string>;
  at: number;
}

/** What a receiver answers: a status, with headers, after a while; or nothing at all. */
export type Reply = { status: number; headers?: Record<string, string>; after?: number } | 'nothing';

/** One webhook of a partner: does what a test tells it, and keeps what it got. */
export class Hook {
  readonly received: Received[] = [];
  reply: (received: Received) => Reply = () => ({ status: 204 });

  constructor(readonly url: string) {}

  of(subject: string): Received[] {
    return this.received.filter((received) => received.subject === subject);
  }

  /** `type revision` of what came for a subject, in order. */
  story(subject: string): string[] {
    return this.of(subject).map(({ type, revision }) => `${type} ${revision}`);
  }
}

/** A server of webhooks, each at a path of its own, so that no test gets what another one asked for. */
export class Receiver {
  host: string;
  private readonly hooks = new Map<string, Hook>();
  private server: Server;

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    receiver.server = createServer((request, response) => void receiver.take(request, response)).listen(0, '127.0.0.1');
    await new Promise((resolve) => receiver.server.once('listening', resolve));
    receiver.host = `127.0.0.1:${(receiver.server.address() as AddressInfo).port}`;
    return receiver;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  hook(): Hook {
    const path = `/hook-${this.hooks.size}`;
    const hook = new Hook(`http://${this.host}${path}`);
    this.hooks.set(path, hook);
    return hook;
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const { type, data } = JSON.parse(body) as { type: string; data: Record<string, unknown> };
    const received = {
      id: headers['webhook-id'] ?? '',
      body,
      type,
      subject: String(data['id']),
      revision: Number(data['revision']),
      data,
      headers,
      at: Date.now(),
    };
    const hook = this.hooks.get(request.url ?? '');
    hook?.received.push(received);
    const reply = hook?.reply(received) ?? { status: 404 };
    if (reply === 'nothing') return;
    // what is still to be answered when the tests have ended keeps nobody waiting
    if (reply.after) await sleep(reply.after, undefined, { ref: false });
    response.writeHead(reply.status, reply.headers).end();
  }
}

/** Whether the signature is good under the secret; a receiver does the same. */
export function isSignedWith(secret: string, { body, headers }: Received): boolean {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}
