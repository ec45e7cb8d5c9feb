import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { kafkaVersion } from './embedded-kafka.ts';
import type { Engine, EngineName, EngineOptions, Way } from './engine.ts';
import { isErrorWith, messageOf } from './errors.ts';
import { ADMINISTRATORS, loginOf, makeKafkaAccess, type KafkaAccess } from './kafka-access.ts';
import { kafkaProperties, keysAllowed, newClusterId } from './kafka-properties.ts';
import { portsOf } from './ports.ts';
import { awaitOwnBroker, awaitPrimary } from './probe.ts';
import { joinReplicaSet, replicaSet } from './replica-set.ts';

/** The same variables as compose has. */
const imageOf = (name: EngineName): string =>
  name === 'kafka' ? (process.env['KAFKA_IMAGE'] ?? `apache/kafka:${kafkaVersion}`) : (process.env['MONGODB_IMAGE'] ?? 'mongo:8.0');

/** Where the broker sees the public keys in its container. */
const KEYS_INSIDE = '/mnt/shared/keys/public-keys.json';

export const dockerKafka = dockerWay('kafka');
export const dockerMongodb = dockerWay('mongodb');

function dockerWay(name: EngineName): Way {
  return { obstacle: ({ progress }) => imageObstacle(imageOf(name), progress), prepare: (options) => DockerEngine.in(name, options) };
}

async function imageObstacle(image: string, progress: EngineOptions['progress']): Promise<string | undefined> {
  const { getContainerRuntimeClient, ImageName } = await testcontainers();
  const docker = await getContainerRuntimeClient().catch(() => undefined);
  if (!docker) return 'no Docker engine answers';
  const wanted = ImageName.fromString(image);
  if (await docker.image.exists(wanted)) return undefined;
  const step = progress.begin(`Pulling ${image}`);
  try {
    await docker.image.pull(wanted, { force: false, platform: undefined });
    step.done();
    return undefined;
  } catch (error) {
    step.failed();
    return `a Docker engine answers, but it cannot pull ${image}: ${messageOf(error)}`;
  }
}

/** A container on fixed ports of 127.0.0.1. Its data is a volume of the same name, so it comes back with the next container. */
class DockerEngine implements Engine {
  readonly origin = 'docker';
  readonly name: EngineName;
  readonly address: string;
  readonly access: KafkaAccess | undefined;
  private readonly options: EngineOptions;
  private readonly container: string;
  private readonly port: number;
  private readonly controller: number;

  static async in(name: EngineName, options: EngineOptions): Promise<DockerEngine> {
    mkdirSync(options.directory, { recursive: true });
    const container = `landbridge-${createHash('sha256').update(options.directory).digest('hex').slice(0, 16)}-${name}`;
    const { port, controller } = await portsOf(join(options.directory, 'ports.json'), ['port', 'controller'], await isRunning(container));
    return new DockerEngine(name, options, container, port, controller);
  }

  private constructor(name: EngineName, options: EngineOptions, container: string, port: number, controller: number) {
    this.name = name;
    this.options = options;
    this.container = container;
    this.port = port;
    this.controller = controller;
    this.access = name === 'kafka' ? makeKafkaAccess(options.directory) : undefined;
    this.address = name === 'kafka' ? `127.0.0.1:${port}` : `mongodb://127.0.0.1:${port}/?directConnection=true`;
  }

  async start(): Promise<void> {
    writeFileSync(containerFile(this.options.directory), this.container);
    if (!(await isRunning(this.container))) await this.startContainer();
    const waiting = { ended: () => undefined, lastWords: () => `see \`docker logs ${this.container}\``, timeoutMs: 120_000 };
    if (this.access) await awaitOwnBroker(this.address, this.clusterId(), loginOf(this.access, 'kafka_operator'), waiting);
    else await awaitPrimary(this.address, waiting, () => joinReplicaSet(this.address, this.port));
  }

  stop(): Promise<void> {
    return remove(this.container, 'SIGTERM');
  }

  kill(): Promise<void> {
    return remove(this.container, 'SIGKILL');
  }

  async wipe(): Promise<void> {
    await this.stop();
    await (await dockerode()).getVolume(this.container).remove({ force: true });
    rmSync(join(this.options.directory, 'cluster-id'), { force: true });
  }

  private async startContainer(): Promise<void> {
    const { GenericContainer, Wait } = await testcontainers();
    class LoopbackContainer extends GenericContainer {
      onLoopback(port: number): this {
        this.withExposedPorts({ container: port, host: port });
        this.hostConfig.PortBindings = { [`${port}/tcp`]: [{ HostIp: '127.0.0.1', HostPort: String(port) }] };
        return this;
      }
    }
    await remove(this.container, 'SIGKILL');
    const container = new LoopbackContainer(imageOf(this.name))
      .withName(this.container)
      .withAutoCleanup(!this.options.outlives)
      .onLoopback(this.port)
      .withWaitStrategy(Wait.forListeningPorts())
      .withBindMounts(this.mounts());
    if (this.access)
      container
        .withCopyContentToContainer([{ content: this.properties(this.access), target: '/mnt/shared/config/server.properties' }])
        .withEnvironment({ CLUSTER_ID: this.clusterId(), KAFKA_OPTS: keysAllowed(KEYS_INSIDE) });
    else container.withCommand(['mongod', '--replSet', replicaSet, '--bind_ip_all', '--port', String(this.port)]);
    await container.start();
  }

  private mounts() {
    if (!this.access) return [{ source: this.container, target: '/data/db' }];
    return [
      { source: this.container, target: '/var/lib/kafka/data' },
      { source: dirname(this.access.publicKeysFile), target: dirname(KEYS_INSIDE), mode: 'ro' as const },
    ];
  }

  private properties(access: KafkaAccess): string {
    return kafkaProperties({
      broker: this.port,
      controller: this.controller,
      host: '0.0.0.0',
      advertised: '127.0.0.1',
      dataDirectory: '/var/lib/kafka/data',
      logins: ADMINISTRATORS.map((name) => loginOf(access, name)),
      publicKeysFile: KEYS_INSIDE,
      sessionMs: this.options.kafkaSessionMs,
    });
  }

  private clusterId(): string {
    const file = join(this.options.directory, 'cluster-id');
    if (!existsSync(file)) writeFileSync(file, newClusterId());
    return readFileSync(file, 'utf8');
  }
}

const containerFile = (directory: string) => join(directory, 'container');

/** Stops the container whose engine was started in this directory, if there is one. */
export async function stopContainer(directory: string): Promise<void> {
  const file = containerFile(directory);
  if (existsSync(file)) await remove(readFileSync(file, 'utf8'), 'SIGTERM');
  rmSync(file, { force: true });
}

/** Takes away what `stopContainer` leaves: the data of the engine that was started in this directory. */
export async function removeContainerData(directory: string): Promise<void> {
  const file = containerFile(directory);
  if (!existsSync(file)) return;
  const name = readFileSync(file, 'utf8');
  await remove(name, 'SIGKILL');
  await (await dockerode()).getVolume(name).remove({ force: true });
}

async function remove(name: string, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const container = (await dockerode()).getContainer(name);
  if (signal === 'SIGTERM' && (await isRunning(name))) await container.stop({ t: 30 });
  await container.remove({ force: true }).catch((error: unknown) => {
    if (!isErrorWith(error, 'statusCode', 404)) throw error;
  });
}

/** Ports are published on this machine's loopback. In a container of its own the library would look for them at the host's address. */
function testcontainers() {
  process.env['TESTCONTAINERS_HOST_OVERRIDE'] ??= '127.0.0.1';
  return import('testcontainers');
}

async function dockerode() {
  const { getContainerRuntimeClient } = await testcontainers();
  return (await getContainerRuntimeClient()).container.dockerode;
}

async function isRunning(container: string): Promise<boolean> {
  try {
    return (await (await dockerode()).getContainer(container).inspect()).State.Running;
  } catch (error) {
    if (isErrorWith(error, 'statusCode', 404)) return false;
    throw error;
  }
}
