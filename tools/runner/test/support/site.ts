import { byApp, Compose, type Images } from '@landbridge/deployment';
import { portsOf, silentProgress } from '@landbridge/engines';
import { execFileSync, type StdioOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, globSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Network } from '../../src/network.ts';
import { OperatorClient } from '../../src/operator-client.ts';
import { apps, root, type App } from '../../src/root.ts';
import { urlOf } from '../../src/system/layout.ts';

/** As whom the containers of our image run. */
export const SERVICE_USER = 10_001;
/** Where the container of the demo receives webhooks. */
const RECEIVER = 'receiver:8080';

type Container = App | 'kafka' | 'mongodb' | 'mongodb-users';

interface Inspected {
  readonly Config: { readonly Env: string[]; readonly User: string };
  readonly HostConfig: { readonly ReadonlyRootfs: boolean; readonly CapDrop: string[] | null; readonly Privileged: boolean };
  readonly State: { readonly Pid: number; readonly Running: boolean; readonly OOMKilled: boolean; readonly ExitCode: number };
  readonly NetworkSettings: { readonly Networks: Record<string, { readonly IPAddress: string }> };
}

/** An installation of `docker-compose.yml` on this machine, with secrets, ports and volumes of its own. */
export class Site implements Network {
  readonly directory = mkdtempSync(join(tmpdir(), 'landbridge-site-'));
  readonly compose = new Compose(`landbridge-${randomBytes(4).toString('hex')}`, join(this.directory, 'site.env'), silentProgress);
  readonly secrets = join(this.directory, 'secrets');
  private readonly images: Images;
  private ports: Record<App, number> = byApp(() => 0);

  constructor(images: Images) {
    this.images = images;
  }

  get addresses(): Record<App, string> {
    return byApp((app) => urlOf(this.ports[app]));
  }

  get operator(): OperatorClient {
    return new OperatorClient(this.addresses, join(this.secrets, 'services/operator'));
  }

  /** As the documents say: secrets first, then all. */
  async start(): Promise<void> {
    this.ports = await portsOf(join(this.directory, 'ports.json'), apps, false);
    mkdirSync(this.secrets, { mode: 0o700 });
    chownSync(this.secrets, SERVICE_USER, SERVICE_USER);
    this.configure('landbridge');
    await this.compose.run('run', '--rm', 'secrets');
    await this.compose.run('up', '--detach', '--wait');
  }

  /** The same engines with another, empty network. */
  async beginAnew(namespace: string): Promise<void> {
    this.configure(namespace);
    await this.compose.run('up', '--detach', '--wait');
  }

  /** Its data goes too. */
  async stop(): Promise<void> {
    await this.compose.run('--profile', '*', 'down', '--volumes', '--timeout', '40');
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** What Docker holds of it: containers, volumes, networks. */
  leftovers(): string[] {
    const ours = ['--quiet', '--filter', `label=com.docker.compose.project=${this.compose.project}`];
    const lists = [
      ['ps', '--all'],
      ['volume', 'ls'],
      ['network', 'ls'],
    ].map((list) => dockerNow(...list, ...ours));
    return lists.join('').split('\n').filter(Boolean);
  }

  /** The same installation, told something else. */
  with(settings: Record<string, string>): Compose {
    const file = join(this.directory, 'other.env');
    const changed = Object.entries(settings).map((pair) => `${pair.join('=')}\n`);
    writeFileSync(file, readFileSync(join(this.directory, 'site.env'), 'utf8') + changed.join(''));
    return new Compose(this.compose.project, file, silentProgress);
  }

  inspect(container: Container): Inspected {
    const [inspected] = JSON.parse(dockerNow('inspect', this.nameOf(container))) as Inspected[];
    if (!inspected) throw new Error(`There is no container ${container}.`);
    return inspected;
  }

  /** SIGKILL from outside, as a crash: `docker kill` would be taken for a wish, and nothing would start it again. */
  kill(container: Container): void {
    process.kill(this.inspect(container).State.Pid, 'SIGKILL');
  }

  /** Nothing passes between the two, in either direction, and neither is told. */
  cut(one: Container, other: Container): { heal: () => void } {
    const { Pid } = this.inspect(one).State;
    const network = `${this.compose.project}_engines`;
    const address = String(this.inspect(other).NetworkSettings.Networks[network]?.IPAddress);
    const rules = [
      ['INPUT', '--source', address, '--jump', 'DROP'],
      ['OUTPUT', '--destination', address, '--jump', 'DROP'],
    ];
    const change = (how: string) =>
      rules.forEach((rule) => execFileSync('nsenter', ['--target', String(Pid), '--net', 'iptables', how, ...rule]));
    change('--append');
    return { heal: () => change('--delete') };
  }

  /** A new container in the place of the old one, ready before this ends. */
  async replace(app: App): Promise<void> {
    await this.compose.run('up', '--detach', '--wait', '--no-deps', '--force-recreate', app);
  }

  /** The files of MongoDB, taken while all stands still. */
  async backUp(): Promise<string> {
    const archive = join(this.directory, 'mongodb.tar');
    await this.compose.run('stop');
    this.tar(['-cf', '-', '.'], { stdio: ['ignore', openSync(archive, 'w'), 'inherit'] });
    return archive;
  }

  /** Everything is gone but the secrets and that archive; Kafka begins empty. */
  async restore(archive: string): Promise<void> {
    await this.compose.run('down', '--volumes');
    this.tar(['-xf', '-'], { stdio: [openSync(archive, 'r'), 'inherit', 'inherit'] });
    await this.compose.run('up', '--detach', '--wait');
  }

  /** In the folder of MongoDB's data, as the user whose it is. */
  private tar(args: string[], { stdio }: { stdio: StdioOptions }): void {
    const data = '/data/db';
    const volume = `${this.compose.project}_mongodb:${data}`;
    const image = String(this.images.engines?.mongodb);
    execFileSync('docker', ['run', '--rm', '--interactive', '--volume', volume, '--entrypoint', 'tar', image, '-C', data, ...args], {
      stdio,
    });
  }

  /** `./landbridge demo` in a container beside the services, so that they reach its receiver. */
  demo(reports: number): string {
    const addresses = byApp((app) => `http://${app}:3000`);
    const runs = join(this.directory, 'runs');
    mkdirSync(runs, { mode: 0o700 });
    writeFileSync(join(runs, 'addresses.json'), JSON.stringify(addresses), { mode: 0o644 });
    chownSync(runs, SERVICE_USER, SERVICE_USER);
    const inside = join(root, '.landbridge');
    return dockerNow(
      ...[
        'run',
        '--rm',
        '--read-only',
        '--network',
        `${this.compose.project}_services`,
        '--name',
        this.receiver,
        '--network-alias',
        'receiver',
      ],
      ...[
        '--volume',
        `${root}:${root}:ro`,
        '--volume',
        `${runs}:${inside}`,
        '--tmpfs',
        '/tmp:exec',
        '--env',
        'HOME=/tmp',
        '--workdir',
        root,
      ],
      ...['--volume', `${join(this.secrets, 'services/operator')}:/run/secrets/operator:ro`, '--entrypoint', process.execPath],
      ...[this.images.services, '--conditions=@landbridge/source', join(root, 'tools/runner/src/main.ts'), 'demo'],
      ...['--against', join(inside, 'addresses.json'), '--operator-secret', '/run/secrets/operator'],
      ...['--receive-at', RECEIVER, '--reports', String(reports)],
    );
  }

  /** What every secret file of this site holds, and the parts that alone would help somebody. */
  secretTexts(): string[] {
    const files = globSync(['services/*', '*.key', 'kafka/kafka_*', 'mongodb/*'], { cwd: this.secrets });
    const signing = JSON.parse(readFileSync(join(this.secrets, 'signing-keys.json'), 'utf8')) as { keys: { d: string }[] };
    const texts = files.map((file) => readFileSync(join(this.secrets, file), 'utf8').trim());
    return [...texts.map((text) => text.slice(text.indexOf(':') + 1)), ...signing.keys.map(({ d }) => d)];
  }

  private nameOf(container: Container): string {
    return `${this.compose.project}-${container}-1`;
  }

  private get receiver(): string {
    return `${this.compose.project}-receiver`;
  }

  private configure(namespace: string): void {
    const { engines, services } = this.images;
    const settings = {
      COMPOSE_PROFILES: 'one-machine',
      SERVICES_IMAGE: services,
      ...(engines && { KAFKA_IMAGE: engines.kafka, MONGODB_IMAGE: engines.mongodb }),
      SECRETS_DIR: this.secrets,
      NAMESPACE: namespace,
      WEBHOOK_ALLOWED_HOSTS: RECEIVER,
      SUBSCRIPTION_DELIVERIES_PER_MINUTE: '60000',
      ORGANISATION_DELIVERIES_PER_MINUTE: '60000',
      ...Object.fromEntries(
        Object.entries(this.ports).flatMap(([app, port]) => {
          const name = app.toUpperCase().replace('-', '_');
          return [
            [`${name}_PORT`, String(port)],
            [`${name}_PUBLIC_URL`, urlOf(port)],
          ];
        }),
      ),
    };
    writeFileSync(
      join(this.directory, 'site.env'),
      Object.entries(settings)
        .map((pair) => `${pair.join('=')}\n`)
        .join(''),
    );
  }
}

const dockerNow = (...args: string[]): string => execFileSync('docker', args, { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
