import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportInput } from '@landbridge/contracts/testing';
import type { Member } from './member.ts';
import { TestService } from './service.ts';

describe('bad requests for access', () => {
  let service: TestService;
  let owner: Member;
  let police: Member;

  beforeAll(async () => {
    service = await TestService.start();
    owner = await service.member({ kind: 'police', communities: ['law-enforcement'] });
    police = await service.member({ kind: 'police', country: 'FI', communities: ['law-enforcement'] });
  });
  afterAll(() => service.stop());

  async function submitted(): Promise<string> {
    const marking = { tlp: 'amber' as const, communities: ['law-enforcement'], handling: ['H2' as const] };
    const { status, body } = await owner.submit(reportInput({ marking }));
    expect(status).toBe(201);
    return String(body['id']);
  }
  const ask = (who: Member, id: string, body: object = { purpose: 'investigation', reason: 'The same van was seen here.' }) =>
    who.call('POST', `/v1/reports/${id}/access-requests`, body);
  const seen = async (who: Member, id: string) => (await who.call('GET', `/v1/reports/${id}`)).body['state'];
  async function open(): Promise<{ id: string; request: string }> {
    const id = await submitted();
    return { id, request: String((await ask(police, id)).body['id']) };
  }

  it.each<[string, string, string]>([
    ['GET', '/v1/access-requests/ID', ''],
    ['DELETE', '/v1/access-requests/ID', ''],
    ['POST', '/v1/access-requests/ID/decision', '{"decision":"full"}'],
    ['POST', '/v1/reports/ID/access-requests', '{"purpose":"investigation","reason":"x"}'],
  ])('%s %s names nothing without an id', async (method, path, body) => {
    for (const id of ['x', '%5Bobject%20Object%5D', '%7B%22$gt%22:%22%22%7D', '00000000', `${randomUUID()}x`]) {
      const answer = await police.call(method, path.replace('ID', id), body === '' ? undefined : (JSON.parse(body) as object));
      expect([answer.status, answer.body['type']]).toEqual([404, 'https://landbridge.network/problems/not-found']);
    }
  });

  it.each<[string, object, number]>([
    ['no purpose', { reason: 'x' }, 400],
    ['a purpose that is none', { purpose: 'immigration', reason: 'x' }, 400],
    ['a purpose that is not its kind’s', { purpose: 'research', reason: 'x' }, 403],
    ['no reason', { purpose: 'investigation' }, 400],
    ['an empty reason', { purpose: 'investigation', reason: '' }, 400],
    ['a reason that is too long', { purpose: 'investigation', reason: 'x'.repeat(2_001) }, 400],
    ['an operator for a reason', { purpose: 'investigation', reason: { $gt: '' } }, 400],
    ['an operator for a purpose', { purpose: { $ne: null }, reason: 'x' }, 400],
    ['a state of its own', { purpose: 'investigation', reason: 'x', state: 'granted' }, 400],
    ['a reason that is never taken', { purpose: 'investigation', reason: 'EU SECRET: a van' }, 422],
  ])('are refused with %s', async (_what, body, status) => {
    const id = await submitted();
    expect((await ask(police, id, body)).status).toBe(status);
    expect(await service.database.collection('access-requests').countDocuments({ report: id })).toBe(0);
  });

  it.each<[string, object, number]>([
    ['nothing', {}, 400],
    ['another decision', { decision: 'existence' }, 400],
    ['an operator', { decision: { $gt: '' } }, 400],
    ['a level', { decision: 'refused', level: 'full' }, 400],
    ['an empty note', { decision: 'full', note: '' }, 400],
    ['a long note', { decision: 'full', note: 'x'.repeat(2_001) }, 400],
    ['a note that is never taken', { decision: 'full', note: 'EU SECRET' }, 422],
    ['revoking what is open', { decision: 'revoked' }, 409],
  ])('are not decided by %s', async (_what, body, status) => {
    const { id, request } = await open();
    expect((await owner.call('POST', `/v1/access-requests/${request}/decision`, body)).status).toBe(status);
    expect((await owner.call('GET', `/v1/access-requests/${request}`)).body['state']).toBe('open');
    expect(await seen(police, id)).toBe('restricted');
  });

  it.each(['', 'role=both', 'role[$ne]=x', 'role=owner&state=any', 'role=owner&limit=0', 'role=owner&cursor=x', 'role=owner&owner=1'])(
    'are not listed by %s',
    async (query) => {
      expect((await owner.call('GET', `/v1/access-requests?${query}`)).status).toBe(400);
    },
  );
});
