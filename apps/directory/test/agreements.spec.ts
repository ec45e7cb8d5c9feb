import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AgreementsService } from '../src/agreements/agreements.service.ts';
import { Network, type Client, type Member } from './members.ts';

const YEAR = 365 * 24 * 3600_000;
const inYears = (years: number) => new Date(Date.now() + years * YEAR).toISOString();

describe('agreements', () => {
  let network: Network;
  let one: Member;
  let other: Member;
  let stranger: Member;

  beforeAll(async () => {
    network = await Network.start();
    [one, other, stranger] = [await network.member(), await network.member({ kind: 'police', regime: 'led' }), await network.member()];
  });
  afterAll(() => network.stop());

  const terms = (over: Record<string, unknown> = {}) => ({
    between: [one.id, other.id],
    purposes: ['prevention'],
    until: inYears(1),
    ...over,
  });
  const propose = async (client: Client = one, over: Record<string, unknown> = {}) => {
    const { status, body } = await client.post('/v1/agreements', terms(over));
    expect(status).toBe(201);
    return body as { id: string; until: string; state: string };
  };
  const decide = (client: Client, id: string, state: unknown) => client.put(`/v1/agreements/${id}/state`, { state });
  const held = async (id: string) => {
    const service = await network.directory.token('ingestion', 'service');
    const { body } = await network.directory.call(service, 'GET', '/v1/policy/state');
    const records = body['records'] as { state: { id: string; agreements?: { id: string }[] } }[];
    return records.filter(({ state }) => state.agreements?.some((agreement) => agreement.id === id)).map(({ state }) => state);
  };

  it('are in force when the other side accepts, on both sides in one change, until either ends them', async () => {
    const { id, until } = await propose();
    expect(await held(id)).toEqual([]);
    expect((await decide(one, id, 'in-force')).status).toBe(403);
    const { sequence } = await network.status();
    expect((await decide(other, id, 'in-force')).body).toMatchObject({ state: 'in-force' });
    expect((await network.status()).sequence).toBe(sequence + 2);
    const states = new Map((await held(id)).map((state) => [state.id, state.agreements]));
    const agreement = { id, purposes: ['prevention'], until };
    expect(states).toEqual(
      new Map([
        [one.id, [{ ...agreement, with: other.id }]],
        [other.id, [{ ...agreement, with: one.id }]],
      ]),
    );
    expect((await decide(other, id, 'ended')).body).toMatchObject({
      state: 'ended',
      history: [
        { state: 'proposed', by: { organisation: one.id } },
        { state: 'in-force', by: { organisation: other.id } },
        { state: 'ended', by: { organisation: other.id } },
      ],
    });
    expect(await held(id)).toEqual([]);
    expect((await decide(one, id, 'ended')).status).toBe(409);
  });

  it('are registered by the operator for both', async () => {
    const { id, state } = await propose(network.operator);
    expect(state).toBe('in-force');
    expect((await held(id)).map((side) => side.id).sort()).toEqual([one.id, other.id].sort());
    await decide(one, id, 'ended');
  });

  it('are declined by the other side, and withdrawn by one’s own', async () => {
    const [first, second] = [await propose(), await propose()];
    expect((await decide(other, first.id, 'withdrawn')).status).toBe(403);
    expect((await decide(other, first.id, 'declined')).body).toMatchObject({ state: 'declined' });
    expect((await decide(one, second.id, 'withdrawn')).body).toMatchObject({ state: 'withdrawn' });
    for (const { id } of [first, second]) expect((await decide(other, id, 'in-force')).status).toBe(409);
  });

  it('are known to both sides and the operator only', async () => {
    const { id } = await propose();
    for (const client of [one, other, network.operator]) {
      expect((await client.get(`/v1/agreements/${id}`)).status).toBe(200);
      expect(JSON.stringify((await client.get('/v1/agreements?state=proposed')).body)).toContain(id);
    }
    const missing = await stranger.get(`/v1/agreements/${randomUUID()}`);
    for (const answer of [await stranger.get(`/v1/agreements/${id}`), await decide(stranger, id, 'in-force')])
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 404, body: missing.body });
    expect((await stranger.get('/v1/agreements')).body).toEqual({ agreements: [] });
    expect((await stranger.get(`/v1/agreements?organisation=${one.id}`)).status).toBe(403);
    expect(JSON.stringify((await stranger.get(`/v1/organisations/${one.id}`)).body)).not.toContain(id);
  });

  it('show each side its own people and machines, and of the other side the organisation', async () => {
    const { id } = await propose();
    await decide(other, id, 'in-force');
    const steps = async (client: Client) => (await client.get(`/v1/agreements/${id}`)).body['history'] as { by: object }[];
    const [proposed, accepted] = await steps(network.operator);
    expect([proposed!.by, accepted!.by]).toEqual([
      { kind: 'organisation', organisation: one.id, clientId: expect.any(String) },
      { kind: 'organisation', organisation: other.id, clientId: expect.any(String) },
    ]);
    const hidden = (side: Member) => ({ kind: 'organisation', organisation: side.id });
    expect((await steps(one)).map(({ by }) => by)).toEqual([proposed!.by, hidden(other)]);
    expect((await steps(other)).map(({ by }) => by)).toEqual([hidden(one), accepted!.by]);
    const listed = (await one.get('/v1/agreements?state=in-force')).body['agreements'] as { id: string; history: { by: object }[] }[];
    expect(listed.find((agreement) => agreement.id === id)?.history[1]?.by).toEqual(hidden(other));

    const { body } = await one.get(`/v1/organisations/${one.id}/versions?limit=1`);
    expect((body['versions'] as { by: object }[]).map(({ by }) => by)).toEqual([hidden(other)]);
  });

  it('come page by page', async () => {
    const before = (await one.get('/v1/agreements')).body['agreements'] as { id: string }[];
    expect(before.length).toBeGreaterThan(2);
    const first = await one.get('/v1/agreements?limit=2');
    const rest = await one.get(`/v1/agreements?cursor=${String(first.body['next'])}`);
    const ids = [first, rest].flatMap(({ body }) => body['agreements'] as { id: string }[]).map(({ id }) => id);
    expect(ids).toEqual(before.map(({ id }) => id));
  });

  it.each([
    ['one side', { between: [randomUUID()] }, 400],
    ['three sides', { between: [randomUUID(), randomUUID(), randomUUID()] }, 400],
    ['somebody else’s sides', { between: [randomUUID(), randomUUID()] }, 403],
    ['no purpose', { purposes: [] }, 400],
    ['a purpose that is none', { purposes: ['immigration-enforcement'] }, 400],
    ['a purpose of neither side', { purposes: ['financial-compliance'] }, 400],
    ['an end that is past', { until: '2020-01-01T00:00:00Z' }, 400],
    ['an end that is too far', { until: inYears(6) }, 400],
    ['an end that is none', { until: 'for ever' }, 400],
    ['an operator of the store', { until: { $gt: '' } }, 400],
    ['a state of its own', { state: 'in-force' }, 400],
  ])('are refused with %s', async (_title, over, status) => {
    expect((await one.post('/v1/agreements', terms(over))).status).toBe(status);
  });

  it('are not made with oneself, a stranger to the network, or who is suspended', async () => {
    expect((await one.post('/v1/agreements', terms({ between: [one.id, one.id] }))).status).toBe(400);
    expect((await one.post('/v1/agreements', terms({ between: [one.id, randomUUID()] }))).status).toBe(404);
    const gone = await network.register();
    await network.operator.put(`/v1/organisations/${gone}/status`, { status: 'suspended' });
    expect((await one.post('/v1/agreements', terms({ between: [one.id, gone] }))).status).toBe(409);
  });

  it('leave the policy context when they are over, also those that nobody answered', async () => {
    const [{ id }, unanswered] = [await propose(network.operator), await propose()];
    expect((await held(id)).length).toBe(2);
    writeFileSync(network.directory.clockFile, String(2 * YEAR));
    try {
      expect((await decide(other, unanswered.id, 'in-force')).status).toBe(400);
      await network.directory.app.get(AgreementsService).expire();
      expect(await held(id)).toEqual([]);
      for (const agreement of [id, unanswered.id])
        expect((await network.operator.get(`/v1/agreements/${agreement}`)).body).toMatchObject({ state: 'expired' });
    } finally {
      writeFileSync(network.directory.clockFile, '0');
    }
  });
});
