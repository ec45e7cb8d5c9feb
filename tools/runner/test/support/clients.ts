import { messageOf } from '@landbridge/engines';
import { sampleOrganisations, type SampleAction } from '@landbridge/sample-network';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord } from '@landbridge/deployment';
import type { Network } from '../../src/network.ts';
import { apps, type App } from '../../src/root.ts';
import { registerOrganisations, sampleSeed, type Credentials } from '../../src/sample-organisations.ts';
import { Member, untilAnswered } from './member.ts';
import { Told } from './told.ts';

/** Organisations that send at the same time. */
const AT_ONCE = 8;
/** What is still for so long is stuck. */
const STILL_MS = 90_000;

/** The sample network's organisations as clients of a system. */
export class Clients {
  readonly told = new Told();
  readonly members: readonly Member[];

  static async of(network: Network): Promise<Clients> {
    const clients = new Clients(network, await registerOrganisations(network));
    await clients.everybodyKnowsTheMembers();
    return clients;
  }

  protected constructor(
    readonly network: Network,
    readonly credentials: Credentials,
  ) {
    this.members = credentials.organisations.map((organisation) => new Member(organisation, network, this.told));
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
    return this.network.operator.at(app).get(path);
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

  protected async everybodyKnowsTheMembers(): Promise<void> {
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
