import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReportInput } from '@landbridge/contracts';
import { reportInput } from '@landbridge/contracts/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceClient } from '../src/service-client.ts';
import type { Member } from './support/member.ts';
import { Receiver } from './support/receiver.ts';
import { TestNetwork } from './support/test-network.ts';
import { until } from './support/until.ts';

/** Within this time a change of standing holds in every service. */
const HOLDS_WITHIN_MS = 5_000;

describe('a change of standing holds everywhere', () => {
  let network: TestNetwork;
  let owner: Member;
  let members: Member[];
  const receivers: Receiver[] = [];

  beforeAll(async () => {
    network = await TestNetwork.start();
    const all = network.members.filter(({ communities }) => communities.includes('practitioners'));
    const ofKind = (kind: string) => all.filter(({ organisation }) => organisation.kind === kind);
    [owner] = ofKind('ngo') as [Member];
    members = ofKind('labour-inspectorate');
  });
  afterAll(async () => {
    for (const receiver of receivers) receiver.stop();
    await network.stop();
  });

  const shared = (over: Partial<ReportInput> = {}) =>
    reportInput({ marking: { tlp: 'green', communities: ['practitioners'] }, usePurposes: ['prevention', 'victim-support'], ...over });
  const submit = async (over?: Partial<ReportInput>) => String((await owner.ingestion.post('/v1/reports', shared(over))).id);
  const trendsOf = ({ tokens }: Member) => new ServiceClient(network.system.addresses['trend-detection'], tokens);
  const statusOf = (asking: Promise<unknown>) =>
    asking.then(
      () => 200,
      (error: unknown) => Number(Reflect.get(Object(error), 'status') ?? 0),
    );
  const stateOf = async (member: Member, id: string) => (await member.ingestion.get(`/v1/reports/${id}`)).state;
  const listed = async (member: Member) => JSON.stringify(await member.ingestion.get('/v1/reports?limit=200'));
  async function subscribe(member: Member, answersAfter = 0): Promise<Receiver> {
    const receiver = await Receiver.start(answersAfter);
    receivers.push(receiver);
    const events = ['report.accepted', 'report.revised', 'report.withdrawn'];
    await member.notification.post('/v1/subscriptions', { url: receiver.url, events, purpose: 'prevention' });
    return receiver;
  }
  const told = (receiver: Receiver, id: string) => (receiver.bySubject().get(id) ?? []).map(({ type }) => type);

  it('a withdrawn report is gone, or told as withdrawn, also where the withdrawal overtakes a delivery', async () => {
    const [fast, slow, reading] = members as [Member, Member, Member];
    const [quick, late] = [await subscribe(fast), await subscribe(slow, 3_000)];
    const id = await submit();
    expect(await stateOf(reading, id)).toBe('held');
    await until('both got it, one of them still under way', () => told(quick, id).length > 0 && told(late, id).length > 0);
    const counted = async () => Number((await network.ask('trend-detection', '/v1/operator/status'))['counted']);
    await until('it is counted', async () => (await counted()) > 0);
    const before = await counted();
    await owner.ingestion.delete(`/v1/reports/${id}`, { reason: 'error' });
    for (const receiver of [quick, late]) await until('the receiver heard of it', () => told(receiver, id).at(-1) === 'report.withdrawn');
    expect(told(late, id)).toEqual(['report.accepted', 'report.withdrawn']);
    for (const member of [fast, slow, reading]) {
      expect(await stateOf(member, id)).toBe('withdrawn');
      expect(await listed(member)).not.toContain(id);
    }
    await until('it is no longer counted', async () => (await counted()) === before - 1);

    // the owner's page, against what was really got
    const page = await until('everybody is told', async () => {
      const { recipients } = (await owner.ingestion.get(`/v1/reports/${id}/recipients`)) as { recipients: Recipient[] };
      return recipients.every((recipient) => recipient.told.length > 0) ? recipients : undefined;
    });
    const channels = page.map((recipient) => [recipient.reader.organisation, recipient.takenBack, recipient.channels.join()]).sort();
    expect(channels).toEqual(
      [
        [fast.organisation.id, 'withdrawn', 'webhook'],
        [slow.organisation.id, 'withdrawn', 'webhook'],
        [reading.organisation.id, 'withdrawn', 'rest'],
      ].sort(),
    );
    await until('the inbox tells who read it in REST only', async () =>
      JSON.stringify(await reading.notification.get('/v1/inbox')).includes(id),
    );
    await reading.ingestion.post(`/v1/reports/${id}/withdrawal-answers`, { answer: 'confirmed' });
    const { recipients } = (await owner.ingestion.get(`/v1/reports/${id}/recipients`)) as { recipients: Recipient[] };
    expect(recipients.find(({ reader }) => reader.organisation === reading.organisation.id)?.reply?.answer).toBe('confirmed');
  });

  it('who leaves a community sees nothing of it after five seconds, deliveries included', async () => {
    const [leaver] = members as [Member];
    const receiver = await subscribe(leaver);
    const id = await submit();
    await until('the member got it', () => told(receiver, id).length > 0);
    expect(await listed(leaver)).toContain(id);
    const series = '/v1/series?dimension=total&value=all&audience=practitioners';
    expect(await statusOf(trendsOf(leaver).get(series))).toBe(200);
    await network.system.operator.at('directory').delete(`/v1/communities/practitioners/members/${leaver.organisation.id}`);
    await until(
      'nothing of it is seen',
      async () => {
        const [state, list, figures, trends] = await Promise.all([
          stateOf(leaver, id),
          listed(leaver),
          statusOf(trendsOf(leaver).get(series)),
          statusOf(trendsOf(leaver).get('/v1/trends?audience=practitioners')),
        ]);
        return state === 'withdrawn' && !list.includes(id) && figures === 403 && trends === 403;
      },
      HOLDS_WITHIN_MS,
    );
    const later = await submit();
    await until('what it had is taken back', () => told(receiver, id).at(-1) === 'report.withdrawn');
    await network.settled();
    expect(told(receiver, later)).toEqual([]);
  });

  it('with Kafka gone, a suspended organisation reads nothing after five seconds, and others still submit and read', async () => {
    const [, suspended, reading] = members as [Member, Member, Member];
    const { engines, services } = network.system;
    const id = await submit();
    expect(await stateOf(suspended, id)).toBe('held');
    await engines.kafka.kill();
    await network.system.operator.at('directory').put(`/v1/organisations/${suspended.organisation.id}/status`, { status: 'suspended' });
    await sleep(HOLDS_WITHIN_MS);
    const refusedEverywhere = async () => {
      for (const path of [`/v1/reports/${id}`, '/v1/reports', `/v1/reports/${id}/history`])
        expect(await statusOf(suspended.ingestion.get(path))).toBe(403);
      expect(await statusOf(trendsOf(suspended).get('/v1/trends'))).toBe(403);
      expect(await statusOf(suspended.notification.get('/v1/subscriptions'))).toBe(403);
    };
    await refusedEverywhere();
    const meanwhile = await submit();
    expect(await stateOf(reading, meanwhile)).toBe('held');
    // one that starts while Kafka is away
    await services.ingestion.stop();
    await services.ingestion.start();
    await refusedEverywhere();
    expect(await stateOf(reading, await submit())).toBe('held');
    await engines.kafka.start();
    await network.settled();
    await refusedEverywhere();
  });
});

interface Recipient {
  readonly reader: { readonly organisation?: string };
  readonly channels: readonly string[];
  readonly takenBack?: string;
  readonly told: readonly object[];
  readonly reply?: { readonly answer: string };
}
