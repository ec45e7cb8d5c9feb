import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportInput } from '@landbridge/contracts/testing';
import { DAY, hold, Kept, problemOf, secret } from './kept.ts';
import type { Member } from './member.ts';
import { until } from './service.ts';

describe('what is kept, and for how long', () => {
  let kept: Kept;
  let owner: Member;
  let reader: Member;

  beforeAll(async () => {
    kept = await Kept.start();
    ({ owner, reader } = kept);
  });
  afterAll(() => kept.service.stop());

  describe('retention', () => {
    it('destroys what is due, by ground and marking, and not what is held for the law', async () => {
      const person = randomUUID();
      kept.service.directory.change(owner.organisation.id, { clearance: 'red', people: [{ id: person, roles: ['reader'] }] });
      const red = { marking: { tlp: 'red' as const, persons: [person] } };
      await until('the person is known', async () => (await owner.submit(reportInput(red))).status === 201);
      const [due, heldBack, young] = [await kept.submitted(red), await kept.submitted(red), await kept.submitted()];
      await owner.call('PUT', `/v1/reports/${heldBack}/hold`, hold({ until: new Date(Date.now() + 1_000 * DAY).toISOString() }));
      expect((await kept.operator('POST', '/v1/operator/retention')).body).toEqual({ purged: expect.any(Number), held: 0 });
      expect((await owner.call('GET', `/v1/reports/${due}`)).body['state']).toBe('held');
      kept.service.moveClock(366 * DAY);
      expect((await kept.operator('POST', '/v1/operator/retention')).body).toMatchObject({ held: 1 });
      kept.service.moveClock(0);
      const states = await Promise.all(
        [due, heldBack, young].map(async (id) => (await owner.call('GET', `/v1/reports/${id}`)).body['state']),
      );
      expect(states).toEqual(['withdrawn', 'held', 'held']);
    });
  });

  describe('a legal hold', () => {
    it('stops an erasure until it ends, whoever set it', async () => {
      const { id, externalId } = await kept.rich();
      const request = await kept.ask(externalId);
      expect((await owner.call('PUT', `/v1/reports/${id}/hold`, hold())).body).toMatchObject({ by: 'owner', reason: 'court-order' });
      expect((await kept.operator('PUT', `/v1/operator/reports/${id}/hold`, hold({ reason: 'criminal-proceedings' }))).status).toBe(200);
      expect(problemOf(await kept.close(request, 'erased'))).toEqual([409, 'legal-hold']);
      expect((await owner.call('DELETE', `/v1/reports/${id}/hold`)).status).toBe(204);
      expect(problemOf(await kept.close(request, 'erased'))).toEqual([409, 'legal-hold']);
      expect((await owner.call('GET', `/v1/reports/${id}/hold`)).body).toMatchObject({ by: 'operator' });
      expect((await kept.operator('DELETE', `/v1/operator/reports/${id}/hold`)).status).toBe(204);
      expect((await owner.call('GET', `/v1/reports/${id}/hold`)).status).toBe(404);
      expect((await kept.close(request, 'erased')).status).toBe(200);
      expect(problemOf(await owner.call('PUT', `/v1/reports/${id}/hold`, hold()))).toEqual([404, 'not-found']);
    });

    it('keeps the words whose consent was withdrawn until it ends', async () => {
      const narrative = secret();
      const id = await kept.submitted({ narrative });
      const words = async () => (await owner.call('GET', `/v1/reports/${id}/history`)).text.includes(narrative);
      await kept.operator('PUT', `/v1/operator/reports/${id}/hold`, hold());
      expect((await owner.call('DELETE', `/v1/reports/${id}?reason=consent-withdrawn`)).status).toBe(200);
      await kept.operator('POST', '/v1/operator/retention');
      expect(await words()).toBe(true);
      await kept.operator('DELETE', `/v1/operator/reports/${id}/hold`);
      await kept.operator('POST', '/v1/operator/retention');
      expect(await words()).toBe(false);
    });

    it('ends by itself', async () => {
      const { id, externalId } = await kept.rich();
      await owner.call('PUT', `/v1/reports/${id}/hold`, hold());
      kept.service.moveClock(101 * DAY);
      expect((await kept.close(await kept.ask(externalId), 'erased')).status).toBe(200);
      kept.service.moveClock(0);
    });

    it.each([
      {},
      hold({ reason: 'because' }),
      hold({ until: '2020-01-01T00:00:00Z' }),
      hold({ until: '2090-01-01T00:00:00Z' }),
      hold({ until: 'soon' }),
      hold({ by: 'operator' }),
    ])('is not set by %j', async (body) => {
      const id = await kept.submitted();
      expect((await owner.call('PUT', `/v1/reports/${id}/hold`, body)).status).toBe(400);
      expect((await owner.call('GET', `/v1/reports/${id}/hold`)).status).toBe(404);
    });

    it('is for the owner and the operator', async () => {
      const id = await kept.submitted();
      for (const [method, body] of [['PUT', hold()], ['DELETE', undefined], ['GET', undefined]] as const)
        expect((await reader.call(method, `/v1/reports/${id}/hold`, body)).status).toBe(404); // prettier-ignore
      expect((await reader.call('PUT', `/v1/operator/reports/${id}/hold`, hold())).status).toBe(403);
      for (const path of ['purges/apply', 'retention'])
        expect((await reader.call('POST', `/v1/operator/${path}`, { reports: [id] })).status).toBe(403);
      expect((await reader.call('GET', '/v1/operator/purges')).status).toBe(403);
    });
  });
});
