import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { reportInput } from '@landbridge/contracts/testing';
import { type Member } from './member.ts';
import { TestService } from './service.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const CSV_TYPE = { 'content-type': 'text/csv' };
const mapping = {
  name: 'cases',
  delimiter: ';',
  identity: { column: 'ID' },
  constants: { ...reportInput(), observed: undefined },
  columns: [{ column: 'DAY', to: '/observed', as: 'date' }],
  ignore: [],
};
const mapped = (over: object = {}) => ({
  ...CSV_TYPE,
  'landbridge-mapping': Buffer.from(JSON.stringify({ ...mapping, ...over })).toString('base64url'),
});
const without = (field: string) => Object.fromEntries(Object.entries(reportInput()).filter(([name]) => name !== field));

describe('bad input', () => {
  let service: TestService;
  let sender: Member;
  let before: number;

  beforeAll(async () => {
    service = await TestService.start();
    sender = await service.member();
  });
  afterAll(() => service.stop());

  /** What there is of reports. The service itself seals its audit each minute, and tells so. */
  const stored = async () => {
    const { database } = service;
    const counts = ['reports', 'external-ids', 'idempotency', 'revisions'].map((name) => database.collection(name).countDocuments());
    const chunks = await database.collection<{ acceptedAt: Date }>('outbox').find().toArray();
    const seals = new Set((await database.collection('audit-roots').find().toArray()).map(({ at }) => Date.parse(String(at))));
    const ofReports = chunks.filter(({ acceptedAt }) => !seals.has(acceptedAt.getTime()));
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, ofReports.length);
  };
  beforeEach(async () => {
    before = await stored();
  });

  const deep = (depth: number) => `${'{"where":'.repeat(depth)}1${'}'.repeat(depth)}`;

  describe('as one report gets a problem that says what to mend, and nothing is stored', () => {
    it.each<[string, number, string | Buffer | object, string]>([
      ['a wrong type', 400, { ...reportInput(), quantities: 3 }, 'quantities must be an array'],
      ['a number as a text', 400, { ...reportInput(), quantities: [{ unit: 'victim', value: '2' }] }, 'value must be an integer'],
      ['an unknown code', 400, { ...reportInput(), purposes: ['smuggling'] }, 'prostitution, other-sexual-exploitation'],
      ['an unknown country', 400, { ...reportInput(), where: { exploitation: 'Atlantis' } }, 'exploitation must be a country'],
      ['a missing field', 400, without('observed'), '/observed'],
      ['an unknown field', 400, { ...reportInput(), victim: { name: 'x' } }, '/victim'],
      [
        'a period turned round',
        400,
        { ...reportInput(), observed: { from: '2026-03-02', to: '2026-03-01', precision: 'day' } },
        'turn the two round',
      ],
      [
        'a day that does not exist',
        400,
        { ...reportInput(), observed: { from: '2026-02-30', to: '2026-02-30', precision: 'day' } },
        'day of the calendar',
      ],
      ['the future', 400, { ...reportInput(), recordedAt: '2099-01-01T00:00:00Z' }, 'lies in the future'],
      [
        'minors under a loose marking',
        400,
        { ...reportInput(), quantities: [{ unit: 'victim', value: 1, ageBand: 'minor' }] },
        'AMBER+STRICT',
      ],
      ['RED', 400, { ...reportInput(), marking: { tlp: 'red' } }, 'TLP:RED'],
      ['a negative count', 400, { ...reportInput(), quantities: [{ unit: 'offence', value: -1 }] }, 'adjustment'],
      ['no JSON', 400, '{"acts": [', 'not a JSON document'],
      ['no object', 400, '[]', 'must be a JSON object'],
      ['broken UTF-8', 400, Buffer.concat([Buffer.from('{"narrative":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]), 'byte 15'],
      ['deep JSON', 400, deep(5_000), 'levels deep'],
      ['a prototype', 400, '{"__proto__":{"a":1}}', '__proto__'],
      ['a string of 1 MB', 413, { ...reportInput(), narrative: 'x'.repeat(1_000_000) }, '64 kB'],
      ['a narrative that is too long', 400, { ...reportInput(), narrative: 'x'.repeat(20_001) }, 'narrative must be shorter'],
      ['fifty-one tags', 400, { ...reportInput(), modusOperandi: Array.from({ length: 51 }, (_, i) => `tag-${i}`) }, 'no more than 50'],
      ['EU-classified text', 422, { ...reportInput(), narrative: 'RESTREINT UE/EU RESTRICTED. Five men.' }, 'SIENA'],
      ['a suspicious-transaction report', 422, { ...reportInput(), narrative: 'Our bank filed a suspicious transaction report.' }, 'FIU'],
      ['a link to imagery of minors', 422, { ...reportInput(), references: ['CSAM http://a.onion/x'] }, 'INHOPE'],
    ])('%s', async (_, status, body, says) => {
      const bytes = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
      const headers = { ...sender.authorization, ...JSON_TYPE, 'idempotency-key': randomUUID() };
      const answer = await service.send('POST', '/v1/reports', headers, bytes);
      expect([answer.status, answer.headers['content-type']]).toEqual([status, expect.stringContaining('application/problem+json')]);
      expect(answer.text).toContain(says);
      expect(await stored()).toBe(before);
    });

    it.each<[string, number, Record<string, string>]>([
      ['another content type', 415, { 'content-type': 'text/plain' }],
      ['many where one is expected', 415, { 'content-type': 'application/x-ndjson' }],
      ['no content type', 415, {}],
    ])('%s', async (_, status, headers) => {
      const answer = await service.send('POST', '/v1/reports', { ...sender.authorization, ...headers }, JSON.stringify(reportInput()));
      expect([answer.status, answer.headers['content-type']]).toEqual([status, expect.stringContaining('application/problem+json')]);
      expect(await stored()).toBe(before);
    });
  });

  describe('as a line is refused with its reason, and costs nobody else', () => {
    const good = JSON.stringify(reportInput());

    it.each<[string, string | Buffer, string]>([
      ['no JSON', '{"acts":', 'not a JSON document'],
      ['broken UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'not UTF-8'],
      ['deep JSON', deep(5_000), 'levels deep'],
      ['a line over the limit', JSON.stringify({ ...reportInput(), narrative: 'x'.repeat(1_000_000) }), 'longer than 65536'],
      ['an unknown country', JSON.stringify({ ...reportInput(), where: { origin: 'Atlantis' } }), 'origin must be a country'],
    ])('%s', async (_, line, says) => {
      const { lines, summary } = await sender.bulk(
        Buffer.concat([Buffer.from(`${good}\n`), Buffer.from(line), Buffer.from(`\n${good}\n`)]),
      );
      expect(lines.map(({ status }) => status)).toEqual(['accepted', 'rejected', 'accepted']);
      expect(lines[1]?.errors?.[0]?.detail).toContain(says);
      expect(summary).toMatchObject({ summary: { accepted: 2, rejected: 1 }, complete: true });
    });

    it('in CSV', async () => {
      const { lines, text } = await sender.bulk(
        '\ufeffID;DAY\n1;2026-03-01\n2;1.3.2026\n3;"2026-03-01\n4;2026-03-01;x\n;2026-03-01\n6;2026-03-02\n',
        mapped(),
      );
      expect(lines.map(({ line, status }) => [line, status])).toEqual([[2, 'accepted'], [3, 'rejected'], [4, 'rejected'], [5, 'rejected'], [6, 'rejected'], [7, 'accepted']]); // prettier-ignore
      for (const says of ['The column DAY must hold a day', 'never closed', 'The row has 3 cells', 'identifies the row'])
        expect(text).toContain(says);
    });
  });

  describe('as a file is refused whole before any line', () => {
    it.each<[string, number, Record<string, string>, string, string]>([
      ['an undeclared delimiter', 400, mapped(), 'ID,DAY\n1,2026-03-01\n', 'separated by \\";\\"'],
      ['unknown columns', 400, mapped(), 'ID;DAY;VICTIM\n1;2026-03-01;x\n', 'VICTIM'],
      ['missing columns', 400, mapped(), 'ID\n1\n', 'DAY'],
      ['an empty file', 400, mapped(), '', 'empty'],
      ['no mapping', 400, CSV_TYPE, 'ID;DAY\n', 'landbridge-mapping'],
      ['a mapping that is no JSON', 400, { ...CSV_TYPE, 'landbridge-mapping': '!' }, 'ID;DAY\n', 'base64url'],
      [
        'a mapping that is none',
        400,
        mapped({ columns: [{ column: 'DAY', to: '/day', as: 'date' }] }),
        'ID;DAY\n',
        'A report has no field day',
      ],
      ['rows known by the file without its digest', 400, mapped({ identity: 'row' }), 'DAY\n', 'landbridge-file-digest'],
      ['a digest that is none', 400, { ...mapped(), 'landbridge-file-digest': 'x' }, 'ID;DAY\n', '64 hexadecimal'],
      ['a compressed body', 415, { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' }, 'x', 'content encoding'],
      ['JSON', 415, JSON_TYPE, '{}', 'application/x-ndjson'],
    ])('%s', async (_, status, headers, body, says) => {
      const answer = await service.send('POST', '/v1/reports/bulk', { ...sender.authorization, ...headers }, body);
      expect([answer.status, answer.headers['content-type']]).toEqual([status, expect.stringContaining('application/problem+json')]);
      expect(answer.text).toContain(says);
      expect(await stored()).toBe(before);
    });

    it('a large one is still answered', async () => {
      const answer = await service.send(
        'POST',
        '/v1/reports/bulk',
        { ...sender.authorization, ...mapped() },
        `ID,DAY\n${'1,2026-03-01\n'.repeat(1_000_000)}`,
      );
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('Found: \\"ID,DAY\\"')]);
    });
  });
});
