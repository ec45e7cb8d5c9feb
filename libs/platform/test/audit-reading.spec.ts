import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AuditRoot, beginningDigest, type OrganisationState, rootDigest, topicName } from '@landbridge/contracts';
import { testEngines, testKafka } from '@landbridge/engines/testing';
import type { MemberReader } from '@landbridge/sharing';
import { actorOfReader, Audit } from '../src/index.ts';
import { ExampleService, MADE } from './example-service.ts';

const DAY_MS = 24 * 3_600_000;
const YEAR_MS = 366 * DAY_MS;

describe('reading the audit', () => {
  let service: ExampleService;
  let owner: OrganisationState;
  let police: OrganisationState;
  let shelter: OrganisationState;
  let operator: string;
  const report = randomUUID();

  const reads = (organisation: OrganisationState, person: string = randomUUID()) =>
    service.app.get(Audit).record({
      actor: actorOfReader({ ...organisation, organisation: organisation.id, person } as unknown as MemberReader),
      action: 'report.read',
      objects: [{ kind: 'reports', id: report }],
      owner: owner.id,
      purpose: 'investigation',
      details: { revision: 1, level: 'full' },
    });
  const as = (organisation: OrganisationState) => service.directory.token(organisation.id, 'audit:read reports:write');
  const list = async (organisation: OrganisationState, query = '') => {
    const answer = await service.call(await as(organisation), 'GET', `/v1/audit?${query}`);
    expect(answer.statusCode).toBe(200);
    return answer.json<{ entries: Record<string, unknown>[]; next?: string }>();
  };
  const ask = async (method: 'GET' | 'POST', path: string, body?: object) => {
    const answer = await service.call(operator, method, `/v1/operator/audit/${path}`, body);
    return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
  };

  beforeAll(async () => {
    service = await ExampleService.start();
    owner = service.directory.register({ kind: 'ngo', country: 'SE' });
    police = service.directory.register({ kind: 'police', country: 'RO' });
    shelter = service.directory.register({ kind: 'ngo', country: 'DE' });
    operator = await service.directory.token('operator', 'operator');
    expect((await service.call(await as(shelter), 'GET', `/v1/reports/${MADE}`)).statusCode).toBe(200);
    await service.moveClock(-DAY_MS);
    for (const reader of [police, shelter, police, police]) await reads(reader);
    await service.moveClock(0);
    await service.call(await as(owner), 'PUT', `/v1/reports/${report}`);
  });
  afterAll(() => service.stop());

  it('shows an owner who has seen its report: an organisation, or kind and country where the kind asks for delay, and nobody’s person', async () => {
    const { entries } = await list(owner, `object=${report}&action=report.read`);
    const officer = { by: 'organisation', kind: 'police', country: 'RO' };
    expect(entries.map(({ actor }) => actor)).toEqual([{ by: 'organisation', organisation: shelter.id }, officer, officer, officer]);
    expect(entries[1]).toMatchObject({ purpose: 'investigation', details: { revision: 1, level: 'full' } });
    expect(JSON.stringify(entries)).not.toContain(police.id);
  });

  it('tells an owner the day on which one of these kinds read, once it has ended, and the instant by no id, order, filter or cursor', async () => {
    const query = `object=${report}&action=report.read`;
    await reads(police);
    const { entries } = await list(owner, query);
    const [seen, ...unseen] = entries;
    expect(unseen).toHaveLength(3);
    const yesterday = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
    for (const { at } of unseen) expect(at).toBe(`${yesterday}T00:00:00.000Z`);
    const ids = unseen.map(({ id }) => String(id));
    expect(ids).toEqual([...ids].sort());
    const stored = await service.entries.find({ 'content.actor.organisation': police.id }).toArray();
    for (const { strand, digest } of stored) for (const id of ids) expect(id).not.toMatch(new RegExp(`${strand}|${digest}`));
    const [first, , last] = stored.map(({ content }) => content!.at);
    for (const from of [first, seen!['at'], last, `${yesterday}T23:59:59.999Z`])
      expect((await list(owner, `${query}&from=${String(from)}`)).entries.filter(({ at }) => at !== seen!['at'])).toEqual(unseen);
    const { next } = await list(owner, `${query}&limit=2`);
    expect(Buffer.from(next!, 'base64url').toString('latin1')).not.toMatch(/\d{4}-\d\d-\d\d/);
    expect((await list(owner, `${query}&cursor=${next}`)).entries).toEqual(unseen.slice(1));
    expect((await service.call(await as(shelter), 'GET', `/v1/audit?${query}&cursor=${next}`)).statusCode).toBe(400);
  });

  it('shows an organisation its own acts with their persons, and not whose report it read', async () => {
    const { entries } = await list(police);
    const instants = entries.map(({ at }) => String(at));
    expect(instants).toEqual([...instants].sort());
    const [first] = await service.entries.find({ 'content.actor.organisation': police.id }).toArray();
    expect(entries[0]).toMatchObject({
      id: `${first!.strand}.${first!.number}`,
      at: first!.content!.at,
      action: 'report.read',
      actor: { organisation: police.id, person: expect.any(String) as unknown },
    });
    expect(JSON.stringify(entries)).not.toContain(owner.id);
    expect((await list(owner)).entries.map(({ action }) => action)).toEqual([
      'report.read',
      'report.read',
      'report.read',
      'report.read',
      'request.asked',
      'request.answered',
    ]);
  });

  it('goes on page by page, from an instant on, each entry once', async () => {
    const whole = (await list(owner)).entries;
    const paged: unknown[] = [];
    for (let cursor = ''; ;) {
      const { entries, next } = await list(owner, `limit=1${cursor}`);
      paged.push(...entries);
      if (next === undefined) break;
      cursor = `&cursor=${next}`;
    }
    expect(paged).toEqual(whole);
    expect((await list(owner, `from=${String(whole[4]!['at'])}&action=request.asked`)).entries).toEqual([whole[4]]);
    expect((await list(owner, 'from=2099-01-01T00:00:00Z')).entries).toEqual([]);
  });

  it.each([
    'limit=0',
    'limit=501',
    'limit=x',
    'from=yesterday',
    'from[$gt]=2026',
    'object=%24gt',
    'object[$ne]=x',
    'action=Report%20read',
    'cursor=bm90aGluZw',
    'cursor[$gt]=',
    `owner=${randomUUID()}`,
  ])('refuses %s', async (query) => {
    expect((await service.call(await as(owner), 'GET', `/v1/audit?${query}`)).statusCode).toBe(400);
  });

  it('is for who holds the scope, and the operator’s part for the operator', async () => {
    expect((await service.call(undefined, 'GET', '/v1/audit')).statusCode).toBe(401);
    const other = await service.directory.token(owner.id, 'reports:read reports:write');
    expect((await service.call(other, 'GET', '/v1/audit')).statusCode).toBe(403);
    expect((await service.call(operator, 'GET', '/v1/audit')).statusCode).toBe(403);
    const member = await as(owner);
    for (const path of ['strands', `entries?strand=${randomUUID()}`, 'roots'])
      expect((await service.call(member, 'GET', `/v1/operator/audit/${path}`)).statusCode).toBe(403);
    for (const path of ['seal', 'purge'])
      expect((await service.call(member, 'POST', `/v1/operator/audit/${path}`, {})).statusCode).toBe(403);
  });

  it.each([
    'entries',
    'entries?strand=x',
    `entries?strand[$ne]=x`,
    'roots?from=-1',
    'roots?from[$gt]=0',
    'strands?after=x',
    'strands?limit=5000',
  ])('refuses the operator %s', async (path) => {
    expect((await ask('GET', path)).status).toBe(400);
  });

  it('seals all heads under one root, chained to the one before, and tells it', async () => {
    const { root: first } = (await ask('POST', 'seal')).body as { root: AuditRoot };
    const { root: second } = (await ask('POST', 'seal')).body as { root: AuditRoot };
    expect(second).toMatchObject({ number: first.number + 1, previous: first.digest, service: 'ingestion' });
    expect(rootDigest(second)).toBe(second.digest);
    const [head] = second.heads;
    const entry = await service.entries.findOne({ strand: head!.strand, number: head!.number });
    expect(entry!.digest).toBe(head!.digest);
    expect(await told(service.namespace, second.number)).toContainEqual(second);
    expect((await ask('GET', `roots?from=${first.number}&limit=1`)).body).toEqual({ roots: [first], next: second.number });
  });

  it('has sealed each minute without being asked', async () => {
    expect(await service.database.collection('audit-roots').findOne({ number: 1 })).not.toBeNull();
  });

  it('begins another strand at the next start, linked to the head of the one before', async () => {
    const { strands: before } = (await ask('GET', 'strands')).body as { strands: { strand: string }[] };
    const again = await ExampleService.start(service.namespace);
    try {
      const { strands } = (await ask('GET', 'strands')).body as { strands: Parameters<typeof beginningDigest>[0][] };
      expect(strands).toHaveLength(before.length + 1);
      const { predecessor, strand } = strands.at(-1)!;
      const head = await service.entries.findOne({ strand: predecessor!.strand, number: predecessor!.number });
      expect(predecessor).toEqual({ strand: before.at(-1)!.strand, number: head!.number, digest: head!.digest });
      expect((await service.entries.findOne({ strand, number: 1 }))!.previous).toBe(beginningDigest(strands.at(-1)!));
    } finally {
      await again.stop();
    }
  });

  it('purges what is old, never what is younger than a year, and leaves the digests', async () => {
    const recent = new Date(Date.now() - YEAR_MS / 2).toISOString();
    expect(await ask('POST', 'purge', { before: recent })).toMatchObject({ status: 422 });
    for (const body of [{}, { before: 'x' }, { before: { $gt: '' } }, { before: recent, all: true }])
      expect((await ask('POST', 'purge', body)).status).toBe(400);
    const [old] = await service.entries.find().sort({ number: 1 }).toArray();
    await service.entries.updateOne({ _id: old!._id }, { $set: { 'content.at': '2001-01-01T00:00:00.000Z' } });
    expect((await ask('POST', 'purge', { before: '2002-01-01T00:00:00Z' })).body).toEqual({ purged: 1 });
    const { salt: _salt, content: _content, ...rest } = old!;
    expect(await service.entries.findOne({ _id: old!._id })).toEqual(rest);
    const [last] = (await service.recorded()).slice(-1);
    expect(last).toMatchObject({ actor: { by: 'operator' }, details: { purged: 1, before: '2002-01-01T00:00:00Z' } });
  });
});

/** Roots that Kafka has, once it has this one. */
async function told(namespace: string, number: number): Promise<AuditRoot[]> {
  const consumer = testKafka((await testEngines()).kafkaBrokers).consumer({ groupId: `${namespace}.test.${randomUUID()}` });
  const roots: AuditRoot[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic: topicName(namespace, 'audit'), fromBeginning: true });
  await new Promise<void>((resolve) => {
    void consumer.run({
      eachMessage: ({ message }) => {
        roots.push(JSON.parse(String(message.value)) as AuditRoot);
        if (roots.at(-1)!.number >= number) resolve();
        return Promise.resolve();
      },
    });
  }).finally(() => consumer.disconnect());
  return roots;
}
