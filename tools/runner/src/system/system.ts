import { inStep, portsOf, removeEngines, startEngines, stopEngines, stopMarked, type Engines, type Progress } from '@landbridge/engines';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildApps } from '../build.ts';
import type { Network } from '../network.ts';
import { OperatorClient } from '../operator-client.ts';
import { apps, byApp, type App } from '../root.ts';
import { writeJson } from '../write-json.ts';
import { environmentOf, type EnvironmentParts } from './environment.ts';
import { logFile, markFile, originsFile, portsFile, urlOf } from './layout.ts';
import { makeSecrets } from '@landbridge/deployment';
import { Service } from './service.ts';

export interface SystemOptions {
  /** Everything of this system lies here: data of the engines, secrets, logs, pids. */
  directory: string;
  namespace: string;
  progress: Progress;
  /** The system goes on when this process ends, and `stopSystem` stops it. */
  outlives: boolean;
  /** More environment for all services, for instance WEBHOOK_ALLOWED_HOSTS or CLOCK_FILE. */
  environment?: Record<string, string>;
  /** Never engines that KAFKA_BROKERS and MONGODB_URI name: for tests that kill them. */
  ownEngines?: boolean;
  /** Milliseconds until Kafka asks a service for its token again, for tests of that. */
  kafkaSessionMs?: number;
  warn?: (text: string) => void;
}

/** The engines and the four services, as processes of their own that can be stopped, killed and started one by one. */
export class System implements Network {
  readonly engines: Engines;
  readonly services: Readonly<Record<App, Service>>;
  readonly operator: OperatorClient;
  private readonly parts: Parts;
  private readonly more: Service[] = [];

  /** Starts what does not run yet, and waits until all is ready. */
  static async start(options: SystemOptions): Promise<System> {
    const { directory, progress, outlives, namespace, kafkaSessionMs } = options;
    mkdirSync(directory, { recursive: true });
    const warn = options.warn ?? ((text) => process.stderr.write(`${text}\n`));
    const bundles = await buildApps(progress);
    const engines = await startEngines({ directory, progress, outlives, warn, ownOnly: options.ownEngines ?? false, kafkaSessionMs });
    try {
      writeJson(originsFile(directory), { kafka: engines.kafka.origin, mongodb: engines.mongodb.origin });
      const inUse = apps.some((app) => existsSync(markFile(directory, app)));
      const ports = await portsOf(portsFile(directory), apps, inUse);
      const secrets = makeSecrets(join(directory, 'secrets'));
      const system = new System({ options, warn, bundles, namespace, engines, ports, secrets });
      await system.startServices();
      return system;
    } catch (error) {
      await stopSystem(directory, warn);
      throw error;
    }
  }

  private constructor(parts: Parts) {
    this.parts = parts;
    this.engines = parts.engines;
    this.services = byApp((app) => serviceOf(parts, app, app, parts.ports[app]));
    this.operator = new OperatorClient(this.addresses, join(parts.secrets.servicesFolder, 'operator'));
  }

  get directory(): string {
    return this.parts.options.directory;
  }

  get addresses(): Record<App, string> {
    return byApp((app) => this.services[app].url);
  }

  /** One more instance of a service, in the same consumer group. */
  async startAnother(app: App): Promise<Service> {
    const instance = `${app}-${this.more.length + 2}`;
    const { port } = await portsOf(join(this.directory, `${instance}.port.json`), ['port'], false);
    const service = serviceOf(this.parts, app, instance, port);
    this.more.push(service);
    await service.start();
    return service;
  }

  /** Services first, so that they drain into engines that still run. */
  async stop(): Promise<void> {
    await Promise.all([...this.more, ...Object.values(this.services)].map((service) => service.stop()));
    await this.engines.stop();
  }

  private async startServices(): Promise<void> {
    await inStep(this.parts.options.progress, 'Starting the services', async (step) => {
      // directory first: the others ask it for keys and for the policy.
      await this.services.directory.start();
      step.say('directory is ready');
      await Promise.all(Object.values(this.services).map((service) => service.start()));
    });
  }
}

/** Stops what runs of the system in this directory, whoever started it. */
export async function stopSystem(directory: string, warn: (text: string) => void): Promise<void> {
  await stopServices(directory, warn);
  await stopEngines(directory, warn);
}

/** Stops it and takes away everything of it, its data too. */
export async function removeSystem(directory: string, warn: (text: string) => void): Promise<void> {
  await stopServices(directory, warn);
  await removeEngines(directory, warn);
}

async function stopServices(directory: string, warn: (text: string) => void): Promise<void> {
  await Promise.all(apps.map((app) => stopMarked(markFile(directory, app), app, warn)));
}

/** How V8 lays out memory, in MB: of both services that handle much at a time, one is to stay small and one has many small things. */
const NODE_FLAGS: Partial<Record<App, readonly string[]>> = {
  ingestion: ['--max-semi-space-size=16', '--max-old-space-size=512'],
  'trend-detection': ['--max-semi-space-size=64'],
};

interface Parts extends EnvironmentParts {
  options: SystemOptions;
  warn: (text: string) => void;
  bundles: Record<App, string>;
}

function serviceOf(parts: Parts, app: App, instance: string, port: number): Service {
  const { options, bundles, warn } = parts;
  const { directory, outlives, environment } = options;
  return new Service({
    name: instance,
    url: urlOf(port),
    bundle: bundles[app],
    nodeFlags: NODE_FLAGS[app] ?? [],
    cwd: directory,
    env: { ...process.env, ...environmentOf(app, port, parts), ...environment },
    logFile: logFile(directory, instance),
    markFile: markFile(directory, instance),
    outlives,
    warn,
  });
}
