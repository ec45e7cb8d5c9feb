import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestDirectory, until, type Published } from './directory.ts';

describe('the policy context', () => {
  let directory: TestDirectory;
  let operator: string;
  let service: string;

  beforeAll(async () => {
    directory = await TestDirectory.start();
    operator = await directory.token('operator', 'operator');
    service = await directory.token('ingestion', 'service');
  });
  afterAll(() => directory.stop());

  const register = async (name: string) =>
    String((await directory.call(operator, 'POST', '/v1/organisations', { name, kind: 'ngo', country: 'SE', regime: 'gdpr' })).body['id']);
  const status = async () => (await directory.call(operator, 'GET', '/v1/operator/status')).body as { sequence: number; published: number };
  const state = async (after = 0) =>
    (await directory.call(service, 'GET', `/v1/policy/state?after=${after}`)).body as {
      sequence: number;
      records: { kind: string; state: { id: string; sequence: number } }[];
    };

  it('is published in the order of its numbers, each change once, however many are made at once', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, (_, i) => register(`Organisation ${i}`)));
    await Promise.all(
      ids.slice(0, 10).map((id) => directory.call(operator, 'PUT', `/v1/organisations/${id}/status`, { status: 'suspended' })),
    );
    await Promise.all(ids.slice(10).map((id) => directory.call(operator, 'PUT', `/v1/communities/practitioners/members/${id}`)));
    const { sequence } = await status();
    expect(sequence).toBe(4 + 20 + 20);
    const records = await directory.published((all) => all.some(({ revision }) => revision === sequence));
    expect(records.map(({ revision }) => revision)).toEqual(Array.from({ length: sequence }, (_, i) => i + 1));
    expect(records.filter(({ type }) => type === 'org.landbridge.organisation.suspended.v1')).toHaveLength(10);
    expect(records.slice(0, 4).map(({ type }) => type)).toEqual(records.slice(0, 4).map(() => 'org.landbridge.community.changed.v1'));
    for (const { key, state: record, revision } of records) expect(record).toMatchObject({ id: key, sequence: revision });
    await until('the published number is the last one', async () => (await status()).published === sequence);
  });

  it('takes no number for what changes nothing', async () => {
    const id = await register('Quiet');
    const { sequence } = await status();
    await directory.call(operator, 'PUT', `/v1/organisations/${id}/status`, { status: 'active' });
    await directory.call(operator, 'DELETE', `/v1/communities/practitioners/members/${id}`);
    expect((await status()).sequence).toBe(sequence);
  });

  it('is told to services from any number on', async () => {
    const all = await state();
    expect(all.records.map((record) => record.state.sequence)).toEqual(
      [...all.records.map((record) => record.state.sequence)].sort((one, other) => one - other),
    );
    expect(all.records.filter(({ kind }) => kind === 'community')).toHaveLength(4);
    const id = await register('Newest');
    const newer = await state(all.sequence);
    expect(newer.records).toMatchObject([{ kind: 'organisation', state: { id, sequence: newer.sequence } }]);
    expect((await state(newer.sequence)).records).toEqual([]);
    expect((await directory.call(service, 'GET', '/v1/policy/state?after=-1')).status).toBe(400);
  });

  it('is made whole again by the hourly check, whatever stands in the topic', async () => {
    const id = await register('Overwritten');
    const { sequence } = await status();
    await until('it is published', async () => (await status()).published === sequence);
    await directory.publish(id, '{"id":"nonsense"}');
    const { body } = await directory.call(operator, 'POST', '/v1/operator/republish');
    const { records } = await state();
    expect(body).toEqual({ records: records.length });
    const last = lastByKey(await directory.published((all) => all.filter(({ revision }) => revision === sequence).length === 2));
    expect(records.map(({ state: record }) => last.get(record.id))).toEqual(records.map(({ state: record }) => record));
    expect((await status()).sequence).toBe(sequence);
  });
});

function lastByKey(records: Published[]): Map<string, unknown> {
  return new Map(records.map(({ key, state }) => [key, state]));
}
