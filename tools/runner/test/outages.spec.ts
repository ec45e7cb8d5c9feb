import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { concernsMinors, type ReportInput } from '@landbridge/contracts';
import { organisationState } from '@landbridge/contracts/testing';
import { sampleOrganisations } from '@landbridge/sample-network';
import { atLeast, canSee } from '@landbridge/sharing';
import { memberReader } from '@landbridge/sharing/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../src/root.ts';
import { sampleSeed } from '../src/sample-organisations.ts';
import type { Service } from '../src/system/service.ts';
import { Dice } from '../src/dice.ts';
import { expectAllCounted, expectNoDeadLetters } from './support/expectations.ts';
import { long } from './support/long.ts';
import type { Member } from './support/member.ts';
import { whileReportsCome } from './support/paced-load.ts';
import { Receiver } from './support/receiver.ts';
import { SampleLoad } from './support/sample-load.ts';
import { TestNetwork } from './support/test-network.ts';
import { until } from './support/until.ts';

/** Longer than a lease of a lane and a session in the group, which are 10 s. */
const AWAY_MS = long ? 60_000 : 20_000;
const STALL_MS = 12_000;
const ROUNDS = long ? 4 : 1;
const PER_SECOND = 100;
/** What the subscriber asks for, and what for. */
const COUNTRY = 'SE';
const PURPOSE = 'victim-support';
const sample = new Map(sampleOrganisations(sampleSeed).map((organisation) => [organisation.id, organisation]));

describe('while reports come in', () => {
  let network: TestNetwork;
  let receiver: Receiver;
  const load = new SampleLoad(200_000);
  beforeAll(async () => {
    receiver = await Receiver.start();
    network = await TestNetwork.start({ SUBSCRIPTION_DELIVERIES_PER_MINUTE: '1000000', ORGANISATION_DELIVERIES_PER_MINUTE: '1000000' });
  });
  afterAll(async () => {
    receiver.stop();
    await network.stop();
  });

  it('second instances that come, stall and go at random change no count and no delivery', async () => {
    const dice = new Dice(Date.now());
    const reader = network.memberOf('practitioners');
    await reader.notification.post('/v1/subscriptions', {
      url: receiver.url,
      events: ['report.accepted', 'report.revised', 'report.withdrawn'],
      filters: { countries: [COUNTRY] },
      purpose: PURPOSE,
    });
    await whileReportsCome(network, load, PER_SECOND, async () => {
      await Promise.all([disturb(network, 'trend-detection', dice), disturb(network, 'notification', dice)]);
    });
    await network.settled();
    await expectAllCounted(network);
    await expectNoDeadLetters(network);
    await until('nothing waits to be delivered', async () => (await waiting(network)) === 0);
    expectDelivered(network, reader, receiver);
  });

  it('Kafka may be gone, and ingestion start anew meanwhile: nothing is lost, and nothing becomes a dead letter', async () => {
    const { engines, services } = network.system;
    await whileReportsCome(network, load, PER_SECOND, async () => {
      await engines.kafka.kill();
      await sleep(AWAY_MS / 3);
      await services.ingestion.kill();
      await services.ingestion.start();
      await sleep(AWAY_MS / 3);
      await services.ingestion.stop();
      await services.ingestion.start();
      await sleep(AWAY_MS / 3);
      await engines.kafka.start();
    });
    await network.settled();
    await expectAllCounted(network);
    await expectNoDeadLetters(network);
  });
});

/** In an order of chance, each after a while: one more instance ends in order, one is killed, and each of the two is stalled once. */
async function disturb({ system }: TestNetwork, app: App, dice: Dice): Promise<void> {
  const first = system.services[app];
  const second = await system.startAnother(app);
  const acts = Array.from({ length: ROUNDS }, () => [
    () => second.stop(),
    () => second.kill(),
    () => stall(first),
    () => stall(second),
  ]).flat();
  for (const act of dice.shuffled(acts)) {
    await second.start();
    await sleep(dice.between(500, 4_000));
    await act();
  }
  await second.stop();
}

/** So long that the group gives its partitions to the other one; then it goes on with what it was at, as if nothing had been. */
async function stall({ pid }: Service): Promise<void> {
  if (pid === undefined) throw new Error('What is to be stalled does not run.');
  process.kill(pid, 'SIGSTOP');
  await sleep(STALL_MS);
  process.kill(pid, 'SIGCONT');
}

async function waiting(network: TestNetwork): Promise<number> {
  const { waiting: queued, sending } = await network.ask('notification', '/v1/operator/status');
  return Number(queued) + Number(sending);
}

/** The last revision of what the reader may see has come, under one id each; and of what came and was withdrawn, the withdrawal. */
function expectDelivered(network: TestNetwork, reader: Member, receiver: Receiver): void {
  const bySubject = receiver.bySubject();
  const wrong: string[] = [];
  for (const { id, owner, revision, report } of network.told.all()) {
    const received = bySubject.get(id) ?? [];
    const newest = Math.max(0, ...received.map((each) => each.revision));
    if (new Set(received.map((each) => each.revision)).size !== received.length) wrong.push(`${id}: a revision came as two deliveries`);
    const due = report ? isAbout(report) && (owner === reader.organisation.id || sees(reader, owner, report)) : received.length > 0;
    if (due && newest !== revision) wrong.push(`${id}: revision ${revision} did not come, ${newest} did`);
  }
  expect(wrong).toEqual([]);
  expect(bySubject.size).toBeGreaterThan(0);
}

function isAbout({ where = {} }: ReportInput): boolean {
  const { citizenships = [], transit = [], origin, exploitation } = where;
  return [...citizenships, ...transit, origin, exploitation].includes(COUNTRY);
}

/** Whether the policy lets a webhook carry something of it. */
function sees(reader: Member, owner: string, report: ReportInput): boolean {
  const [of, by] = [sample.get(reader.organisation.id), sample.get(owner)];
  if (!of || !by) throw new Error('The sample has no such organisation.');
  const { marking, attribution, usePurposes, basis } = report;
  const shared = { contributor: by, marking, attribution, usePurposes, basis, concernsMinors: concernsMinors(report) };
  return marking.tlp !== 'red' && atLeast(canSee(memberReader(organisationState(of)), PURPOSE, shared), 'redacted');
}
