import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  toHeaders,
  topicName,
  type EventData,
  type EventName,
  type StructuredReport,
  type TopicName,
  type Trend,
} from '@landbridge/contracts';
import { communityState, organisationState, withdrawalOf } from '@landbridge/contracts/testing';
import { testEngines, testKafka } from '@landbridge/engines/testing';
import { connectKafkaConsumer } from '@landbridge/messaging';
import { configureService, fastifyAdapter, PURPOSE_HEADER } from '@landbridge/platform';
import type { Type } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { InjectOptions } from 'fastify';
import { Partitioners, type Kafka, type Producer } from 'kafkajs';
import type { Connection } from 'mongoose';
import { TrendDetectionModule } from '../../src/trend-detection.module.ts';
import { Neighbours } from './neighbours.ts';
import { randomNamespace } from './store.ts';

export const PARTITIONS = 4;
/** Member of the community, and of the team that assesses. */
export const ASSESSOR = organisationState({ name: 'Assessor', assessing: true });
export const MEMBER = organisationState({ name: 'Member' });

/** trend-detection as it runs, on real engines, with reports sent to it as ingestion would. */
export class Service {
  readonly namespace = randomNamespace();
  readonly neighbours: Neighbours;
  private readonly folder = mkdtempSync(join(tmpdir(), 'landbridge-'));
  private readonly kafka: Kafka;
  private readonly producer: Producer;
  private app: NestFastifyApplication;
  private served = 0;

  private constructor(neighbours: Neighbours, brokers: string[]) {
    this.neighbours = neighbours;
    this.kafka = testKafka(brokers);
    this.producer = this.kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  }

  static async open(): Promise<Service> {
    const { kafkaBrokers } = await testEngines();
    const neighbours = await Neighbours.open();
    neighbours.organisations.push(ASSESSOR, MEMBER);
    neighbours.communities.push(communityState());
    const service = new Service(neighbours, kafkaBrokers);
    await service.producer.connect();
    return service;
  }

  async start(now: Date): Promise<void> {
    this.setClock(now);
    const { environment } = await testEngines();
    writeFileSync(join(this.folder, 'secret'), 'secret', { mode: 0o600 });
    Object.assign(process.env, {
      NAMESPACE: this.namespace,
      PARTITIONS: String(PARTITIONS),
      GATHER_MS: '250',
      PORT: '0',
      PUBLIC_URL: 'http://127.0.0.1:3000',
      ...environment,
      DIRECTORY_URL: this.neighbours.url,
      INGESTION_URL: this.neighbours.url,
      CLIENT_SECRET_FILE: join(this.folder, 'secret'),
      CLOCK_FILE: join(this.folder, 'clock'),
      LOG_LEVEL: 'fatal',
    });
    const module = await Test.createTestingModule({ imports: [TrendDetectionModule] }).compile();
    this.app = configureService(module.createNestApplication<NestFastifyApplication>(fastifyAdapter()), 'test');
    connectKafkaConsumer(this.app);
    await this.app.init();
    await this.app.startAllMicroservices();
  }

  stop(): Promise<void> {
    return this.app.close();
  }

  async close(): Promise<void> {
    await this.app.get<Connection>(getConnectionToken()).dropDatabase();
    await this.app.close();
    await this.producer.disconnect();
    await this.neighbours.close();
    rmSync(this.folder, { recursive: true });
  }

  setClock(now: Date): void {
    writeFileSync(join(this.folder, 'clock'), String(now.getTime() - Date.now()));
  }

  /** Sends what a replay asked for would bring; each generation is served once. */
  async serveReplays(reports: readonly StructuredReport[] = []): Promise<void> {
    await until('a replay is asked for', () => this.neighbours.replays.length > this.served);
    for (const generation of this.neighbours.replays.slice(this.served)) {
      await this.send(
        'replay.trend-detection',
        reports.map((report) => event('report.accepted', report.id, report.revision, { report })),
      );
      const end = event('replay.completed', generation, 1, { service: 'trend-detection', generation });
      const messages = Array.from({ length: PARTITIONS }, (_, partition) => ({ ...toMessage(end), partition }));
      await this.producer.send({ topic: topicName(this.namespace, 'replay.trend-detection'), messages });
    }
    this.served = this.neighbours.replays.length;
  }

  async accept(reports: readonly StructuredReport[]): Promise<void> {
    const name = (report: StructuredReport) => (report.revision === 1 ? 'report.accepted' : 'report.revised');
    await this.send(
      'reports',
      reports.map((report) => event(name(report), report.id, report.revision, { report })),
    );
  }

  async withdraw(reports: readonly StructuredReport[]): Promise<void> {
    const events = reports
      .map(withdrawalOf)
      .map((withdrawal) => event('report.withdrawn', withdrawal.id, withdrawal.revision, { withdrawal }));
    await this.send('reports', events);
  }

  /** @param unreadable from whose event nothing but the headers can be read */
  async narrow(reports: readonly StructuredReport[], unreadable: readonly StructuredReport[] = []): Promise<void> {
    const narrowed = (report: StructuredReport) => event('report.narrowed', report.id, report.revision, { report });
    await this.send('reports', [...reports.map(narrowed), ...unreadable.map((report) => ({ ...narrowed(report), data: 'not a report' }))]);
  }

  async recreateTopic(topic: TopicName): Promise<void> {
    const admin = this.kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topicName(this.namespace, topic)] });
    await sleep(1_000);
    await admin.createTopics({ topics: [{ topic: topicName(this.namespace, topic), numPartitions: PARTITIONS }] });
    await admin.disconnect();
  }

  /** @param purpose what the caller says that it reads for */
  async get(path: string, caller: string = 'operator', purpose?: string): Promise<{ status: number; body: unknown }> {
    const answer = await this.app.inject({
      url: path,
      headers: { ...(await this.authorization(caller)), ...(purpose !== undefined && { [PURPOSE_HEADER]: purpose }) },
    });
    return { status: answer.statusCode, body: answer.json() };
  }

  /** A request as it is, and the whole answer. @param caller nobody, where it is left out */
  async request(options: InjectOptions, caller?: string): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
    const headers = { ...options.headers, ...(caller !== undefined && (await this.authorization(caller))) };
    const { statusCode: status, headers: answered, payload: text } = await this.app.inject({ ...options, headers });
    return { status, headers: answered, text };
  }

  /** @param caller an organisation, or one of its people as `organisation/person` */
  async ask(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    caller: string,
    {
      body,
      headers,
      scope = 'trends:read modus-operandi:write',
    }: { body?: unknown; headers?: Record<string, string>; scope?: string } = {},
  ): Promise<{ status: number; headers: Record<string, unknown>; body: Record<string, unknown> }> {
    const [organisation = '', person] = caller.split('/');
    const token = await this.neighbours.token(organisation, organisation === 'operator' ? 'operator' : scope, person);
    const answer = await this.app.inject({
      method,
      url: path,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
  }

  /** Part of the service, to be called or broken by hand. */
  part<T extends object>(type: Type<T> | string): T {
    return this.app.get<T>(type, { strict: false });
  }

  async recountCheck(): Promise<unknown> {
    const headers = await this.authorization('operator');
    return (await this.app.inject({ method: 'POST', url: '/v1/operator/recount-check', headers })).json();
  }

  private async authorization(caller: string): Promise<{ authorization: string }> {
    const scope = caller === 'operator' ? 'operator' : 'trends:read';
    return { authorization: `Bearer ${await this.neighbours.token(caller, scope)}` };
  }

  async status(): Promise<Record<string, unknown>> {
    return (await this.get('/v1/operator/status')).body as Record<string, unknown>;
  }

  /** Waits until so many reports are counted and everything is evaluated. */
  settled(counted: number): Promise<Record<string, unknown>> {
    return until(`${counted} reports are counted and evaluated`, async () => {
      const status = await this.status();
      return status['settled'] === true && status['counted'] === counted && status['outboxPending'] === 0 ? status : undefined;
    });
  }

  /** The trends that were told of on `trends` so far, in no order. */
  async told(): Promise<{ name: string; trend: Trend }[]> {
    const consumer = this.kafka.consumer({ groupId: `reader-${Math.random()}`, maxWaitTimeInMs: 200 });
    const told: { name: string; trend: Trend }[] = [];
    await consumer.connect();
    await consumer.subscribe({ topic: topicName(this.namespace, 'trends'), fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: ({ message }) => {
        told.push({ name: String(message.headers?.['ce_type']), trend: JSON.parse(String(message.value)) as Trend });
        return Promise.resolve();
      },
    });
    await sleep(3_000);
    await consumer.disconnect();
    return told;
  }

  private async send(topic: TopicName, events: readonly Sent[]): Promise<void> {
    for (let from = 0; from < events.length; from += 500)
      await this.producer.send({ topic: topicName(this.namespace, topic), messages: events.slice(from, from + 500).map(toMessage) });
  }
}

interface Sent {
  readonly name: EventName;
  readonly subject: string;
  readonly revision: number;
  readonly data: unknown;
}

function event<N extends EventName>(name: N, subject: string, revision: number, data: EventData<N>): Sent {
  return { name, subject, revision, data };
}

function toMessage({ name, subject, revision, data }: Sent) {
  const headers = toHeaders({
    id: `${subject}-${revision}`,
    source: '/ingestion',
    name,
    subject,
    revision,
    time: new Date().toISOString(),
  });
  return { key: subject, headers, value: JSON.stringify(data) };
}

export async function until<T>(what: string, ask: () => T | Promise<T>, milliseconds = 90_000): Promise<NonNullable<T>> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`Waited ${milliseconds} ms in vain until ${what}.`);
    await sleep(200);
  }
}
