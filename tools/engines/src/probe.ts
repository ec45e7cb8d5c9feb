import { Kafka, logLevel } from 'kafkajs';
import { mongo } from 'mongoose';
import { messageOf } from './errors.ts';
import type { Login } from './kafka-access.ts';
import { setTimeout as sleep } from 'node:timers/promises';

/** The cluster id that the broker at `address` says it has. */
export async function kafkaClusterId(address: string, login: Login): Promise<string> {
  const kafka = new Kafka({
    brokers: [address],
    sasl: { mechanism: 'plain', ...login },
    clientId: 'landbridge-engines',
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    requestTimeout: 5_000,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).clusterId;
  } finally {
    await admin.disconnect();
  }
}

/** Runs one admin command on the server at `uri`. */
export async function mongoCommand(uri: string, command: mongo.BSON.Document): Promise<mongo.BSON.Document> {
  const client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 1_000, connectTimeoutMS: 1_000 });
  try {
    await client.connect();
    return await client.db('admin').command(command);
  } finally {
    await client.close();
  }
}

export interface Waiting {
  /** How the engine ended, when waiting on makes no sense any more. */
  ended: () => string | undefined;
  lastWords: () => string;
  timeoutMs: number;
}

/** Something answers at our address that is not ours. */
export class WrongEngine extends Error {}

/** Waits until the broker at `address` answers, and refuses it when it is of another cluster than ours. */
export async function awaitOwnBroker(address: string, expected: string | undefined, login: Login, waiting: Waiting): Promise<void> {
  await waitFor('Kafka', waiting, async () => {
    const answered = await kafkaClusterId(address, login);
    if (answered === expected) return true;
    throw new WrongEngine(`The broker at ${address} is of cluster ${answered}, ours is ${String(expected)}. Stop that broker.`);
  });
}

/** Waits until the server at `uri` takes writes; `join` makes it a replica set where it does not start as one. */
export async function awaitPrimary(uri: string, waiting: Waiting, join?: () => Promise<void>): Promise<void> {
  await waitFor('MongoDB', waiting, async () => (await mongoCommand(uri, { ping: 1 }))['ok'] === 1);
  await join?.();
  await waitFor('MongoDB', waiting, async () => (await mongoCommand(uri, { hello: 1 }))['isWritablePrimary'] === true);
}

async function waitFor(what: string, { ended, lastWords, timeoutMs }: Waiting, answers: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + timeoutMs;
  let problem = 'no answer';
  for (;;) {
    try {
      if (await answers()) return;
    } catch (error) {
      if (error instanceof WrongEngine) throw error;
      problem = messageOf(error);
    }
    const ending = ended();
    if (ending !== undefined) throw new Error(`${what} ${ending}. Its last words:\n${lastWords()}`);
    if (Date.now() > until)
      throw new Error(`${what} is not ready after ${timeoutMs / 1000} s (${problem}). Its last words:\n${lastWords()}`);
    await sleep(50);
  }
}
