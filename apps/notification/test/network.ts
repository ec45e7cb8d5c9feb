import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { OrganisationState } from '@landbridge/contracts';
import { portsOf, Program } from '@landbridge/engines';
import { testEngines, type TestEngines } from '@landbridge/engines/testing';
import { FakeDirectory } from '@landbridge/platform/testing';
import { mongo } from 'mongoose';
import { Api } from './api.ts';
import { Receiver, type Hook } from './receiver.ts';
import { PARTITIONS, Topics } from './topics.ts';
import { until } from './until.ts';

const APP = join(import.meta.dirname, '..');

/** Notification as processes of their own, on the test's engines, with a directory, receivers and a producer of events around it. */
export class TestNetwork {
  readonly folder = mkdtempSync(join(tmpdir(), 'landbridge-notification-'));
  readonly namespace = `test-${randomBytes(6).toString('hex')}`;
  readonly instances: Program[] = [];
  readonly urls: string[] = [];
  directory: FakeDirectory;
  receiver: Receiver;
  topics: Topics;
  api: Api;
  private engines: TestEngines;
  private bundle: string;

  /** One for all tests of a file; each begins with the clock as it is. */
  static forTests(instances = 1): TestNetwork {
    const network = new TestNetwork();
    beforeAll(() => network.start(instances));
    afterEach(() => network.moveClock(0));
    afterAll(() => network.stop());
    return network;
  }

  private async start(instances: number): Promise<void> {
    this.receiver = await Receiver.start();
    this.engines = await testEngines();
    this.bundle = await build();
    this.directory = await FakeDirectory.start('notification');
    this.api = new Api(() => this.urls.at(-1) ?? '', this.directory);
    writeFileSync(join(this.folder, 'secret'), randomBytes(32).toString('base64url'), { mode: 0o600 });
    writeFileSync(join(this.folder, 'key'), randomBytes(32).toString('base64'), { mode: 0o600 });
    this.moveClock(0);
    this.topics = await Topics.open(this.engines.kafkaBrokers, this.namespace, this.directory);
    for (let i = 0; i < instances; i++) await this.startInstance();
  }

  /** Nothing of it is needed any more, so nobody waits for it to drain. */
  private async stop(): Promise<void> {
    await this.topics.close();
    await Promise.all(this.instances.map((instance) => instance.kill()));
    await this.api.close();
    this.directory.stop();
    this.receiver.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** An organisation of the network, and a webhook for it. */
  newReader(): { reader: OrganisationState; hook: Hook } {
    return { reader: this.directory.register(), hook: this.receiver.hook() };
  }

  /** Moves the clock of the service, in milliseconds from now. */
  moveClock(offset: number): void {
    writeFileSync(join(this.folder, 'clock'), String(offset));
  }

  private async startInstance(): Promise<void> {
    const number = this.instances.length;
    const { port } = await portsOf(join(this.folder, `port-${number}.json`), ['port'], false);
    const url = `http://127.0.0.1:${port}`;
    const instance = new Program({
      name: `notification ${number}`,
      command: process.execPath,
      args: ['--enable-source-maps', '--disable-warning=TimeoutNegativeWarning', this.bundle],
      cwd: this.folder,
      env: { PATH: process.env['PATH'], ...this.environment(url) },
      logFile: join(this.folder, `log-${number}`),
      markFile: join(this.folder, `mark-${number}.json`),
      outlives: false,
    });
    this.instances.push(instance);
    this.urls.push(url);
    await this.run(instance);
  }

  /** Starts an instance, again after it was killed, and waits until it is ready. */
  async run(instance: Program): Promise<void> {
    await instance.start();
    const url = this.urls[this.instances.indexOf(instance)] ?? '';
    await until(
      `${url} is ready`,
      () => {
        if (!instance.running) throw new Error(instance.lastWords());
        return this.api.isReady(url);
      },
      60_000,
    );
  }

  private environment(url: string): Record<string, string> {
    return {
      NAMESPACE: this.namespace,
      PARTITIONS: String(PARTITIONS),
      GATHER_MS: '250',
      PORT: new URL(url).port,
      PUBLIC_URL: url,
      ...this.engines.environment,
      DIRECTORY_URL: this.directory.url,
      CLIENT_SECRET_FILE: join(this.folder, 'secret'),
      CLOCK_FILE: join(this.folder, 'clock'),
      LOG_LEVEL: 'warn',
      NOTIFICATION_KEY_FILE: join(this.folder, 'key'),
      INGESTION_URL: 'https://ingestion.example',
      TREND_DETECTION_URL: 'https://trends.example',
      INGESTION_INSIDE_URL: this.directory.url,
      TREND_DETECTION_INSIDE_URL: this.directory.url,
      HIDDEN_ATTRIBUTION_DELAY_SECONDS: '0',
      WEBHOOK_ALLOWED_HOSTS: this.receiver.host,
    };
  }

  /** As if the service were installed anew, on an empty store. */
  async emptyStore(): Promise<void> {
    const client = await new mongo.MongoClient(this.engines.mongodbUri).connect();
    await client.db(`${this.namespace}-notification`).dropDatabase();
    await client.close();
  }
}

/** Bundles the service as the runner does. */
async function build(): Promise<string> {
  await promisify(execFile)(process.execPath, ['--conditions=@landbridge/source', '../../tools/runner/src/build.ts'], { cwd: APP });
  return join(APP, 'dist/js/main.js');
}
