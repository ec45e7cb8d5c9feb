import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installed, installOnce, type Install } from './cache.ts';
import { runTool, which } from './command.ts';
import type { Engine, EngineOptions, Way } from './engine.ts';
import { ADMINISTRATORS, loginOf, makeKafkaAccess, type KafkaAccess } from './kafka-access.ts';
import { clusterIdFrom, kafkaProperties, keysAllowed, newClusterId } from './kafka-properties.ts';
import { isFree, portsOf } from './ports.ts';
import { awaitOwnBroker, WrongEngine } from './probe.ts';
import { Program } from './program.ts';
import type { Progress } from './progress.ts';

export const kafkaVersion = '4.1.2';

const jar = (group: string, artifact: string, version: string) =>
  `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;

// Without slf4j-simple a failed start prints nothing.
const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>network.landbridge</groupId><artifactId>kafka</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>
${jar('org.apache.kafka', 'kafka_2.13', kafkaVersion)}
${jar('org.apache.kafka', 'kafka-tools', kafkaVersion)}
${jar('org.slf4j', 'slf4j-simple', '1.7.36')}
</dependencies></project>
`;

const install: Install = {
  name: `kafka-${kafkaVersion}`,
  title: `Downloading Kafka ${kafkaVersion} with Maven`,
  proof: `lib/kafka_2.13-${kafkaVersion}.jar`,
  build: async (folder, step) => {
    writeFileSync(join(folder, 'pom.xml'), pom);
    // Not -q: its lines are the progress.
    await runTool('mvn', ['-B', 'dependency:copy-dependencies', `-DoutputDirectory=${join(folder, 'lib')}`], { cwd: folder, step });
  },
};

/** Kafka's jars, downloaded once. */
export async function kafkaJars(progress: Progress): Promise<string> {
  return join(await installOnce(install, progress), 'lib');
}

export const embeddedKafka: Way = {
  async obstacle() {
    const java = which('java');
    if (!java) return 'Java 17 or newer is not on PATH';
    const version = /version "(\d+)/.exec(await runTool(java, ['-version'], { cwd: process.cwd() }))?.[1];
    if (version === undefined || Number(version) < 17) return `Java 17 or newer is needed, PATH has ${version ?? 'an unknown version'}`;
    return installed(install) || which('mvn') ? undefined : 'Maven (mvn) is not on PATH, it downloads Kafka';
  },
  async prepare(options) {
    return EmbeddedKafka.in(options, await kafkaJars(options.progress));
  },
};

class EmbeddedKafka implements Engine {
  readonly name = 'kafka';
  readonly origin = 'embedded';
  readonly address: string;
  readonly access: KafkaAccess;
  private readonly options: EngineOptions;
  private readonly classPath: string;
  private readonly program: Program;
  private readonly ports: { broker: number; controller: number };

  static async in(options: EngineOptions, lib: string): Promise<EmbeddedKafka> {
    mkdirSync(options.directory, { recursive: true });
    const access = makeKafkaAccess(options.directory);
    const program = brokerProgram(options, join(lib, '*'), access);
    const ports = await portsOf(join(options.directory, 'ports.json'), ['broker', 'controller'], program.running);
    return new EmbeddedKafka(options, join(lib, '*'), program, ports, access);
  }

  private constructor(
    options: EngineOptions,
    classPath: string,
    program: Program,
    ports: { broker: number; controller: number },
    access: KafkaAccess,
  ) {
    this.options = options;
    this.classPath = classPath;
    this.program = program;
    this.ports = ports;
    this.access = access;
    this.address = `127.0.0.1:${ports.broker}`;
  }

  async start(): Promise<void> {
    if (!this.program.running) {
      if (!(await isFree(this.ports.broker)))
        throw new WrongEngine(`Another program listens on ${this.address}, where our Kafka should be. Stop that program.`);
      await this.format();
      writeFileSync(join(this.options.directory, 'server.properties'), this.properties('data'), { mode: 0o600 });
      await this.program.start();
    }
    await awaitOwnBroker(this.address, clusterIdFrom(join(this.options.directory, 'data')), loginOf(this.access, 'kafka_operator'), {
      ended: () => (this.program.running ? undefined : (this.program.ending ?? 'ended')),
      lastWords: () => this.program.lastWords(),
      timeoutMs: 60_000,
    });
  }

  stop(): Promise<void> {
    return this.program.stop();
  }

  kill(): Promise<void> {
    return this.program.kill();
  }

  async wipe(): Promise<void> {
    await this.program.stop();
    rmSync(join(this.options.directory, 'data'), { recursive: true, force: true });
  }

  // Formatted aside and renamed: data that is there is always whole.
  private async format(): Promise<void> {
    const { directory } = this.options;
    if (existsSync(join(directory, 'data'))) return;
    const aside = `data.${randomUUID()}`;
    const properties = join(directory, `${aside}.properties`);
    writeFileSync(properties, this.properties(aside), { mode: 0o600 });
    await runTool('java', ['-cp', this.classPath, 'kafka.tools.StorageTool', 'format', '-t', newClusterId(), '-c', properties], {
      cwd: directory,
    });
    rmSync(properties);
    renameSync(join(directory, aside), join(directory, 'data'));
  }

  private properties(dataDirectory: string): string {
    const logins = ADMINISTRATORS.map((name) => loginOf(this.access, name));
    const { publicKeysFile } = this.access;
    const { kafkaSessionMs: sessionMs } = this.options;
    return kafkaProperties({ ...this.ports, host: '127.0.0.1', advertised: '127.0.0.1', dataDirectory, logins, publicKeysFile, sessionMs });
  }
}

function brokerProgram({ directory, outlives, warn }: EngineOptions, classPath: string, { publicKeysFile }: KafkaAccess): Program {
  const logging = ['defaultLogLevel=warn', 'showDateTime=true', "dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSS"];
  return new Program({
    name: 'Kafka',
    command: 'java',
    args: [
      // on a machine with few cores: with them it took half of the processor's time, and no longer for a message
      '-Xmx512m',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      ...logging.map((setting) => `-Dorg.slf4j.simpleLogger.${setting}`),
      keysAllowed(publicKeysFile),
      '-cp',
      classPath,
      'kafka.Kafka',
      'server.properties',
    ],
    cwd: directory,
    logFile: join(directory, 'kafka.log'),
    markFile: join(directory, 'kafka.pid.json'),
    outlives,
    warn,
  });
}
