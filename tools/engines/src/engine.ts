import type { KafkaAccess } from './kafka-access.ts';
import type { Progress } from './progress.ts';

export type EngineName = 'kafka' | 'mongodb';

/** One Kafka or one MongoDB, wherever it comes from. The address stays the same for the life of this object. */
export interface Engine {
  readonly name: EngineName;
  readonly origin: 'given' | 'embedded' | 'docker';
  /** Kafka: `host:port`. MongoDB: a URI without a database. */
  readonly address: string;
  /** Of a Kafka that lets nobody in without a name. Of one that was given: undefined unless KAFKA_CREDENTIALS_DIR and PUBLIC_KEYS_FILE say how. */
  readonly access?: KafkaAccess | undefined;
  /** Starts it and waits until it answers. An engine that runs already is only checked. */
  start(): Promise<void>;
  /** In order: everything acknowledged is on disk. */
  stop(): Promise<void>;
  /** At once, as a crash would. */
  kill(): Promise<void>;
  /** Stops it and throws its data away; the next start is an empty engine at the same address. */
  wipe(): Promise<void>;
}

export interface EngineOptions {
  /** The engine's own folder: data, log, ports, pid. */
  directory: string;
  progress: Progress;
  /** The engine goes on when this process ends, and `stopEngines` stops it. */
  outlives: boolean;
  warn: (text: string) => void;
  /** Milliseconds until a broker asks a client for its token again. Default 540,000, which is less than a token lives. */
  kafkaSessionMs?: number | undefined;
}

/** One of the three ways to get an engine. */
export interface Way {
  /** Why this way is closed on this machine; undefined when it is open. */
  obstacle(options: EngineOptions): Promise<string | undefined>;
  prepare(options: EngineOptions): Promise<Engine>;
}

/** Nobody but its owner stops an engine whose address was given. */
export class GivenEngine implements Engine {
  readonly origin = 'given';
  readonly name: EngineName;
  readonly address: string;
  readonly access: KafkaAccess | undefined;
  constructor(name: EngineName, address: string) {
    this.name = name;
    this.address = address;
    const { KAFKA_CREDENTIALS_DIR: credentials, PUBLIC_KEYS_FILE: publicKeysFile } = process.env;
    this.access = name === 'kafka' && credentials && publicKeysFile ? { credentials, publicKeysFile } : undefined;
  }
  start(): Promise<void> {
    return Promise.resolve();
  }
  stop(): Promise<void> {
    return Promise.resolve();
  }
  kill(): Promise<void> {
    return Promise.reject(this.notOurs('kill'));
  }
  wipe(): Promise<void> {
    return Promise.reject(this.notOurs('wipe'));
  }
  private notOurs(act: string): Error {
    const variable = this.name === 'kafka' ? 'KAFKA_BROKERS' : 'MONGODB_URI';
    return new Error(`Will not ${act} the ${this.name} given by ${variable}. Unset ${variable} to use an engine of our own.`);
  }
}
