import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportInput } from '@landbridge/contracts/testing';
import { type BulkLine, type Member, ndjson } from './member.ts';
import { TestService, until } from './service.ts';

const ROOT = new URL('../../../', import.meta.url);
const FBI = new URL('../shared/data/fbi-ucr-human-trafficking-2013-2020.csv', ROOT);
const NDJSON = { 'content-type': 'application/x-ndjson' };

describe('bulk loads', () => {
  let service: TestService;
  let owner: Member;

  beforeAll(async () => {
    service = await TestService.start();
    owner = await service.member();
  });
  afterAll(() => service.stop());

  const known = (count: number) => Array.from({ length: count }, () => reportInput({ externalIds: [randomUUID()] }));
  const stored = () => service.database.collection('reports').countDocuments();

  it('answers line by line what was taken, was held, or was not and why', async () => {
    const [first, second] = known(2);
    const { lines, summary, status } = await owner.bulk(
      `\ufeff${JSON.stringify(first)}\r\n\n{"acts":\n${JSON.stringify(first)}\n${JSON.stringify({ ...first, acts: ['transfer'] })}\n${JSON.stringify({ ...second, narrative: 'Mr Popescu' })}`,
    );
    expect(status).toBe(200);
    expect(lines.map(({ line, status: became, errors }) => [line, became, errors?.[0]?.pointer])).toEqual([
      [1, 'accepted', undefined],
      [3, 'rejected', ''],
      [4, 'alreadyHeld', undefined],
      [5, 'rejected', '/externalIds'],
      [6, 'accepted', undefined],
    ]);
    expect(lines[2]?.id).toBe(lines[0]?.id);
    expect(lines[4]?.warnings).toEqual([{ pointer: '/narrative', kind: 'name', offset: 0, length: 10 }]);
    expect(summary).toMatchObject({ summary: { accepted: 2, alreadyHeld: 1, rejected: 2 }, complete: true });
  });

  it('takes nothing twice: by external id, or by the file and its line', async () => {
    const body = ndjson([...known(600), ...known(600)]);
    expect((await owner.bulk(body)).summary).toMatchObject({ summary: { accepted: 1_200, alreadyHeld: 0 } });
    expect((await owner.bulk(body)).summary).toMatchObject({ summary: { accepted: 0, alreadyHeld: 1_200 } });
    const plain = ndjson([reportInput(), reportInput()]);
    const digest = { 'landbridge-file-digest': createHash('sha256').update(plain).digest('hex') };
    expect((await owner.bulk(plain, digest)).summary).toMatchObject({ summary: { accepted: 2 } });
    expect((await owner.bulk(plain, digest)).summary).toMatchObject({ summary: { alreadyHeld: 2 } });
    expect((await owner.bulk(plain)).summary).toMatchObject({ summary: { accepted: 2 } });
  });

  it('answers a chunk while the rest is still to come', async () => {
    const { request, lines } = await openLoad();
    request.write(ndjson(known(3)));
    await until('three lines are answered', () => lines.length === 3);
    request.write(ndjson(known(1)));
    await until('the fourth is', () => lines.length === 4);
    request.end();
    await until('the summary is there', () => lines.at(-1)?.includes('"complete":true') === true);
  });

  it('keeps what was answered of a body that is cut, and takes nothing of the rest', async () => {
    const reports = known(700);
    const before = await stored();
    const { request, lines } = await openLoad();
    request.write(ndjson(reports.slice(0, 500)));
    await until('the first chunk is answered', () => lines.length === 500);
    request.write(ndjson(reports.slice(500, 600)).slice(0, -20));
    request.destroy();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await stored()) - before).toBe(500);
    expect((await owner.bulk(ndjson(reports))).summary).toMatchObject({
      summary: { accepted: 200, alreadyHeld: 500, rejected: 0 },
      complete: true,
    });
  });

  it('lets several loads of the same reports run at once, each report once', async () => {
    const body = ndjson(known(300));
    const loads = await Promise.all([owner.bulk(body), owner.bulk(body)]);
    const counts = loads.map(({ summary }) => summary['summary'] as Record<string, number>);
    expect(counts.map(({ accepted = 0, alreadyHeld = 0 }) => accepted + alreadyHeld)).toEqual([300, 300]);
    expect(counts.reduce((sum, { accepted = 0 }) => sum + accepted, 0)).toBe(300);
  });

  it('has a limit for each organisation', async () => {
    const other = await service.member();
    const open = await Promise.all([openLoad(), openLoad()]);
    for (const { request } of open) request.write('\n');
    await until(
      'the third is refused',
      async () => (await service.send('POST', '/v1/reports/bulk', { ...owner.authorization, ...NDJSON }, '')).status === 429,
    );
    expect((await other.bulk(ndjson([reportInput()]))).status).toBe(200);
    for (const { request } of open) request.destroy();
    await until(
      'there is room again',
      async () => (await service.send('POST', '/v1/reports/bulk', { ...owner.authorization, ...NDJSON }, '')).status === 200,
    );
  });

  it('keeps bad lines for their submitter only, encrypted, and of what may not be kept nothing', async () => {
    const submitter = await service.member();
    const [bad, grave] = [`{"acts":"${randomUUID()}"}`, `EU SECRET ${randomUUID()}`];
    const { lines } = await submitter.bulk(`${bad}\n${JSON.stringify(reportInput({ narrative: grave }))}\n`);
    expect(lines.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(lines[1]?.errors?.[0]?.detail).toContain('SIENA');
    const { body } = await submitter.call('GET', '/v1/quarantine');
    const entries = body['entries'] as { id: string; line: number; errors: object[]; expiresAt: string; at: string }[];
    expect(entries.map(({ line }) => line).sort()).toEqual([1, 2]);
    for (const { id, line, at, expiresAt } of entries) {
      const entry = await submitter.call('GET', `/v1/quarantine/${id}`);
      expect(entry.body['content']).toBe(line === 1 ? bad : undefined);
      expect(Date.parse(expiresAt) - Date.parse(at)).toBeGreaterThan(13.9 * 24 * 3600 * 1000);
      expect((await owner.call('GET', `/v1/quarantine/${id}`)).status).toBe(404);
    }
    const kept = JSON.stringify(await service.database.collection('quarantine').find().toArray());
    expect(kept).not.toContain(grave);
    expect(kept).not.toContain(bad);
    expect(service.log).not.toContain(grave);
  });

  it('loses nothing that was answered when the service is killed in the middle', async () => {
    const reports = known(6_000);
    const before = await stored();
    const { request, lines } = await openLoad();
    request.write(ndjson(reports));
    await until('some chunks are answered', () => lines.length >= 1_000);
    process.kill(service.instance.pid ?? 0, 'SIGKILL');
    await until('it is gone', () => !service.instance.running);
    request.destroy();
    await service.run();
    const answered = lines.map((line) => JSON.parse(line) as BulkLine);
    const held = await service.database
      .collection<{ _id: string }>('reports')
      .find({ _id: { $in: answered.map(({ id = '' }) => id) } })
      .toArray();
    expect(held).toHaveLength(answered.length);
    expect((await owner.bulk(ndjson(reports))).summary).toMatchObject({ summary: { rejected: 0 }, complete: true });
    expect((await stored()) - before).toBe(6_000);
    await until(
      'all of it is sent',
      async () => (await service.as('operator', 'operator', 'GET', '/v1/operator/status')).body['outboxPending'] === 0,
      60_000,
    );
  });

  it('answers the beginning of a large body before its end has come', async () => {
    const { request, lines } = await openLoad();
    // 40 MB of bad lines
    const piece = `${JSON.stringify({ acts: 'x', note: 'y'.repeat(8_000) })}\n`.repeat(64);
    for (let i = 0; i < 80; i++) if (!request.write(piece)) await once(request, 'drain');
    await until('what has come is answered', () => lines.length === 80 * 64);
    expect(lines.some((line) => line.includes('"complete"'))).toBe(false);
    request.end();
    await until('it is done', () => lines.at(-1)?.includes('"complete":true') === true);
    expect(lines).toHaveLength(80 * 64 + 1);
  });

  const whereTheFileIs = existsSync(FBI) ? it : it.skip;
  whereTheFileIs('takes every row of a real file, once', async () => {
    const agency = await service.member({ kind: 'police' });
    const file = readFileSync(FBI);
    const headers = {
      'content-type': 'text/csv',
      'landbridge-mapping': readFileSync(new URL('samples/mappings/fbi-ucr.json', ROOT)).toString('base64url'),
      'landbridge-file-digest': createHash('sha256').update(file).digest('hex'),
    };
    expect((await agency.bulk(file, headers)).summary).toMatchObject({
      summary: { accepted: 4_417, alreadyHeld: 0, rejected: 0 },
      complete: true,
    });
    expect((await agency.bulk(file, headers)).summary).toMatchObject({ summary: { accepted: 0, alreadyHeld: 4_417, rejected: 0 } });
    const reports = await service.database
      .collection<{ quantities: { unit: string; value: number }[] }>('reports')
      .find({ 'contributor.id': agency.organisation.id })
      .toArray();
    expect(
      reports.flatMap(({ quantities }) => quantities).reduce((sum, { unit, value }) => sum + (unit === 'offence' ? value : NaN), 0),
    ).toBe(9_599);
  });

  /** A load whose body is still being sent; `lines` fills with the answers. */
  async function openLoad(): Promise<{ request: ClientRequest; lines: string[] }> {
    const request = service.open('POST', '/v1/reports/bulk', { ...owner.authorization, ...NDJSON });
    const lines: string[] = [];
    request.on('response', (response: IncomingMessage) =>
      createInterface({ input: response })
        .on('line', (line) => lines.push(line))
        .on('error', () => undefined),
    );
    request.on('error', () => undefined);
    request.flushHeaders();
    await once(request, 'socket');
    return { request, lines };
  }
});
