import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { isRecord } from '@landbridge/deployment';

const LARGEST_BODY = 64 * 1024;

/** Receives webhooks on this machine as a partner would: looks at each signature, and at each id once. */
export class WebhookReceiver {
  readonly url: string;
  /** `host:port`, for WEBHOOK_ALLOWED_HOSTS. */
  readonly host: string;
  /** Requests that no secret of ours has signed. */
  unsigned = 0;
  private readonly server: Server;
  private readonly secrets: Webhook[] = [];
  private readonly ids = new Set<string>();
  private readonly told = new Set<string>();

  /** @param at `host:port` by which a notification on another machine reaches this one; without it only this machine does. */
  static listen(at?: string): Promise<WebhookReceiver> {
    const server = createServer();
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(at === undefined ? 0 : portIn(at), at === undefined ? '127.0.0.1' : '0.0.0.0', () => {
        const address = server.address();
        if (address === null || typeof address === 'string') reject(new Error('The receiver of webhooks has no port.'));
        else resolve(new WebhookReceiver(server, at ?? `127.0.0.1:${address.port}`));
      });
    });
  }

  private constructor(server: Server, host: string) {
    this.server = server;
    this.host = host;
    this.url = `http://${this.host}/webhooks`;
    server.on('request', (request, response) => void this.answer(request, response));
  }

  /** Deliveries received, each id once. */
  get deliveries(): number {
    return this.ids.size;
  }

  /** Ids of the reports or trends that deliveries told of. */
  get subjects(): ReadonlySet<string> {
    return this.told;
  }

  trust(secret: string): void {
    this.secrets.push(new Webhook(secret));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request).catch(() => undefined);
    if (body === undefined) {
      response.writeHead(413).end();
      return;
    }
    const id = request.headers['webhook-id'];
    const said = this.verified(body, request);
    if (said === undefined || typeof id !== 'string') {
      this.unsigned++;
      response.writeHead(401).end();
      return;
    }
    this.ids.add(id);
    if (isRecord(said) && isRecord(said['data']) && typeof said['data']['id'] === 'string') this.told.add(said['data']['id']);
    response.writeHead(204).end();
  }

  private verified(body: string, { headers }: IncomingMessage): unknown {
    const named = (name: string) => String(headers[name] ?? '');
    const signed = Object.fromEntries(['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, named(name)]));
    for (const secret of this.secrets)
      try {
        return secret.verify(body, signed);
      } catch {
        // another secret may fit
      }
    return undefined;
  }
}

function portIn(at: string): number {
  const port = /^[^\s:]+:(\d{1,5})$/.exec(at)?.[1];
  if (port === undefined) throw new Error(`"${at}" is not host:port.`);
  return Number(port);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new RangeError('The body is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
