import { messageOf, silentProgress } from '@landbridge/engines';
import { sampleOrganisations, type SampleAction } from '@landbridge/sample-network';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord } from '../../src/is-record.ts';
import { apps, type App } from '../../src/root.ts';
import { registerOrganisations, sampleSeed, type Credentials } from '../../src/sample-organisations.ts';
import { System, type SystemOptions } from '../../src/system/system.ts';
import { Member, untilAnswered } from './member.ts';
import { Told } from './told.ts';

/** Organisations that send at the same time. */
const AT_ONCE = 8;
const PARTITIONS = 4;
/** What is still for so long is stuck. */
const STILL_MS = 90_000;

/** A system with engines of its own, which a test may kill and throw away, and the sample network's organisations as its clients. */
export class TestNetwork {
  readonly told = new Told();
  readonly partitions = PARTITIONS;
  readonly members: readonly Member[];

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
    readonly credentials: Credentials,
  ) {
    this.members = credentials.organisations.map((organisation) => new Member(organisation, system, this.told));
  }

  async stop(): Promise<void> {
    await this.system.stop();
    rmSync(this.system.directory, { recursive: true, force: true });
  }

  member(id: string): Member {
    const found = this.members.find(({ organisation }) => organisation.id === id);
    if (!found) throw new Error(`${id} is no member.`);
    return found;
  }

  /** The first member of a community. */
  memberOf(community: string): Member {
    const found = this.members.find(({ communities }) => communities.includes(community));
    if (!found) throw new Error(`${community} has no member.`);
    return found;
  }

  /** The team that assesses candidates. */
  assessing(): Member {
    const team = sampleOrganisations(sampleSeed).find(({ assessing }) => assessing);
    return this.member(String(team?.id));
  }

  /** Every organisation does what is its own, in order; several at once. */
  async perform(actions: readonly SampleAction[]): Promise<void> {
    const waiting = [...Map.groupBy(actions, ({ organisation }) => organisation)];
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await this.member(next[0]).perform(next[1]);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  ask(app: App, path: string): Promise<Record<string, unknown>> {
    return this.system.operator.at(app).get(path);
  }

  /**
   * Waits until everything accepted is in Kafka, and everything in Kafka is handled.
   * @throws with what is in flight, when nothing has moved for a while
   */
  async settled(): Promise<void> {
    let before = '';
    let movedAt = Date.now();
    for (;;) {
      const { inFlight, picture } = await this.look();
      // twice the same: what one service sends may be on its way to the next
      if (inFlight.length === 0 && picture === before) return;
      if (picture !== before) movedAt = Date.now();
      before = picture;
      if (Date.now() - movedAt > STILL_MS) throw new Error(`Nothing has moved for ${STILL_MS / 1000} s: ${inFlight.join(', ')}.`);
      await sleep(200);
    }
  }

  private async look(): Promise<{ inFlight: string[]; picture: string }> {
    const states = await Promise.all(
      apps.map(async (app) => [app, await this.ask(app, '/v1/operator/messaging').catch(messageOf)] as const),
    );
    return { inFlight: states.flatMap(([app, state]) => inFlightIn(app, state)), picture: JSON.stringify(states) };
  }

  private async everybodyKnowsTheMembers(): Promise<void> {
    await this.settled();
    for (const member of this.members) await untilAnswered(() => member.ingestion.get('/v1/reports?limit=1'));
  }
}

function inFlightIn(app: App, state: Record<string, unknown> | string): string[] {
  if (typeof state === 'string') return [state];
  const { outboxPending, topics } = state;
  const open = Array.isArray(topics) ? topics.filter((topic) => !(isRecord(topic) && topic['state'] === 'live' && topic['lag'] === 0)) : [];
  return [
    ...(outboxPending === 0 ? [] : [`outbox of ${app}: ${String(outboxPending)}`]),
    ...open.map((topic) => `${app}: ${JSON.stringify(topic)}`),
  ];
}
