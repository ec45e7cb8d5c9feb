import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventType } from '@landbridge/contracts';
import { reportInput } from '@landbridge/contracts/testing';
import { DAY, Kept, secret } from './kept.ts';
import type { Member } from './member.ts';
import { until } from './service.ts';

describe('a purge', () => {
  let kept: Kept;
  let owner: Member;
  let reader: Member;

  beforeAll(async () => {
    kept = await Kept.start();
    ({ owner, reader } = kept);
  });
  afterAll(() => kept.service.stop());

  it('leaves nothing but that there was a report, and the proof', async () => {
    const { id, externalId } = await kept.rich();
    // as if Kafka had refused an event of it for ever
    await kept.service.database.collection('outbox-quarantine').insertOne({ topic: 'reports', key: id, value: 'what it said' });
    const { status } = await kept.close(await kept.ask(externalId), 'erased');
    expect(status).toBe(200);
    const left = await kept.traces(id);
    expect(left).not.toHaveProperty('revisions');
    expect(left).not.toHaveProperty('external-ids');
    expect(left).not.toHaveProperty('outbox-quarantine');
    expect(Object.keys(left['reports']?.[0] ?? {}).sort()).toEqual(
      ['_id', 'acceptedAt', 'contributor', 'purged', 'reason', 'recordedAt', 'recordedOn', 'revisedAt', 'revision', 'state'].sort(),
    );
    for (const request of left['access-requests'] ?? []) expect([request['state'], request['reason']]).toEqual(['lapsed', undefined]);
    const { body } = await kept.operator('GET', '/v1/operator/purges?limit=200');
    const proof = (body['purges'] as { id: string; at: string }[]).find((purge) => purge.id === id);
    const waitedFor = [
      { what: 'outbox', days: 7 },
      { what: 'reports', days: 31 },
      { what: 'dead-letters', days: 31 },
    ];
    expect(proof).toMatchObject({
      why: 'erasure-request',
      revisions: 2,
      digest: expect.stringMatching(/^[\w-]{43}$/),
      waitedFor,
      kafkaUntil: new Date(Date.parse(proof?.at ?? '') + (7 + 31 + 31) * DAY).toISOString(),
    });
    expect((await owner.call('GET', `/v1/reports/${id}/history`)).body['revisions']).toMatchObject([
      { state: 'withdrawn', reason: 'legal-duty' },
    ]);
  });

  it('is told as a withdrawal, without what was, to everybody who had it', async () => {
    const { id, externalId } = await kept.rich();
    await kept.close(await kept.ask(externalId), 'erased');
    await until('it is told', () => kept.events.some(({ key, name }) => key === id && name === eventType('report.withdrawn')));
    const last = kept.events.findLast(({ key }) => key === id);
    expect(last).toMatchObject({ revision: 3 });
    expect(JSON.parse(last?.text ?? '')).toEqual({ withdrawal: expect.objectContaining({ id, revision: 3, reason: 'legal-duty' }) });
    expect((await kept.read(reader, id)).body).toEqual({ id, state: 'withdrawn' });
    expect((await reader.call('GET', '/v1/reports?status=withdrawn&limit=200')).text).toContain(id);
    const { body } = await owner.call('GET', `/v1/reports/${id}/recipients`);
    expect(body['recipients']).toMatchObject([{ takenBack: 'withdrawn', told: [{ channel: 'rest', revision: 3 }] }]);
  });

  it('of a withdrawn report is no second withdrawal', async () => {
    const externalId = secret();
    const id = await kept.submitted({ externalIds: [externalId] });
    await owner.call('DELETE', `/v1/reports/${id}?reason=error`);
    await kept.close(await kept.ask(externalId), 'erased');
    expect((await owner.call('GET', `/v1/reports/${id}`)).body).toMatchObject({ revision: 2, reason: 'error' });
    const told = () => kept.events.find(({ key, revision }) => key === id && revision === 2);
    await until('it is told', () => told() !== undefined);
    const markers = new Set<string>();
    // in order within a partition only
    await until('an event behind it has come', async () => {
      markers.add(await kept.submitted());
      return kept.events.some(({ key, partition }) => markers.has(key) && partition === told()?.partition);
    });
    expect(kept.events.filter(({ key }) => key === id).map(({ revision }) => revision)).toEqual([1, 2]);
  });

  it('frees the external ids of all revisions, also where consent was withdrawn before', async () => {
    for (const reason of [undefined, 'consent-withdrawn']) {
      const [first, second] = [secret(), secret()];
      const id = await kept.submitted({ externalIds: [first] });
      await owner.call('PUT', `/v1/reports/${id}`, reportInput({ externalIds: [second], acts: ['transfer'] }), { 'if-match': '"1"' });
      if (reason !== undefined) await owner.call('DELETE', `/v1/reports/${id}?reason=${reason}`);
      await kept.close(await kept.ask(second), 'erased');
      expect(await kept.traces(id)).not.toHaveProperty('external-ids');
      for (const externalId of [first, second]) expect((await owner.submit(reportInput({ externalIds: [externalId] }))).status).toBe(201);
    }
  });

  it('is done once, whoever does it at the same time', async () => {
    const { id, externalId } = await kept.rich();
    const request = await kept.ask(externalId);
    const answers = await Promise.all([
      kept.close(request, 'erased'),
      kept.close(request, 'erased'),
      kept.operator('POST', '/v1/operator/retention'),
      owner.call('PUT', `/v1/reports/${id}`, reportInput({ acts: ['transfer'] }), { 'if-match': '*' }),
    ]);
    expect(answers.slice(0, 3).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect([200, 409, 412]).toContain(answers[3].status);
    const left = await kept.traces(id);
    expect(left).not.toHaveProperty('revisions');
    expect(left['purges']).toHaveLength(1);
    await until('it is told', () => kept.events.some(({ key, name }) => key === id && name === eventType('report.withdrawn')));
    expect(kept.events.filter(({ key, name }) => key === id && name === eventType('report.withdrawn'))).toHaveLength(1);
  });
});
