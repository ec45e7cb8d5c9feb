import { randomUUID } from 'node:crypto';
import { ConsoleLogger, type Type } from '@nestjs/common';
import { getConnectionToken, MongooseModule } from '@nestjs/mongoose';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { administratorLogin, testEngines, testKafka } from '@landbridge/engines/testing';
import { createConnection, type Connection } from 'mongoose';
import {
  connectKafkaConsumer,
  MessagingModule,
  Outbox,
  type KafkaIdentity,
  type MessagingOptions,
  type OutboxChunk,
} from '../src/index.ts';
import { MessagingMetrics } from '../src/messaging-metrics.ts';
import { OutboxPublisher } from '../src/outbox/outbox-publisher.ts';
import { KafkaClients } from '../src/kafka.ts';
import { MessagingStore } from '../src/store.ts';
import type { Kafka } from 'kafkajs';

export const newNamespace = () => `t-${randomUUID().slice(0, 8)}`;

export interface RunningService {
  readonly app: NestFastifyApplication;
  readonly connection: Connection;
  readonly store: MessagingStore;
  readonly clients: KafkaClients;
  get<T>(type: Type<T>): T;
  stop(): Promise<void>;
}

/** A service of one module, as platform starts it, against the engines of this run. */
export async function startService(
  options: Pick<MessagingOptions, 'namespace'> & Partial<MessagingOptions> & { mongodbUri?: string },
  { prepare, ...parts }: { controllers?: Type[]; providers?: Type[]; prepare?: (service: RunningService) => void } = {},
): Promise<RunningService> {
  const engines = await testEngines();
  const { mongodbUri = engines.mongodbUri, ...own } = options;
  const kafka = { kafkaBrokers: engines.kafkaBrokers, kafkaIdentity: administrator(), administers: true };
  const full: MessagingOptions = { service: 'ingestion', partitions: 4, gatherMs: 250, ...kafka, ...own };
  const module = await Test.createTestingModule({
    imports: [
      MongooseModule.forRoot(mongodbUri, { dbName: `${full.namespace}-${full.service}`, serverSelectionTimeoutMS: 3_000 }),
      MessagingModule.forRoot(full),
    ],
    ...parts,
  })
    .setLogger(new ConsoleLogger({ logLevels: process.env['LOUD'] ? ['log', 'warn', 'error'] : [] }))
    .compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  connectKafkaConsumer(app);
  const service: RunningService = {
    app,
    connection: app.get<Connection>(getConnectionToken()),
    store: app.get(MessagingStore),
    clients: app.get(KafkaClients),
    get: (type) => app.get(type),
    stop: () => app.close(),
  };
  prepare?.(service);
  try {
    await app.init();
    await app.startAllMicroservices();
  } catch (error) {
    await app.close();
    throw error;
  }
  return service;
}

/** By password, with every right. @param credentials those of the Kafka that it is for */
export function administrator(credentials?: string): KafkaIdentity {
  const login = administratorLogin(credentials);
  return login ? { by: 'password', ...login } : { by: 'nothing' };
}

/** Adds to the outbox of a service that does not run. */
export async function fillOutbox(namespace: string, chunks: readonly OutboxChunk[], service = 'ingestion'): Promise<void> {
  const { kafkaBrokers, mongodbUri } = await testEngines();
  const connection = await createConnection(mongodbUri, { dbName: `${namespace}-${service}` }).asPromise();
  const options: MessagingOptions = { service, namespace, partitions: 4, kafkaBrokers, kafkaIdentity: administrator(), administers: true };
  const store = new MessagingStore(connection);
  const neverStarted = new OutboxPublisher(store, new KafkaClients(options), new MessagingMetrics());
  const outbox = new Outbox(store, neverStarted, options);
  for (const chunk of chunks) await store.transaction((session) => outbox.add(session, chunk));
  await connection.close();
}

/** A bare client, for what the tests do to Kafka behind the library's back. */
export async function bareKafka(): Promise<Kafka> {
  const { kafkaBrokers } = await testEngines();
  return testKafka(kafkaBrokers);
}

/** Waits until the question is answered with something true. @throws when that takes too long */
export async function until<T>(what: string, ask: () => T | Promise<T>, milliseconds = 30_000): Promise<T> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${milliseconds} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
