import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { toHeaders, topicName, type OrganisationState, type PersonRole, type TopicName } from '@landbridge/contracts';
import { portsOf, Program } from '@landbridge/engines';
import { testEngines, testKafka, type TestEngines } from '@landbridge/engines/testing';
import { FakeDirectory } from '@landbridge/platform/testing';
import type { Consumer, Kafka, Message } from 'kafkajs';
import { mongo } from 'mongoose';
import { Member } from './member.ts';

const APP = join(import.meta.dirname, '..');
const PARTITIONS = 4;
const SCOPE = 'reports:read reports:write';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  /** The body as JSON. */
  readonly body: Record<string, unknown>;
}

/** Ingestion as a process of its own on the test's engines, in a namespace of its own, with a stand-in for directory. */
export class TestService {
  readonly namespace = `test-${randomBytes(6).toString('hex')}`;
  readonly instance: Program;
  private readonly consumers: Consumer[] = [];
  private readonly client: mongo.MongoClient;

  private constructor(
    readonly folder: string,
    readonly directory: FakeDirectory,
    readonly url: string,
    private readonly engines: TestEngines & { credentials?: string },
    bundle: string,
    over: Record<string, string>,
  ) {
    writeFileSync(join(this.folder, 'secret'), randomBytes(32).toString('base64url'), { mode: 0o600 });
    writeFileSync(join(this.folder, 'network-key'), randomBytes(32).toString('base64'), { mode: 0o600 });
    this.moveClock(0);
    this.client = new mongo.MongoClient(engines.mongodbUri);
    this.instance = new Program({
      name: 'ingestion',
      command: process.execPath,
      args: ['--enable-source-maps', '--max-semi-space-size=16', '--disable-warning=TimeoutNegativeWarning', bundle],
      cwd: this.folder,
      env: { PATH: process.env['PATH'], ...this.environment(), ...over },
      logFile: join(this.folder, 'log'),
      markFile: join(this.folder, 'mark.json'),
      outlives: false,
    });
  }

  /**
   * @param over what its environment has besides
   * @param engines those of the test run, where it brings none of its own
   */
  static async start(over: Record<string, string> = {}, engines?: TestEngines & { credentials?: string }): Promise<TestService> {
    // bundled as the runner does it
    await promisify(execFile)(process.execPath, ['--conditions=@landbridge/source', '../../tools/runner/src/build.ts'], { cwd: APP });
    const folder = mkdtempSync(join(tmpdir(), 'landbridge-ingestion-'));
    const { port } = await portsOf(join(folder, 'ports.json'), ['port'], false);
    const bundle = join(APP, 'dist/js/main.js');
    const service = new TestService(
      folder,
      await FakeDirectory.start('ingestion'),
      `http://127.0.0.1:${port}`,
      engines ?? (await testEngines()),
      bundle,
      over,
    );
    service.directory.onReplay = (generation) => service.completeReplay(generation);
    await service.run();
    return service;
  }

  /** Starts the service, again after it was killed, and waits until it is ready. */
  async run(): Promise<void> {
    await this.instance.start();
    await until(
      'ingestion is ready',
      async () => {
        if (!this.instance.running) throw new Error(this.instance.lastWords());
        return (await this.send('GET', '/health/ready').catch(() => undefined))?.status === 200;
      },
      60_000,
    );
  }

  async stop(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.disconnect()));
    await this.instance.stop();
    await this.client.close();
    this.directory.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Milliseconds from now. */
  moveClock(offset: number): void {
    writeFileSync(join(this.folder, 'clock'), String(offset));
  }

  /** Asks as if a day had passed: owners are told of looks by police and the like when the day of them has ended. */
  async tomorrow<T>(ask: () => Promise<T>): Promise<T> {
    this.moveClock(24 * 3600_000);
    return ask().finally(() => this.moveClock(0));
  }

  get log(): string {
    return readFileSync(join(this.folder, 'log'), 'utf8');
  }

  get database(): mongo.Db {
    return this.client.db(`${this.namespace}-ingestion`);
  }

  /** An organisation that is known to the service, with a way to call it. */
  async member(over: Partial<OrganisationState> = {}): Promise<Member> {
    const organisation = this.directory.register(over);
    return new Member(this, organisation, await this.directory.token(organisation.id, SCOPE));
  }

  /** A person of an organisation, whom the service soon knows. */
  async person(organisation: string, id: string, role: PersonRole = 'reader'): Promise<Member> {
    const known = this.directory.change(organisation, { people: [{ id, roles: [role] }] });
    return new Member(this, known, await this.directory.token(organisation, SCOPE, id));
  }

  async as(subject: string, scope: string, method: string, path: string, body?: object): Promise<Answer> {
    const headers = { authorization: `Bearer ${await this.directory.token(subject, scope)}`, 'content-type': 'application/json' };
    return this.send(method, path, headers, body === undefined ? '' : JSON.stringify(body));
  }

  open(method: string, path: string, headers: Record<string, string>): ClientRequest {
    return httpRequest(`${this.url}${path}`, { method, headers, agent: false });
  }

  async send(method: string, path: string, headers: Record<string, string> = {}, body: string | Buffer = ''): Promise<Answer> {
    const request = this.open(method, path, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
    const response = new Promise<IncomingMessage>((resolve, reject) => request.once('response', resolve).once('error', reject));
    request.end(body);
    return read(await response);
  }

  /** What the service sends on a topic, as it comes. */
  async listen(topic: TopicName): Promise<Received[]> {
    const consumer = this.kafka().consumer({ groupId: `${this.namespace}.test.${randomBytes(4).toString('hex')}` });
    this.consumers.push(consumer);
    const received: Received[] = [];
    await consumer.connect();
    await consumer.subscribe({ topic: topicName(this.namespace, topic), fromBeginning: true });
    await consumer.run({
      eachMessage: ({ partition, message: { headers = {}, key, value } }) => {
        received.push({
          partition,
          name: String(headers['ce_type']),
          key: String(key),
          revision: Number(headers['ce_revision']),
          text: String(value),
        });
        return Promise.resolve();
      },
    });
    return received;
  }

  /** Puts records of somebody else on a topic. */
  async produce(topic: string, messages: Message[]): Promise<void> {
    const producer = this.kafka().producer();
    await producer.connect();
    await producer.send({ topic, messages });
    await producer.disconnect();
  }

  private kafka(): Kafka {
    const { kafkaBrokers, credentials } = this.engines;
    return credentials === undefined ? testKafka(kafkaBrokers) : testKafka(kafkaBrokers, credentials);
  }

  /** As if notification had disclosed nothing. */
  private async completeReplay(generation: string): Promise<void> {
    const attributes = { source: '/notification', name: 'replay.completed', subject: generation, revision: 1 } as const;
    const headers = toHeaders({ ...attributes, id: generation, time: new Date().toISOString() });
    const value = JSON.stringify({ service: 'ingestion', generation });
    const markers = Array.from({ length: PARTITIONS }, (_, partition) => ({ partition, key: generation, value, headers }));
    await this.produce(topicName(this.namespace, 'replay.ingestion'), markers);
  }

  private environment(): Record<string, string> {
    return {
      NAMESPACE: this.namespace,
      PARTITIONS: String(PARTITIONS),
      GATHER_MS: '250',
      PORT: new URL(this.url).port,
      PUBLIC_URL: this.url,
      ...this.engines.environment,
      DIRECTORY_URL: this.directory.url,
      NOTIFICATION_URL: this.directory.url,
      CLIENT_SECRET_FILE: join(this.folder, 'secret'),
      NETWORK_KEY_FILE: join(this.folder, 'network-key'),
      CLOCK_FILE: join(this.folder, 'clock'),
      BULK_LOADS: '2',
    };
  }
}

export interface Received {
  readonly partition: number;
  readonly name: string;
  readonly key: string;
  readonly revision: number;
  readonly text: string;
}

export async function read(response: IncomingMessage): Promise<Answer> {
  const body = await text(response);
  const type = response.headers['content-type'] ?? '';
  const isJson = type.includes('json') && !type.includes('ndjson');
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: body,
    body: isJson ? (JSON.parse(body) as Record<string, unknown>) : {},
  };
}

/** Waits until something is so; a test that waits in vain says for what. */
export async function until(what: string, isSo: () => Promise<boolean> | boolean, milliseconds = 20_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`It did not happen that ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
