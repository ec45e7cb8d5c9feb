import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dockerKafka, dockerMongodb, removeContainerData, stopContainer } from './docker.ts';
import { embeddedKafka } from './embedded-kafka.ts';
import { embeddedMongodb } from './embedded-mongodb.ts';
import { GivenEngine, type Engine, type EngineName, type EngineOptions, type Way } from './engine.ts';
import type { KafkaAccess } from './kafka-access.ts';
import { stopMarked } from './program.ts';
import { streamProgress, type Progress } from './progress.ts';

export interface StartOptions {
  /** Holds both engines' data, logs, ports and pids. */
  directory: string;
  progress?: Progress;
  /** False (the default): the engines stop when this process is gone, whatever ended it. True: only `stopEngines` stops them. */
  outlives?: boolean;
  warn?: (text: string) => void;
  /** True: KAFKA_BROKERS and MONGODB_URI are not looked at. For tests that kill their engines. */
  ownOnly?: boolean;
  /** Milliseconds until a broker asks a client for its token again, for tests of that. */
  kafkaSessionMs?: number | undefined;
}

export interface Engines {
  kafkaBrokers: string[];
  /** Undefined: a Kafka that was given and asks nobody who he is. */
  kafkaAccess: KafkaAccess | undefined;
  /** Without a database. */
  mongodbUri: string;
  kafka: Engine;
  mongodb: Engine;
  /** Stops what was started here, never an engine whose address was given. */
  stop(): Promise<void>;
}

/** The environment by which another program uses these engines through `startEngines`. */
export function environmentFor({ kafkaBrokers, kafkaAccess, mongodbUri }: Engines): Record<string, string> {
  return {
    KAFKA_BROKERS: kafkaBrokers.join(','),
    MONGODB_URI: mongodbUri,
    ...(kafkaAccess && { KAFKA_CREDENTIALS_DIR: kafkaAccess.credentials, PUBLIC_KEYS_FILE: kafkaAccess.publicKeysFile }),
  };
}

const waysTo: Record<EngineName, { variable: string; title: string; embedded: Way; docker: Way }> = {
  kafka: { variable: 'KAFKA_BROKERS', title: 'Kafka', embedded: embeddedKafka, docker: dockerKafka },
  mongodb: { variable: 'MONGODB_URI', title: 'MongoDB', embedded: embeddedMongodb, docker: dockerMongodb },
};

/** Kafka and MongoDB, each by the first open way: an address given by the environment, embedded, Docker. */
export async function startEngines(options: StartOptions): Promise<Engines> {
  const directory = resolve(options.directory);
  mkdirSync(directory, { recursive: true });
  const chosen = (name: EngineName): Promise<Engine> =>
    choose(name, options.ownOnly ?? false, {
      directory: join(directory, name),
      progress: options.progress ?? streamProgress(),
      outlives: options.outlives ?? false,
      warn: options.warn ?? ((text) => process.stderr.write(`${text}\n`)),
      kafkaSessionMs: options.kafkaSessionMs,
    });
  // One after the other: two installs at once would only take each other's processor and mix their progress.
  const kafka = await chosen('kafka');
  const mongodb = await chosen('mongodb');
  const stop = async () => {
    await Promise.all([kafka.stop(), mongodb.stop()]);
  };
  const started = await Promise.allSettled([kafka.start(), mongodb.start()]);
  const failure = started.find((result) => result.status === 'rejected');
  if (failure) {
    await stop();
    throw failure.reason;
  }
  return { kafkaBrokers: kafka.address.split(','), kafkaAccess: kafka.access, mongodbUri: mongodb.address, kafka, mongodb, stop };
}

/** Stops what `startEngines` with `outlives` left running in this directory. */
export async function stopEngines(directory: string, warn: (text: string) => void): Promise<void> {
  const stop = async (name: EngineName) => {
    await stopMarked(join(directory, name, `${name}.pid.json`), waysTo[name].title, warn);
    await stopContainer(join(directory, name));
  };
  await Promise.all([stop('kafka'), stop('mongodb')]);
}

/** Takes away what was started in this directory, its data and the directory. */
export async function removeEngines(directory: string, warn: (text: string) => void): Promise<void> {
  await Promise.all((['kafka', 'mongodb'] as const).map((name) => removeContainerData(join(directory, name))));
  await stopEngines(directory, warn);
  rmSync(directory, { recursive: true, force: true });
}

async function choose(name: EngineName, ownOnly: boolean, options: EngineOptions): Promise<Engine> {
  const { variable, title, embedded, docker } = waysTo[name];
  const given = process.env[variable];
  if (given && !ownOnly) {
    const engine = new GivenEngine(name, given);
    if (name === 'kafka' && !engine.access)
      options.warn(
        'Services come to the given Kafka without proving who they are: KAFKA_CREDENTIALS_DIR and PUBLIC_KEYS_FILE are not set.',
      );
    return engine;
  }
  const only = process.env['LANDBRIDGE_ENGINES'];
  if (only !== undefined && only !== '' && only !== 'embedded' && only !== 'docker')
    throw new Error(`LANDBRIDGE_ENGINES is "${only}". It may be embedded or docker, or not be set.`);
  const obstacles: string[] = [];
  for (const [label, way] of [
    ['embedded', embedded],
    ['docker', docker],
  ] as const) {
    const obstacle = only && only !== label ? `LANDBRIDGE_ENGINES=${only} excludes it` : await way.obstacle(options);
    if (obstacle === undefined) return way.prepare(options);
    obstacles.push(obstacle);
  }
  throw new Error(`No ${title} can be had. There are three ways:
  1. Set ${variable} to the address of one that runs. (It is not set.)
  2. Embedded: ${name === 'kafka' ? 'install Java 17 or newer and Maven' : 'install mongod, or Rust with cargo'}. (${String(obstacles[0])}.)
  3. Docker: start a Docker engine that can get the image. (${String(obstacles[1])}.)`);
}
