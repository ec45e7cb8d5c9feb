import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  toHeaders,
  topicName,
  type AccessDecided,
  type AccessRequested,
  type Disclosure,
  type OrganisationState,
  type StructuredReport,
  type TopicName,
  type Trend,
} from '@landbridge/contracts';
import { portsOf, Program } from '@landbridge/engines';
import { testEngines, testKafka, type TestEngines } from '@landbridge/engines/testing';
import { FakeDirectory } from '@landbridge/platform/testing';
import type { Consumer, Kafka, Producer } from 'kafkajs';
import { mongo } from 'mongoose';
import { Agent, fetch } from 'undici';
import { accepted, MARKER, narrowed, withdrawn, type Sent } from './events.ts';
import { Receiver, type Hook } from './receiver.ts';
import { until } from './until.ts';

const PARTITIONS = 4;
const APP = join(import.meta.dirname, '..');

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

export interface Subscribed {
  id: string;
  secret: string;
}

/** Notification as processes of their own, on the test's engines, with a directory, receivers and a producer of events around it. */
export class TestNetwork {
  readonly folder = mkdtempSync(join(tmpdir(), 'landbridge-notification-'));
  readonly namespace = `test-${randomBytes(6).toString('hex')}`;
  readonly instances: Program[] = [];
  readonly urls: string[] = [];
  /** What the owner of the reports has, when it is asked. */
  past: Sent[] = [];
  /** Wraps the sending of it. */
  whileReplaying = (send: () => Promise<void>): Promise<void> => send();
  directory: FakeDirectory;
  receiver: Receiver;
  private readonly connections = new Agent();
  private engines: TestEngines;
  private kafka: Kafka;
  private producer: Producer;
  private readonly consumers: Consumer[] = [];
  private bundle: string;

  static async start({
    environment = {},
    instances = 1,
  }: { environment?: Record<string, string>; instances?: number } = {}): Promise<TestNetwork> {
    const network = new TestNetwork();
    network.receiver = await Receiver.start();
    network.engines = await testEngines();
    network.bundle = await build();
    network.directory = await FakeDirectory.start('notification');
    writeFileSync(join(network.folder, 'secret'), randomBytes(32).toString('base64url'), { mode: 0o600 });
    writeFileSync(join(network.folder, 'key'), randomBytes(32).toString('base64'), { mode: 0o600 });
    network.moveClock(0);
    network.kafka = testKafka(network.engines.kafkaBrokers);
    network.producer = network.kafka.producer();
    await network.producer.connect();
    network.directory.onReplay = (generation) => network.replay(generation);
    for (let i = 0; i < instances; i++) await network.startInstance(environment);
    return network;
  }

  /** Nothing of it is needed any more, so nobody waits for it to drain. */
  async stop(): Promise<void> {
    await Promise.all([...this.consumers, this.producer].map((client) => client.disconnect()));
    await Promise.all(this.instances.map((instance) => instance.kill()));
    await this.connections.destroy();
    this.directory.stop();
    this.receiver.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Moves the clock of the service, in milliseconds from now. */
  moveClock(offset: number): void {
    writeFileSync(join(this.folder, 'clock'), String(offset));
  }

  async startInstance(environment: Record<string, string>): Promise<void> {
    const number = this.instances.length;
    const { port } = await portsOf(join(this.folder, `port-${number}.json`), ['port'], false);
    const url = `http://127.0.0.1:${port}`;
    const instance = new Program({
      name: `notification ${number}`,
      command: process.execPath,
      args: ['--enable-source-maps', '--disable-warning=TimeoutNegativeWarning', this.bundle],
      cwd: this.folder,
      env: { PATH: process.env['PATH'], ...this.environment(url), ...environment },
      logFile: join(this.folder, `log-${number}`),
      markFile: join(this.folder, `mark-${number}.json`),
      outlives: false,
    });
    this.instances.push(instance);
    this.urls.push(url);
    await this.run(instance);
  }

  /** Starts an instance, again after it was killed, and waits until it is ready. */
  async run(instance: Program): Promise<void> {
    await instance.start();
    const url = this.urls[this.instances.indexOf(instance)] ?? '';
    await until(
      `${url} is ready`,
      async () => {
        if (!instance.running) throw new Error(instance.lastWords());
        return (await fetch(`${url}/health/ready`, { dispatcher: this.connections }).catch(() => undefined))?.ok === true;
      },
      60_000,
    );
  }

  private environment(url: string): Record<string, string> {
    return {
      NAMESPACE: this.namespace,
      PARTITIONS: String(PARTITIONS),
      GATHER_MS: '250',
      PORT: new URL(url).port,
      PUBLIC_URL: url,
      ...this.engines.environment,
      DIRECTORY_URL: this.directory.url,
      CLIENT_SECRET_FILE: join(this.folder, 'secret'),
      CLOCK_FILE: join(this.folder, 'clock'),
      LOG_LEVEL: 'warn',
      NOTIFICATION_KEY_FILE: join(this.folder, 'key'),
      INGESTION_URL: 'https://ingestion.example',
      TREND_DETECTION_URL: 'https://trends.example',
      INGESTION_INSIDE_URL: this.directory.url,
      TREND_DETECTION_INSIDE_URL: this.directory.url,
      HIDDEN_ATTRIBUTION_DELAY_SECONDS: '0',
      WEBHOOK_ALLOWED_HOSTS: this.receiver.host,
    };
  }

  /** @param person who asks for the organisation; left out, a machine does */
  async call(
    organisation: string,
    method: string,
    path: string,
    body?: unknown,
    scope = 'subscriptions',
    person?: string,
  ): Promise<Answer> {
    const token = await this.directory.token(organisation, scope, person);
    const answer = await fetch(`${this.urls.at(-1)}${path}`, {
      method,
      dispatcher: this.connections,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
  }

  async subscribe({ id }: OrganisationState, { url }: Hook, over: Record<string, unknown> = {}): Promise<Subscribed> {
    const wish = { url, events: ['report.accepted', 'report.revised', 'report.withdrawn'], purpose: 'prevention', ...over };
    const { status, body } = await this.call(id, 'POST', '/v1/subscriptions', wish);
    if (status !== 201) throw new Error(`Not subscribed: ${JSON.stringify(body)}`);
    return { id: String(body['id']), secret: String(body['secret']) };
  }

  async deliveries({ id }: OrganisationState, query = ''): Promise<Record<string, unknown>[]> {
    return (await this.call(id, 'GET', `/v1/deliveries?limit=500${query}`)).body['deliveries'] as Record<string, unknown>[];
  }

  /** Whether the only delivery of an organisation was attempted and waits for another attempt. */
  async waitsAgain(organisation: OrganisationState): Promise<boolean> {
    const [delivery] = await this.deliveries(organisation, '&state=waiting');
    return Number(delivery?.['attempts'] ?? 0) > 0;
  }

  async status(): Promise<Record<string, unknown>> {
    return (await this.call('operator', 'GET', '/v1/operator/status', undefined, 'operator')).body;
  }

  /** As Prometheus reads them. */
  async metrics(): Promise<string> {
    return (await fetch(`${this.urls.at(-1)}/metrics`, { dispatcher: this.connections })).text();
  }

  accept(...reports: StructuredReport[]): Promise<void> {
    return this.send('reports', reports.map(accepted));
  }

  withdraw(report: StructuredReport, value?: string): Promise<void> {
    return this.send('reports', [{ ...withdrawn(report), ...(value !== undefined && { value }) }]);
  }

  /** @param value instead of the report, for a body that cannot be read */
  narrow(report: StructuredReport, value?: string): Promise<void> {
    return this.send('reports', [{ ...narrowed(report), ...(value !== undefined && { value }) }]);
  }

  /** Somebody read a report in REST. */
  disclose(read: Disclosure): Promise<void> {
    return this.send('disclosures', [
      { name: 'disclosure.recorded', id: randomUUID(), subject: read.report, revision: read.revision, data: read },
    ]);
  }

  requestAccess(asked: AccessRequested): Promise<void> {
    return this.send('cooperation', [{ name: 'access.requested', subject: asked.request, revision: 1, data: asked }]);
  }

  decideAccess(revision: number, decided: AccessDecided): Promise<void> {
    return this.send('cooperation', [{ name: 'access.decided', subject: decided.request, revision, data: decided }]);
  }

  /** What is in the inbox of an organisation's machines, or of one of its people. */
  async inbox({ id }: OrganisationState, query = '', person?: string): Promise<{ items: Record<string, unknown>[]; next?: string }> {
    const { status, body } = await this.call(id, 'GET', `/v1/inbox?${query}`, undefined, 'reports:read', person);
    if (status !== 200) throw new Error(`No inbox: ${JSON.stringify(body)}`);
    return body as unknown as { items: Record<string, unknown>[]; next?: string };
  }

  trend(name: 'trend.opened' | 'trend.revised' | 'trend.closed', trend: Trend): Promise<void> {
    return this.send('trends', [{ name, subject: trend.id, revision: trend.revision, data: trend }]);
  }

  /** What the owners answer when they are asked for the past: their latest revisions, then that this was all. */
  private async replay(generation: string): Promise<void> {
    const topic = generation.startsWith('reports:') ? 'replay.notification.reports' : 'replay.notification.trends';
    await this.whileReplaying(() => this.send(topic, topic === 'replay.notification.reports' ? this.past : []));
    const data = { service: 'notification', generation };
    const markers = Array.from({ length: PARTITIONS }, (_, partition) => ({ ...MARKER, subject: generation, data, partition }));
    await this.send(topic, markers);
  }

  /** Deletes a topic, as a cluster that was lost loses it; the service makes it anew. */
  async loseTopic(topic: TopicName): Promise<void> {
    const admin = this.kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topicName(this.namespace, topic)] });
    await admin.disconnect();
  }

  /** As if the service were installed anew, on an empty store. */
  async emptyStore(): Promise<void> {
    const client = await new mongo.MongoClient(this.engines.mongodbUri).connect();
    await client.db(`${this.namespace}-notification`).dropDatabase();
    await client.close();
  }

  /** How the service reads a topic. */
  async consumes(topic: TopicName): Promise<Record<string, unknown>> {
    const { body } = await this.call('operator', 'GET', '/v1/operator/messaging', undefined, 'operator');
    return (body['topics'] as Record<string, unknown>[]).find((each) => each['topic'] === topic) ?? {};
  }

  private async send(topic: TopicName, events: Sent[]): Promise<void> {
    const time = new Date().toISOString();
    await this.producer.send({
      topic: topicName(this.namespace, topic),
      messages: events.map(({ name, subject, revision, data, id = `${subject} ${revision}`, value, partition }) => ({
        key: subject,
        ...(partition !== undefined && { partition }),
        value: value ?? JSON.stringify(data),
        headers: toHeaders({
          id,
          source: '/test',
          name,
          subject,
          revision,
          time,
          policySequence: this.directory.sequence,
        }),
      })),
    });
  }

  /** What the service sends on a topic, as it comes. */
  async listen(topic: TopicName): Promise<{ id: string; data: Record<string, unknown> }[]> {
    const consumer = this.kafka.consumer({ groupId: `${this.namespace}.test.${randomBytes(4).toString('hex')}` });
    this.consumers.push(consumer);
    const events: { id: string; data: Record<string, unknown> }[] = [];
    await consumer.connect();
    await consumer.subscribe({ topic: topicName(this.namespace, topic), fromBeginning: true });
    await consumer.run({
      eachMessage: ({ message }) => {
        events.push({ id: String(message.headers?.['ce_id']), data: JSON.parse(String(message.value)) as Record<string, unknown> });
        return Promise.resolve();
      },
    });
    return events;
  }
}

/** Bundles the service as the runner does. */
async function build(): Promise<string> {
  await promisify(execFile)(process.execPath, ['--conditions=@landbridge/source', '../../tools/runner/src/build.ts'], { cwd: APP });
  return join(APP, 'dist/js/main.js');
}
