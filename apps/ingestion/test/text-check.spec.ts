import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportInput } from '@landbridge/contracts/testing';
import { type Member, ndjson } from './member.ts';
import { TestService } from './service.ts';

const PROBLEM = 'https://landbridge.network/problems/personal-data';

describe('the text check', () => {
  let service: TestService;
  let owner: Member;
  let colleague: Member;

  beforeAll(async () => {
    service = await TestService.start();
    owner = await service.member();
    colleague = await service.member({ kind: 'police' });
  });
  afterAll(() => service.stop());

  it('keeps back a narrative that tells who somebody is, until it is said why it must stand', async () => {
    const narrative = 'Mr Popescu gave +40 721 234 567';
    const counts = async () => (await service.as('operator', 'operator', 'GET', '/v1/operator/text-check-overrides')).body['overrides'];
    const refused = await owner.submit(reportInput({ narrative }));
    expect([refused.status, refused.body['type']]).toEqual([422, PROBLEM]);
    expect(refused.body['errors']).toEqual([{ pointer: '/narrative', detail: expect.stringContaining('character 16') }]);
    expect(refused.text + service.log).not.toContain('721 234');
    const { body: taken } = await owner.submit(reportInput({ narrative, textCheckOverride: { reason: 'needed-for-investigation' } }));
    const id = String(taken['id']);
    const kept = { reason: 'needed-for-investigation', found: [{ kind: 'phone', count: 1 }] };
    expect((await owner.call('GET', `/v1/reports/${id}`)).body['textCheckOverride']).toEqual({ ...kept, at: expect.any(String) });
    for (const path of ['', '/history']) expect((await colleague.call('GET', `/v1/reports/${id}${path}`)).text).not.toContain('verrid');
    const put = (over: object) =>
      owner.call('PUT', `/v1/reports/${id}`, reportInput({ narrative, acts: ['transfer'], ...over }), { 'if-match': '"1"' });
    expect((await put({})).body['type']).toBe(PROBLEM);
    expect((await put({ narrative: 'Words.' })).status).toBe(200);
    const { body } = await owner.call('GET', `/v1/reports/${id}/history`);
    const [first, second] = body['revisions'] as object[];
    expect(first).toMatchObject({ textCheckOverride: kept });
    expect(second).not.toHaveProperty('textCheckOverride');
    expect(await counts()).toEqual([{ reason: 'needed-for-investigation', kind: 'phone', count: 1 }]);
    expect((await service.as(owner.organisation.id, 'reports:read', 'GET', '/v1/operator/text-check-overrides')).status).toBe(403);
  });

  it('rejects a line that tells who somebody is, into quarantine, unless it says why', async () => {
    const submitter = await service.member();
    const narrative = 'Paid to GB82WEST12345698765432.';
    const { lines, text } = await submitter.bulk(
      ndjson([reportInput({ narrative }), reportInput({ narrative, textCheckOverride: { reason: 'official-contact' } })]),
    );
    expect(lines.map(({ status, errors }) => [status, errors?.[0]?.pointer])).toEqual([['rejected', '/narrative'], ['accepted', undefined]]); // prettier-ignore
    expect(text).not.toContain('GB82');
    const { body } = await submitter.call('GET', '/v1/quarantine');
    const [entry] = body['entries'] as { id: string; errors: object[] }[];
    expect(entry?.errors).toMatchObject([{ pointer: '/narrative' }]);
    expect((await submitter.call('GET', `/v1/quarantine/${entry?.id ?? ''}`)).body['content']).toContain('GB82');
    expect(JSON.stringify(await service.database.collection('quarantine').find().toArray())).not.toContain('GB82');
  });
});
