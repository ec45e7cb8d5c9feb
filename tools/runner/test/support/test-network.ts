import { removeEngines, silentProgress } from '@landbridge/engines';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerOrganisations, type Credentials } from '../../src/sample-organisations.ts';
import { System, type SystemOptions } from '../../src/system/system.ts';
import { Clients } from './clients.ts';

const PARTITIONS = 4;

/** A system with engines of its own, which a test may kill and throw away, and the sample network's organisations as its clients. */
export class TestNetwork extends Clients {
  readonly partitions = PARTITIONS;

  static async start(environment: Record<string, string> = {}, options: Pick<SystemOptions, 'kafkaSessionMs'> = {}): Promise<TestNetwork> {
    const directory = mkdtempSync(join(tmpdir(), 'landbridge-e2e-'));
    const namespace = `t-${randomBytes(4).toString('hex')}`;
    const system = await System.start({
      directory,
      namespace,
      progress: silentProgress,
      outlives: false,
      ownEngines: true,
      ...options,
      environment: { WEBHOOK_ALLOWED_HOSTS: '127.0.0.1', PARTITIONS: String(PARTITIONS), ...environment },
    });
    try {
      const network = new TestNetwork(system, namespace, await registerOrganisations(system));
      await network.everybodyKnowsTheMembers();
      return network;
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  private constructor(
    readonly system: System,
    readonly namespace: string,
    credentials: Credentials,
  ) {
    super(system, credentials);
  }

  async stop(): Promise<void> {
    await this.system.stop();
    await removeEngines(this.system.directory, (text) => process.stderr.write(`${text}\n`));
  }
}
