import { randomUUID } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportInput } from '@landbridge/contracts/testing';
import { type Member } from './member.ts';
import { type Answer, TestService } from './service.ts';

const PROBLEM = 'https://landbridge.network/problems/';

/** So that a narrative has a signature. */
const LONG_ENOUGH = 'And what she tells besides, at some length, so that it is like no other.';

describe('reports over HTTP', () => {
  let service: TestService;
  let owner: Member;
  let colleague: Member;
  let stranger: Member;

  beforeAll(async () => {
    service = await TestService.start();
    owner = await service.member({ kind: 'ngo' });
    colleague = await service.member({ kind: 'police', communities: ['practitioners', 'law-enforcement'] });
    stranger = await service.member({ kind: 'bank', communities: ['private-sector'] });
  });
  afterAll(() => service.stop());

  async function submitted(over: object = {}): Promise<string> {
    const { status, body } = await owner.submit({ ...reportInput(), ...over });
    expect(status).toBe(201);
    return String(body['id']);
  }
  const problemOf = ({ status, headers, body }: Answer) => {
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(body['status']).toBe(status);
    return [status, String(body['type']).replace(PROBLEM, '')];
  };

  describe('submitting', () => {
    it('takes a report, and warns of what looks like a person without keeping it back', async () => {
      const answer = await owner.submit(reportInput({ narrative: 'Mr Popescu gave 0721 234 567', references: ['case 7'] }));
      expect(answer).toMatchObject({ status: 201, headers: { etag: '"1"', location: `/v1/reports/${String(answer.body['id'])}` } });
      expect(answer.body['warnings']).toEqual([
        { pointer: '/narrative', kind: 'name', offset: 0, length: 10 },
        { pointer: '/narrative', kind: 'phone', offset: 16, length: 12 },
      ]);
      expect(answer.body['notice']).toContain('cannot find every name');
    });

    it('gives everything back to its owner', async () => {
      const texts = { narrative: 'They slept in a container.', references: ['file 7'], externalIds: [`case ${randomUUID()}`] };
      const id = await submitted(texts);
      const { status, headers, body } = await owner.call('GET', `/v1/reports/${id}`);
      expect([status, headers.etag]).toEqual([200, '"1"']);
      expect(body).toMatchObject({ ...reportInput(), ...texts, id, state: 'held', revision: 1, hasNarrative: true, palermoComplete: true });
    });

    it('knows the same report again by its external id, and says to revise it when it differs', async () => {
      const externalIds = [`case ${randomUUID()}`];
      const id = await submitted({ externalIds });
      const { attribution, ...rest } = reportInput({ externalIds });
      expect(await owner.submit({ attribution, ...rest })).toMatchObject({ status: 200, body: { id, revision: 1, alreadyHeld: true } });
      const other = await owner.submit(reportInput({ externalIds, acts: ['transfer'] }));
      expect(problemOf(other)).toEqual([409, 'external-id-held']);
      expect(other.body['detail']).toContain(`PUT /v1/reports/${id}`);
      expect(other.body['reports']).toEqual([id]);
      expect((await stranger.submit(reportInput({ externalIds }))).status).toBe(201);
    });

    it('takes one of many that come with the same external id at once', async () => {
      const externalIds = [`case ${randomUUID()}`];
      const answers = await Promise.all(Array.from({ length: 12 }, () => owner.submit(reportInput({ externalIds }))));
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(11).fill(200), 201]);
      expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(1);
    });

    it('refuses a community or a recipient that does not exist', async () => {
      const answer = await owner.submit(
        reportInput({ marking: { tlp: 'amber', communities: ['practitoners'], recipients: [randomUUID()] } }),
      );
      expect(problemOf(answer)).toEqual([400, 'invalid-report']);
      expect(answer.body['errors']).toMatchObject([{ pointer: '/marking/communities/0' }, { pointer: '/marking/recipients/0' }]);
    });

    it('stores no text in clear', async () => {
      const secret = `unspeakable-${randomUUID()}`;
      const id = await submitted({ narrative: secret, references: [secret], externalIds: [secret] });
      const answer = await owner.call('PUT', `/v1/reports/${id}`, reportInput({ narrative: `${secret} more` }), { 'if-match': '"1"' });
      expect(answer.status).toBe(200);
      for (const { name } of await service.database.listCollections().toArray())
        for (const document of await service.database.collection(name).find().toArray())
          expect(JSON.stringify(document)).not.toContain(secret);
      expect(service.log).not.toContain(secret);
      expect((await service.send('GET', '/metrics')).text).not.toContain(secret);
    });
  });

  describe('Idempotency-Key', () => {
    it('gives the first answer again, and refuses the key for another request', async () => {
      const headers = { 'idempotency-key': randomUUID() };
      const first = await owner.submit(reportInput(), headers);
      const again = await owner.submit(reportInput(), headers);
      expect(again).toMatchObject({ status: 201, body: first.body, headers: { location: first.headers.location } });
      expect(problemOf(await owner.submit(reportInput({ acts: ['transfer'] }), headers))).toEqual([422, 'idempotency-key-reused']);
      expect((await colleague.submit(reportInput({ acts: ['transfer'] }), headers)).status).toBe(201);
    });

    it('does a request once that comes several times at once', async () => {
      const headers = { 'idempotency-key': randomUUID() };
      const answers = await Promise.all(Array.from({ length: 8 }, () => owner.submit(reportInput(), headers)));
      expect(answers.map(({ status }) => status).every((status) => status === 201 || status === 409)).toBe(true);
      expect(new Set(answers.flatMap(({ status, body }) => (status === 201 ? [body['id']] : []))).size).toBe(1);
    });

    it('makes a revision and a withdrawal repeatable', async () => {
      const id = await submitted();
      const put = () =>
        owner.call('PUT', `/v1/reports/${id}`, reportInput({ acts: ['transfer'] }), { 'if-match': '"1"', 'idempotency-key': `put-${id}` });
      expect([await put(), await put()]).toMatchObject([{ status: 200, body: { revision: 2 } }, { status: 200, body: { revision: 2 } }]); // prettier-ignore
      const end = () =>
        owner.call('DELETE', `/v1/reports/${id}?reason=error`, undefined, { 'if-match': '"2"', 'idempotency-key': `end-${id}` });
      expect([await end(), await end()]).toMatchObject([{ status: 200, body: { revision: 3 } }, { status: 200, body: { revision: 3 } }]); // prettier-ignore
    });
  });

  describe('revising', () => {
    it('keeps every revision, and asks which one is meant', async () => {
      const id = await submitted({ narrative: 'First words.' });
      const put = (over: object, match?: string) =>
        owner.call('PUT', `/v1/reports/${id}`, { ...reportInput(), ...over }, match === undefined ? {} : { 'if-match': match });
      expect(problemOf(await put({}))).toEqual([428, 'precondition-required']);
      expect(problemOf(await put({}, 'W/"1"'))).toEqual([400, 'malformed-precondition']);
      expect(problemOf(await put({}, '"7"'))).toEqual([412, 'revision-mismatch']);
      expect(await put({ narrative: 'Second words.', marking: { tlp: 'clear' } }, '"1"')).toMatchObject({
        status: 200,
        headers: { etag: '"2"' },
        body: { revision: 2 },
      });
      expect(await put({ narrative: 'Second words.', marking: { tlp: 'clear' } }, '"2"')).toMatchObject({
        status: 200,
        body: { revision: 2 },
      });
      expect(problemOf(await put({}, '"1"'))).toEqual([412, 'revision-mismatch']);
      const { body } = await owner.call('GET', `/v1/reports/${id}/history`);
      expect(body['revisions']).toMatchObject([
        { revision: 1, narrative: 'First words.', marking: { tlp: 'green' } },
        { revision: 2, narrative: 'Second words.', marking: { tlp: 'clear' } },
      ]);
    });

    it('keeps the time of record and of acceptance of the first', async () => {
      const id = await submitted({ recordedAt: '2024-05-01T10:00:00Z' });
      await owner.call('PUT', `/v1/reports/${id}`, reportInput({ acts: ['transfer'] }), { 'if-match': '*' });
      const { body } = await owner.call('GET', `/v1/reports/${id}/history`);
      const [first, second] = body['revisions'] as Record<string, string>[];
      expect([second?.['recordedAt'], second?.['acceptedAt']]).toEqual(['2024-05-01T10:00:00.000Z', first?.['acceptedAt']]);
      expect(String(second?.['revisedAt']) >= String(first?.['revisedAt'])).toBe(true);
    });

    it('lets one of several win', async () => {
      const id = await submitted();
      const answers = await Promise.all(
        (['transfer', 'receipt', 'harbouring', 'transportation'] as const).map((act) =>
          owner.call('PUT', `/v1/reports/${id}`, reportInput({ acts: [act] }), { 'if-match': '"1"' }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    });

    it('never moves an external id to another report', async () => {
      const [one, two] = [randomUUID(), randomUUID()];
      const id = await submitted({ externalIds: [one] });
      await submitted({ externalIds: [two] });
      expect(problemOf(await owner.call('PUT', `/v1/reports/${id}`, reportInput({ externalIds: [two] }), { 'if-match': '"1"' }))).toEqual([
        409,
        'external-id-held',
      ]);
      await owner.call('PUT', `/v1/reports/${id}`, reportInput({ acts: ['transfer'] }), { 'if-match': '"1"' });
      expect(await owner.submit(reportInput({ externalIds: [one] }))).toMatchObject({
        status: 200,
        body: { id, alreadyHeld: true, revision: 2 },
      });
    });

    it('is for the owner only', async () => {
      const id = await submitted();
      expect(problemOf(await colleague.call('PUT', `/v1/reports/${id}`, reportInput(), { 'if-match': '"1"' }))).toEqual([404, 'not-found']);
      expect(problemOf(await colleague.call('DELETE', `/v1/reports/${id}?reason=error`))).toEqual([404, 'not-found']);
      expect(problemOf(await owner.call('PUT', '/v1/reports/nothing', reportInput(), { 'if-match': '"1"' }))).toEqual([404, 'not-found']);
    });
  });

  describe('withdrawing', () => {
    it('needs a reason of the list, is final, and is told to those who had it', async () => {
      const externalIds = [randomUUID()];
      const id = await submitted({ externalIds });
      expect((await colleague.call('GET', `/v1/reports/${id}`)).status).toBe(200);
      expect(problemOf(await owner.call('DELETE', `/v1/reports/${id}`))).toEqual([400, 'invalid']);
      expect((await owner.call('DELETE', `/v1/reports/${id}`, { reason: 'because' })).body['detail']).toContain('consent-withdrawn');
      expect(await owner.call('DELETE', `/v1/reports/${id}`, { reason: 'duplicate' })).toMatchObject({
        status: 200,
        headers: { etag: '"2"' },
        body: { id, revision: 2, state: 'withdrawn' },
      });
      expect(await owner.call('DELETE', `/v1/reports/${id}?reason=error`)).toMatchObject({ status: 200, body: { revision: 2 } });
      expect((await owner.call('GET', `/v1/reports/${id}`)).body).toMatchObject({ state: 'withdrawn', reason: 'duplicate', revision: 2 });
      expect((await colleague.call('GET', `/v1/reports/${id}`)).body).toEqual({ id, state: 'withdrawn' });
      expect((await stranger.call('GET', `/v1/reports/${id}`)).status).toBe(404);
      expect((await colleague.call('GET', '/v1/reports?status=withdrawn')).body['reports']).toContainEqual({ id, state: 'withdrawn' });
      expect((await stranger.call('GET', '/v1/reports?status=withdrawn')).body['reports']).toEqual([]);
      expect(problemOf(await owner.call('PUT', `/v1/reports/${id}`, reportInput(), { 'if-match': '"2"' }))).toEqual([409, 'withdrawn']);
      expect(await owner.submit(reportInput({ externalIds }))).toMatchObject({ status: 200, body: { id, alreadyHeld: true } });
      expect((await owner.submit(reportInput({ externalIds, acts: ['transfer'] }))).body['detail']).toContain('withdrawn');
    });

    it('of consent destroys the words of every revision', async () => {
      const id = await submitted({ narrative: 'Her own words.' });
      await owner.call('PUT', `/v1/reports/${id}`, reportInput({ narrative: 'Other words.' }), { 'if-match': '"1"' });
      await owner.call('DELETE', `/v1/reports/${id}?reason=consent-withdrawn`);
      const { text } = await owner.call('GET', `/v1/reports/${id}/history`);
      expect(text).toContain('"state":"withdrawn"');
      expect(text).not.toContain('words');
    });

    it('of consent does so, and takes the signatures with them, also when the report was taken back before for another reason', async () => {
      const id = await submitted({ narrative: `Her own words. ${LONG_ENOUGH}` });
      await owner.call('PUT', `/v1/reports/${id}`, reportInput({ narrative: `Other words. ${LONG_ENOUGH}` }), { 'if-match': '"1"' });
      await owner.call('DELETE', `/v1/reports/${id}?reason=duplicate`);
      expect((await owner.call('GET', `/v1/reports/${id}/history`)).text).toContain('Her own words.');
      expect(await owner.call('DELETE', `/v1/reports/${id}?reason=consent-withdrawn`)).toMatchObject({
        status: 200,
        body: { revision: 3 },
      });
      const { text } = await owner.call('GET', `/v1/reports/${id}/history`);
      expect(text).toContain('"reason":"consent-withdrawn"');
      expect(text).not.toContain('words');
      expect(text).not.toContain('signature');
    });
  });

  it('does not start with a client secret that others may read', async () => {
    const secret = join(service.folder, 'secret');
    await service.instance.stop();
    chmodSync(secret, 0o644);
    await expect(service.run()).rejects.toThrow('CLIENT_SECRET_FILE names a file that others may read; give it mode 0600.');
    chmodSync(secret, 0o600);
    await service.run();
  });
});
