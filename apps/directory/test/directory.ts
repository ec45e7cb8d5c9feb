import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topicName } from '@landbridge/contracts';
import { portsOf } from '@landbridge/engines';
import { testEngines, testKafka, type TestEngines } from '@landbridge/engines/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Agent, fetch, type Response } from 'undici';
import { startDirectory } from './start.ts';

export const AUDIENCE = 'https://landbridge.network';
/** Where the console gets people back. */
export const CONSOLE = 'http://127.0.0.1:4712/callback';

export interface Answer {
  status: number;
  headers: Response['headers'];
  body: Record<string, unknown>;
}

/** One directory of its own on the test's engines: its namespace, its secrets, its keys. It can be stopped and started again. */
export class TestDirectory {
  readonly folder = mkdtempSync(join(tmpdir(), 'landbridge-directory-'));
  readonly namespace = `test-${randomBytes(6).toString('hex')}`;
  readonly secrets = new Map(['operator', 'directory', 'ingestion'].map((name) => [name, randomBytes(32).toString('base64url')]));
  /** What directory told whoever started it. */
  readonly printed: string[] = [];
  app: NestFastifyApplication;
  url: string;
  private engines: TestEngines;
  private readonly connections = new Agent();

  static async start(): Promise<TestDirectory> {
    const directory = new TestDirectory();
    mkdirSync(directory.secretsFolder);
    writeFileSync(directory.clockFile, '0');
    for (const [name, secret] of directory.secrets) writeFileSync(join(directory.secretsFolder, name), secret, { mode: 0o600 });
    directory.engines = await testEngines();
    const { port } = await portsOf(join(directory.folder, 'ports.json'), ['port'], false);
    directory.url = `http://127.0.0.1:${port}`;
    await directory.run();
    return directory;
  }

  /** Starts the service; again after `app.close()`. */
  async run(): Promise<void> {
    this.app = await startDirectory(this.environment(), { say: (line) => void this.printed.push(line) });
  }

  /** What directory must read to start. */
  environment(): Record<string, string> {
    return {
      ...this.network(),
      PORT: new URL(this.url).port,
      PUBLIC_URL: this.url,
      CLIENT_SECRET_FILE: join(this.secretsFolder, 'directory'),
      SERVICE_SECRETS_DIR: this.secretsFolder,
      CLOCK_FILE: this.clockFile,
      CONSOLE_REDIRECT_URIS: CONSOLE,
      SIGN_IN_PROVIDER_ALLOWED_HOSTS: '127.0.0.1',
      TRUSTED_PROXIES: '127.0.0.1',
    };
  }

  /** What another service of the network must read to start. */
  environmentOf(service: string): Record<string, string> {
    const nowhere = { PORT: '0', PUBLIC_URL: 'http://127.0.0.1:1' };
    return { ...this.network(), ...nowhere, CLIENT_SECRET_FILE: join(this.secretsFolder, service) };
  }

  private network(): Record<string, string> {
    return {
      NAMESPACE: this.namespace,
      PARTITIONS: '4',
      GATHER_MS: '250',
      ...this.engines.environment,
      DIRECTORY_URL: this.url,
      LOG_LEVEL: 'error',
    };
  }

  async stop(): Promise<void> {
    await this.connections.destroy();
    await this.app.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async askToken(clientId: string, secret: string, form: Record<string, string>): Promise<Answer> {
    const basic = Buffer.from(`${clientId}:${encodeURIComponent(secret)}`).toString('base64');
    const answer = await fetch(`${this.url}/oidc/token`, {
      method: 'POST',
      dispatcher: this.connections,
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: AUDIENCE, ...form }),
    });
    return read(answer);
  }

  async token(clientId: string, scope: string, secret = this.secrets.get(clientId) ?? ''): Promise<string> {
    const { body } = await this.askToken(clientId, secret, { scope });
    if (typeof body['access_token'] !== 'string') throw new Error(`No token: ${JSON.stringify(body)}`);
    return body['access_token'];
  }

  async call(
    token: string | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      dispatcher: this.connections,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return read(answer);
  }

  /** All records of `organisations` in their order, or what is left of them when each key's last one counts. */
  async published(enough: (records: Published[]) => boolean): Promise<Published[]> {
    const kafka = testKafka(this.engines.kafkaBrokers);
    const consumer = kafka.consumer({ groupId: `${this.namespace}.test.${randomBytes(4).toString('hex')}` });
    const records: Published[] = [];
    await consumer.connect();
    await consumer.subscribe({ topic: topicName(this.namespace, 'organisations'), fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`Only ${records.length} records came.`)), 20_000);
      const eachMessage = ({ message }: { message: { key: Buffer | null; value: Buffer | null; headers?: Record<string, unknown> } }) => {
        const state = JSON.parse(String(message.value)) as Record<string, unknown>;
        records.push({
          key: String(message.key),
          type: String(message.headers?.['ce_type']),
          revision: Number(String(message.headers?.['ce_revision'])),
          state,
        });
        if (!enough(records)) return Promise.resolve();
        clearTimeout(timer);
        resolve();
        return Promise.resolve();
      };
      consumer.run({ eachMessage }).catch(reject);
    }).finally(() => consumer.disconnect());
    return records;
  }

  /** All that lies in directory's database, as text. */
  async everythingStored(): Promise<string> {
    const connection = this.app.get<Connection>(getConnectionToken());
    const collections = (await connection.db?.collections()) ?? [];
    return JSON.stringify(await Promise.all(collections.map((collection) => collection.find().toArray())));
  }

  /** Puts a record of somebody else's making on `organisations`. */
  async publish(key: string, value: string | null): Promise<void> {
    const producer = testKafka(this.engines.kafkaBrokers).producer();
    await producer.connect();
    await producer.send({ topic: topicName(this.namespace, 'organisations'), messages: [{ key, value }] });
    await producer.disconnect();
  }

  /** Milliseconds by which its clock is moved. */
  get clockFile(): string {
    return join(this.folder, 'clock');
  }

  private get secretsFolder(): string {
    return join(this.folder, 'secrets');
  }
}

export interface Published {
  key: string;
  type: string;
  revision: number;
  state: Record<string, unknown>;
}

async function read(answer: Response): Promise<Answer> {
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

/** Waits until something is so; a test that waits in vain says for what. */
export async function until(what: string, isSo: () => Promise<boolean> | boolean, milliseconds = 15_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`It did not happen that ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
