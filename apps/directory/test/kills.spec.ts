import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PolicyContext, type PolicyState } from '@landbridge/messaging';
import { charter } from '@landbridge/contracts/testing';
import { getConnectionToken } from '@nestjs/mongoose';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Connection } from 'mongoose';
import { DirectoryChild, type Death } from './child.ts';
import { TestDirectory, until } from './directory.ts';
import { startBareService } from './start.ts';

/** Lock, community, its version, two members, their versions, outbox, sequence, commit. */
const COMMIT = 8;
const WRITES = Array.from({ length: COMMIT }, (_, i) => i + 1);
const DEATHS: Death[] = [...WRITES, 'after the commit', 'before it is marked as sent', 'before the mark is committed'];

describe('directory, killed in a change of several records', () => {
  let directory: TestDirectory;
  let service: NestFastifyApplication;
  let operator: string;
  let child: DirectoryChild | undefined;

  /** Who is killed in a transaction leaves it open, and nobody changes anything until the store ends it: after a minute, if not asked. */
  const endOpenTransactions = () => service.get<Connection>(getConnectionToken()).getClient().db('admin').command({ killAllSessions: [] });

  beforeAll(async () => {
    directory = await TestDirectory.start();
    service = await startBareService(directory.environmentOf('ingestion'));
    operator = await directory.token('operator', 'operator');
    await directory.app.close();
  });
  afterAll(async () => {
    await child?.kill();
    await service.close();
    await directory.run();
    await directory.stop();
  });

  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await directory.call(operator, method, path, body, { 'if-match': '*' });
    expect(answer.status).toBeLessThan(300);
    return answer.body;
  };
  /** The one that was started after the death before goes on to the next. */
  const running = async () => (child ??= await DirectoryChild.start(directory.environment()));

  /** A community of two members, which a charter is about to lose. */
  async function found(id: string): Promise<string[]> {
    await call('POST', '/v1/communities', { id, name: 'Group', charter: charter({ admits: ['ngo', 'police'] }) });
    const members = [1, 2].map(() => call('POST', '/v1/organisations', { name: 'Shelter', kind: 'ngo', country: 'SE', regime: 'gdpr' }));
    const ids = (await Promise.all(members)).map((member) => String(member['id']));
    for (const member of ids) await call('PUT', `/v1/communities/${id}/members/${member}`);
    return ids;
  }

  async function stored(): Promise<PolicyState> {
    const token = await directory.token('ingestion', 'service');
    const { body } = await directory.call(token, 'GET', '/v1/policy/state');
    return body as unknown as PolicyState;
  }

  it.each(DEATHS)('at %s leaves all of it or nothing, and no service behind the store five seconds after its restart', async (death) => {
    const victim = await running();
    const community = `group-${String(death).replaceAll(' ', '-')}`;
    const members = await found(community);
    await victim.arm(death);
    const narrow = charter({ admits: ['police'] });
    await directory.call(operator, 'PUT', `/v1/communities/${community}/charter`, narrow, { 'if-match': '*' }).catch(() => undefined);
    expect(await victim.ended()).toBe('SIGKILL');
    child = undefined;
    await endOpenTransactions();

    await running();
    const restarted = Date.now();
    const policy = service.get(PolicyContext);
    const state = await stored();
    const isThere = () => policy.fresh() && policy.sequence() >= state.sequence;
    await until('the service knows what the store has', isThere, restarted + 5_000 - Date.now());
    for (const { kind, state: record } of state.records)
      expect(kind === 'organisation' ? policy.organisation(record.id) : policy.community(record.id)).toEqual(record);
    const changed = typeof death === 'string';
    expect(policy.community(community)?.charter.admits).toEqual(changed ? ['police'] : ['ngo', 'police']);
    expect(members.map((member) => policy.organisation(member)?.communities)).toEqual(members.map(() => (changed ? [] : [community])));
  });

  it('tells who would change something to come again, until the store has ended what was open, and answers all others', async () => {
    const victim = await running();
    const community = 'group-left-open';
    await found(community);
    await victim.arm(COMMIT);
    const path = `/v1/communities/${community}/charter`;
    const change = () => directory.call(operator, 'PUT', path, charter({ admits: ['police'] }), { 'if-match': '*' });
    await change().catch(() => undefined);
    expect(await victim.ended()).toBe('SIGKILL');
    child = undefined;
    await running();
    const asked = Date.now();
    const [refused, read] = await Promise.all([change(), call('GET', `/v1/communities/${community}`)]);
    expect(refused).toMatchObject({ status: 503, body: { type: 'https://landbridge.network/problems/policy-busy' } });
    expect(refused.headers.get('retry-after')).toBe('10');
    expect(Date.now() - asked).toBeLessThan(15_000);
    expect(read).toMatchObject({ charter: { admits: ['ngo', 'police'] } });
    await endOpenTransactions();
    expect((await change()).status).toBe(200);
  });

  it('has every change in Kafka in the end, in the order of their numbers', async () => {
    await running();
    const { sequence } = await stored();
    const isSent = async () => (await call('GET', '/v1/operator/status'))['published'] === sequence;
    await until('all is sent', isSent, 60_000);
    const records = await directory.published((all) => all.some(({ revision }) => revision === sequence));
    const firsts = [...new Set(records.map(({ revision }) => revision))];
    expect(firsts).toEqual(Array.from({ length: sequence }, (_, i) => i + 1));
  });
});
