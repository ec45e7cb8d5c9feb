import { portsOf, Program } from '@landbridge/engines';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kubectl } from './kubectl.ts';
import type { KubernetesTools } from './tools.ts';

const READY_WITHIN_MS = 60_000;
const address = '127.0.0.1';

/** The API server of Kubernetes and its store, in a directory of their own. Nothing behind it runs what it is told of. */
export class ApiServer {
  readonly kubectl: Kubectl;
  private readonly etcd: Program;
  private readonly server: Program;

  /** @throws Error with the server's last words when it is not ready in time */
  static async start(directory: string, tools: KubernetesTools): Promise<ApiServer> {
    mkdirSync(directory, { recursive: true });
    const ports = await portsOf(join(directory, 'ports.json'), ['server', 'etcd', 'peer'], false);
    const server = new ApiServer(directory, tools, ports);
    try {
      await server.etcd.start();
      await server.server.start();
      await server.ready();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  private constructor(directory: string, tools: KubernetesTools, ports: { server: number; etcd: number; peer: number }) {
    const token = randomBytes(32).toString('hex');
    writeAccess(directory, `https://${address}:${ports.server}`, token);
    const program = (name: string, command: string, flags: Record<string, string>) =>
      new Program({
        name,
        command,
        args: Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
        cwd: directory,
        logFile: join(directory, `${name}.log`),
        markFile: join(directory, `${name}.pid.json`),
        outlives: false,
      });
    const store = `http://${address}:${ports.etcd}`;
    const peers = `http://${address}:${ports.peer}`;
    this.etcd = program('etcd', tools.etcd, {
      'data-dir': join(directory, 'etcd'),
      'unsafe-no-fsync': 'true',
      'listen-client-urls': store,
      'advertise-client-urls': store,
      'listen-peer-urls': peers,
      'initial-advertise-peer-urls': peers,
      'initial-cluster': `default=${peers}`,
      'log-level': 'warn',
    });
    this.server = program('kube-apiserver', tools.apiServer, {
      'etcd-servers': store,
      'bind-address': address,
      'secure-port': String(ports.server),
      // It makes a certificate for itself there.
      'cert-dir': join(directory, 'certificates'),
      'token-auth-file': join(directory, 'tokens.csv'),
      'anonymous-auth': 'false',
      'authorization-mode': 'RBAC',
      'service-account-issuer': 'https://kubernetes.default.svc',
      'service-account-key-file': join(directory, 'service-account.pem'),
      'service-account-signing-key-file': join(directory, 'service-account.pem'),
      'service-cluster-ip-range': '10.96.0.0/16',
      'endpoint-reconciler-type': 'none',
      // Nobody makes the accounts that pods would run as.
      'disable-admission-plugins': 'ServiceAccount',
    });
    this.kubectl = new Kubectl(tools.kubectl, directory);
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.etcd.stop();
  }

  /** Makes kinds of resources known, from files with their definitions. */
  async define(files: readonly string[]): Promise<void> {
    const names = await this.kubectl.run('create', '--output=name', ...files.flatMap((file) => ['-f', file]));
    const resources = names
      .trim()
      .split('\n')
      .map((name) => name.split('/')[1]);
    await this.until('does not know what was defined', () => this.kubectl.run('get', resources.join(',')));
  }

  private async ready(): Promise<void> {
    await this.until('is not ready', () => this.kubectl.run('get', '--raw', '/readyz'));
  }

  private async until(complaint: string, check: () => Promise<unknown>): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS;
    for (;;) {
      try {
        await check();
        return;
      } catch (error) {
        if (!this.server.running || performance.now() > deadline)
          throw new Error(`kube-apiserver ${complaint}.\n${this.server.lastWords()}`, { cause: error });
      }
      await sleep(100);
    }
  }
}

/** Whoever has the token may do everything. */
function writeAccess(directory: string, server: string, token: string): void {
  const write = (name: string, text: string) => writeFileSync(join(directory, name), text, { mode: 0o600 });
  write('tokens.csv', `${token},tester,tester,"system:masters"\n`);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  write('service-account.pem', privateKey.export({ type: 'sec1', format: 'pem' }).toString());
  const cluster = { server, 'certificate-authority': join(directory, 'certificates', 'apiserver.crt') };
  const access = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster }],
    users: [{ name: 'tester', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'tester' } }],
    'current-context': 'test',
  };
  write('kubeconfig', JSON.stringify(access));
}
