import { isRecord } from '@landbridge/deployment';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';

export interface Received {
  /** The same for each attempt at one delivery. */
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly revision: number;
  readonly data: Record<string, unknown>;
  readonly body: string;
  readonly headers: Record<string, string>;
}

/** A subscriber's webhook, which takes everything and keeps it. */
export class Receiver {
  readonly received: Received[] = [];
  private readonly server: Server;

  /** @param answersAfter milliseconds that it keeps a sender waiting */
  static async start(answersAfter = 0): Promise<Receiver> {
    const receiver = new Receiver(answersAfter);
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  private constructor(answersAfter: number) {
    this.server = createServer((request, response) => {
      this.take(request)
        .then(() => sleep(answersAfter))
        .then(
          () => response.writeHead(204).end(),
          () => response.writeHead(400).end(),
        );
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** What came for each subject, attempts at the same delivery once. */
  bySubject(): Map<string, Received[]> {
    const once = new Map(this.received.map((received) => [received.id, received]));
    return Map.groupBy(once.values(), ({ subject }) => subject);
  }

  private async take(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const parsed: unknown = JSON.parse(body);
    if (!isRecord(parsed) || !isRecord(parsed['data'])) throw new Error('A delivery has no data.');
    const { type, data } = parsed;
    const id = headers['webhook-id'] ?? '';
    this.received.push({ id, type: String(type), subject: String(data['id']), revision: Number(data['revision']), data, body, headers });
  }
}

/** Whether the signature is good under the secret, as any receiver of Standard Webhooks checks it. */
export function isSignedWith(secret: string, { body, headers }: Received): boolean {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}
