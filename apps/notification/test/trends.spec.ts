import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationState, PersonRole } from '@landbridge/contracts';
import { trend } from '../src/testing.ts';
import { TestNetwork } from './network.ts';
import type { Hook } from './receiver.ts';
import { until } from './until.ts';

describe('which trends come to whom', () => {
  const network = TestNetwork.forTests();
  let hook: Hook;
  let reader: OrganisationState;

  beforeEach(() => {
    ({ reader, hook } = network.newReader());
  });

  it('gives candidates to the assessing team only, and a community’s trends for the purpose of its charter only', async () => {
    const assessor = network.directory.register({ assessing: true });
    const wish = { events: ['trend.opened', 'trend.revised'], purpose: 'victim-support' };
    await network.api.subscribe(assessor, hook, wish);
    await network.api.subscribe(reader, hook, wish);
    await network.api.subscribe(reader, hook, { ...wish, purpose: 'research' });
    const candidate = trend();
    await network.topics.trend('trend.opened', candidate);
    await until('the assessor gets it', () => hook.received.length === 1);
    await network.topics.trend('trend.revised', { ...candidate, revision: 2, state: 'published' });
    await until('both get the published one', () => hook.received.length === 3);
    expect(hook.story(candidate.id)).toEqual(['trend.opened 1', 'trend.revised 2', 'trend.revised 2']);
    expect(hook.received[0]?.data).toMatchObject({ state: 'candidate', link: `https://trends.example/v1/trends/${candidate.id}` });
    expect([(await network.api.deliveries(assessor)).length, (await network.api.deliveries(reader)).length]).toEqual([2, 1]);
  });

  it('gives candidates to what somebody made who assesses, for as long as that is so', async () => {
    const [ada, bo] = [randomUUID(), randomUUID()];
    const people = (of: PersonRole) => [
      { id: ada, roles: [of] },
      { id: bo, roles: ['analyst' as const] },
    ];
    const team = network.directory.register({ assessing: true, people: people('assessor') });
    const other = network.receiver.hook();
    const wish = { events: ['trend.opened', 'trend.revised'], purpose: 'victim-support' };
    const { id: ofAda } = await network.api.subscribe(team, hook, wish, ada);
    const { id: ofBo } = await network.api.subscribe(team, other, wish, bo);
    const getCandidates = async (id: string) => (await network.api.call(team.id, 'GET', `/v1/subscriptions/${id}`)).body['candidates'];
    expect([await getCandidates(ofAda), await getCandidates(ofBo)]).toEqual([true, false]);
    // another secret, whoever asks for it, makes nothing of anybody else's
    await network.api.call(team.id, 'POST', `/v1/subscriptions/${ofBo}/secret`, undefined, 'subscriptions', ada);
    const candidate = trend();
    await network.topics.trend('trend.opened', candidate);
    await until('the assessor gets it', () => hook.received.length === 1);
    network.directory.change(team.id, { people: people('analyst') });
    await until('it is known that she assesses no more', async () => (await getCandidates(ofAda)) === false);
    await network.topics.trend('trend.revised', { ...candidate, revision: 2, state: 'under-assessment' });
    await network.topics.trend('trend.revised', { ...candidate, revision: 3, state: 'published' });
    await until('both get the published one', () => hook.received.length === 2 && other.received.length === 1);
    expect([hook.story(candidate.id), other.story(candidate.id)]).toEqual([['trend.opened 1', 'trend.revised 3'], ['trend.revised 3']]);
    // nor does the record of what was sent tell her of the candidate, as it tells the team's machine
    const shownTo = async (person?: string) => {
      const { body } = await network.api.call(team.id, 'GET', '/v1/deliveries', undefined, 'subscriptions', person);
      return (body['deliveries'] as { revision: number }[]).map(({ revision }) => revision).sort();
    };
    expect([await shownTo(), await shownTo(bo)]).toEqual([
      [1, 3, 3],
      [3, 3],
    ]);
  });

  it('tells whoever had a published trend that it was taken back, once, and nobody outside what the team does with it then', async () => {
    const analyst = randomUUID();
    const assessor = network.directory.register({ assessing: true, people: [{ id: analyst, roles: ['analyst'] }] });
    const outside = network.receiver.hook();
    const wish = { events: ['trend.opened', 'trend.revised'], purpose: 'victim-support' };
    await network.api.subscribe(assessor, hook, wish);
    await network.api.subscribe(reader, outside, wish);
    const candidate = trend({ translations: { sv: 'En ändring i mottagna rapporter.' } });
    const send = (name: 'trend.opened' | 'trend.revised' | 'trend.closed', revision: number, state: (typeof candidate)['state']) =>
      network.topics.trend(name, { ...candidate, revision, state });
    await send('trend.opened', 1, 'candidate');
    await send('trend.revised', 2, 'published');
    await until('it is published', () => outside.received.length === 1);
    await send('trend.revised', 3, 'under-assessment');
    await send('trend.revised', 4, 'under-assessment');
    await send('trend.closed', 5, 'dismissed');
    await send('trend.revised', 6, 'dismissed');
    await send('trend.opened', 7, 'candidate');
    await until('the team is called up again', () => hook.received.some(({ revision }) => revision === 7));
    await until('the end is told outside', () => outside.received.some(({ revision }) => revision === 5));
    // both are told that it is dismissed, and nobody of what became of it while it was
    expect(hook.received.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 7]);
    // outside, no more than what it is of that which is a finding no longer
    const link = `https://trends.example/v1/trends/${candidate.id}`;
    expect(outside.received.map(({ data }) => data)).toEqual([
      { ...candidate, revision: 2, state: 'published', link },
      { id: candidate.id, revision: 3, state: 'under-assessment', link },
      { id: candidate.id, revision: 5, state: 'dismissed', link },
    ]);
    // who does not assess is not shown, in the record of what went to the team, what only the team may know of
    const shownTo = async (person?: string) => {
      const { body } = await network.api.call(assessor.id, 'GET', '/v1/deliveries', undefined, 'subscriptions', person);
      return (body['deliveries'] as { revision: number }[]).map(({ revision }) => revision).sort();
    };
    expect([await shownTo(), await shownTo(analyst)]).toEqual([
      [1, 2, 3, 4, 5, 7],
      [2, 3],
    ]);
  });

  it('tells of a finding how it ended, and when it is retracted no more than that', async () => {
    await network.api.subscribe(reader, hook, { events: ['trend.revised'], purpose: 'victim-support' });
    const published = trend({ revision: 2, state: 'published' });
    const ended = { ...published, revision: 3, state: 'closed', closedBecause: 'ended' } as const;
    const retracted = { ...published, revision: 4, state: 'retracted', closedBecause: 'reports-withdrawn' } as const;
    await network.topics.trend('trend.revised', published);
    await until('it is published', () => hook.received.length === 1);
    await network.topics.trend('trend.closed', ended);
    await until('it has ended', () => hook.received.length === 2);
    await network.topics.trend('trend.closed', retracted);
    await until('it is retracted', () => hook.received.length === 3);
    const link = `https://trends.example/v1/trends/${published.id}`;
    expect(hook.received.map(({ data }) => data)).toEqual([
      { ...published, link },
      { ...ended, link },
      { id: published.id, revision: 4, state: 'retracted', closedBecause: 'reports-withdrawn', link },
    ]);
  });
});
