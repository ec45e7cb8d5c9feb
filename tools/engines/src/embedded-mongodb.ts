import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installed, installOnce, type Install } from './cache.ts';
import { runTool, which } from './command.ts';
import type { Engine, EngineOptions, Way } from './engine.ts';
import { isFree, portsOf } from './ports.ts';
import { awaitPrimary, WrongEngine } from './probe.ts';
import { Program, type ProgramOptions } from './program.ts';
import type { Progress } from './progress.ts';
import { joinReplicaSet, replicaSet } from './replica-set.ts';

export const secantusVersion = '0.5.3-beta.193';

const install: Install = {
  name: `secantus-${secantusVersion}`,
  title: `Building the embedded MongoDB (SecantusDB ${secantusVersion}) with cargo, some minutes, once`,
  proof: 'bin/secantusd-rs',
  build: async (folder, step) => {
    await runTool(
      'cargo',
      ['install', 'secantus-mdb', '--version', secantusVersion, '--locked', '--ignore-rust-version', '--root', folder],
      { cwd: folder, step, env: toolchainOf(which('cargo') ?? '') },
    );
  },
};

/** The stand-in's daemon, built once. */
export async function secantusDaemon(progress: Progress): Promise<string> {
  return join(await installOnce(install, progress), install.proof);
}

export const embeddedMongodb: Way = {
  obstacle() {
    const open = which('mongod') ?? (installed(install) ? 'secantus' : undefined) ?? which('cargo');
    return Promise.resolve(open ? undefined : 'neither mongod nor cargo (Rust), which builds a stand-in for it, is on PATH');
  },
  async prepare(options) {
    const mongod = which('mongod');
    const daemon = mongod ?? (await secantusDaemon(options.progress));
    return EmbeddedMongodb.in(options, daemon, mongod !== undefined);
  },
};

/** The cargo of rustup looks for its toolchain in HOME. Where that is not the home it was installed in, it must be told. */
export function toolchainOf(cargo: string): Record<string, string> {
  const rustup = resolve(cargo, '../../../.rustup');
  return process.env['RUSTUP_HOME'] === undefined && existsSync(rustup) ? { RUSTUP_HOME: rustup } : {};
}

class EmbeddedMongodb implements Engine {
  readonly name = 'mongodb';
  readonly origin = 'embedded';
  readonly address: string;
  private readonly port: number;
  private readonly data: string;
  private readonly program: Program;
  private readonly isMongod: boolean;

  static async in(options: EngineOptions, daemon: string, isMongod: boolean): Promise<EmbeddedMongodb> {
    mkdirSync(options.directory, { recursive: true });
    const running = new Program(programOptions(options, daemon, [])).running;
    const { mongodb: port } = await portsOf(join(options.directory, 'ports.json'), ['mongodb'], running);
    return new EmbeddedMongodb(options, daemon, isMongod, port);
  }

  private constructor(options: EngineOptions, daemon: string, isMongod: boolean, port: number) {
    // Each daemon has its own form of data: one never opens the other's.
    this.data = join(options.directory, isMongod ? 'mongod-data' : 'secantus-data');
    this.isMongod = isMongod;
    this.port = port;
    this.address = `mongodb://127.0.0.1:${port}/?directConnection=true`;
    const args = isMongod ? mongodArguments(port, this.data) : secantusArguments(port, this.data, options.directory);
    this.program = new Program(programOptions(options, daemon, args));
  }

  async start(): Promise<void> {
    if (!this.program.running) {
      if (!(await isFree(this.port)))
        throw new WrongEngine(`Another program listens on port ${this.port}, where our MongoDB should be. Stop that program.`);
      mkdirSync(this.data, { recursive: true });
      await this.program.start();
    }
    const waiting = {
      ended: () => (this.program.running ? undefined : (this.program.ending ?? 'ended')),
      lastWords: () => this.program.lastWords(),
      timeoutMs: 60_000,
    };
    await awaitPrimary(this.address, waiting, this.isMongod ? () => joinReplicaSet(this.address, this.port) : undefined);
  }

  stop(): Promise<void> {
    return this.program.stop();
  }

  kill(): Promise<void> {
    return this.program.kill();
  }

  async wipe(): Promise<void> {
    await this.program.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}

/**
 * Room before every client must help to empty the cache, in percent of it. With WiredTiger's own 20 and 10, all of them end up
 * waiting for transactions that cannot go on, because the daemon serves their next statement in a session that must help as well;
 * then nothing moves any more, and SIGTERM does not end it either.
 */
const secantusEnvironment = {
  SECANTUS_WT_CONFIG_EXTRA: 'eviction_dirty_target=5,eviction_dirty_trigger=80,eviction_updates_target=2,eviction_updates_trigger=75',
};

function programOptions({ directory, outlives, warn }: EngineOptions, daemon: string, args: string[]): ProgramOptions {
  return {
    name: 'MongoDB',
    command: daemon,
    args,
    env: { ...process.env, ...secantusEnvironment },
    cwd: directory,
    logFile: join(directory, 'mongodb.log'),
    markFile: join(directory, 'mongodb.pid.json'),
    outlives,
    warn,
  };
}

function mongodArguments(port: number, data: string): string[] {
  return ['--replSet', replicaSet, '--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', data, '--wiredTigerCacheSizeGB', '0.5'];
}

function secantusArguments(port: number, data: string, directory: string): string[] {
  // An explicit, empty file, because it would otherwise take settings from the user's home.
  const config = join(directory, 'secantusd.toml');
  writeFileSync(config, '');
  // Without --sync-on-commit a crash loses acknowledged writes.
  return [
    '--config',
    config,
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--storage-path',
    data,
    '--cache-size',
    '512M',
    '--sync-on-commit',
  ];
}
