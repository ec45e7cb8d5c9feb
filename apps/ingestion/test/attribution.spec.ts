import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ACTS, MEANS, PURPOSES, type ReportInput } from '@landbridge/contracts';
import { reportInput } from '@landbridge/contracts/testing';
import fc from 'fast-check';
import { type Member, ndjson } from './member.ts';
import { type Answer, TestService, until } from './service.ts';

const SEED = 6;
const PAIRS = 60;
const MINUTE = 60_000;

/** What two organisations could both have seen. Those of one sender come together; nothing in them says whose they are. */
const observations = fc.sample(
  fc.record({
    acts: fc.subarray([...ACTS], { minLength: 1 }),
    means: fc.subarray([...MEANS]),
    purposes: fc.subarray([...PURPOSES], { minLength: 1 }),
    where: fc.record({ origin: fc.constantFrom('RO', 'NG', 'VN'), exploitation: fc.constantFrom('SE', 'FI') }),
    recordedAt: fc.constantFrom('2026-03-03T08:15:00.000Z', '2026-03-03T21:40:12.345Z', '2026-03-04T00:00:00.001Z'),
    marking: fc.constantFrom<ReportInput['marking']>(
      { tlp: 'green', communities: ['practitioners'] },
      { tlp: 'amber', communities: ['practitioners', 'law-enforcement'] },
      { tlp: 'amber', communities: ['practitioners'], handling: ['H2'] },
      { tlp: 'clear' },
    ),
  }),
  { seed: SEED, numRuns: PAIRS },
);

describe('a hidden contributor', () => {
  let service: TestService;
  let one: Member;
  let other: Member;
  let reader: Member;
  /** Ids of the same observation, hidden, by the one and by the other. */
  let pairs: [string, string][];

  beforeAll(async () => {
    service = await TestService.start();
    one = await service.member({ name: 'Shelter One', country: 'SE' });
    other = await service.member({ name: 'Shelter Other', country: 'FI', kind: 'labour-inspectorate' });
    reader = await service.member({ kind: 'ngo' });
    const load = async (who: Member) => {
      const reports = observations.flatMap((over) =>
        (['hidden', 'named'] as const).map((attribution) =>
          reportInput({
            ...over,
            attribution,
            narrative: 'The same words.',
            references: ['ref'],
            externalIds: [randomUUID()],
            usePurposes: ['victim-support', 'prevention'],
          }),
        ),
      );
      return (await who.bulk(ndjson(reports))).lines.filter((_, i) => i % 2 === 0).map(({ id }) => id ?? '');
    };
    const first = await load(one);
    // they come at other times of the same day
    service.moveClock(MINUTE);
    const second = await load(other);
    service.moveClock(0);
    pairs = first.map((id, i) => [id, second[i] ?? '']);
    for (const [a] of pairs.slice(0, 20))
      await one.call('PUT', `/v1/reports/${a}`, { ...(await input(one, a)), urgency: 'none' }, { 'if-match': '"1"' });
    for (const [, b] of pairs.slice(0, 20))
      await other.call('PUT', `/v1/reports/${b}`, { ...(await input(other, b)), urgency: 'none' }, { 'if-match': '"1"' });
  });
  afterAll(() => service.stop());

  /** A report as it would be sent again. */
  async function input(who: Member, id: string): Promise<object> {
    const { body } = await who.call('GET', `/v1/reports/${id}`);
    const { acts, means, purposes, where, recordedAt, marking, attribution, usePurposes, narrative } = body as unknown as ReportInput;
    return reportInput({
      ...(acts && { acts }), ...(means && { means }), ...(purposes && { purposes }), ...(where && { where }), ...(recordedAt !== undefined && { recordedAt }),
      ...(narrative !== undefined && { narrative }), marking, attribution, usePurposes,
    }); // prettier-ignore
  }

  /** All that an answer tells but the report's own id: status, every header that is not the moment of the answer, and the body. */
  function tellsBut(id: string, { status, headers, text }: Answer): unknown {
    const { date: _date, ...rest } = headers;
    return JSON.parse(JSON.stringify({ status, headers: rest, text }).replaceAll(id, 'ID'));
  }

  const requests: [string, (id: string) => Promise<Answer>][] = [
    ['a read', (id) => reader.call('GET', `/v1/reports/${id}`)],
    ['its history', (id) => reader.call('GET', `/v1/reports/${id}/history`)],
    ['a read for a purpose that it is not shared for', (id) => reader.call('GET', `/v1/reports/${id}`, undefined, { 'landbridge-purpose': 'research' })],
    ['who had it', (id) => reader.call('GET', `/v1/reports/${id}/recipients`)],
    ['its disclosures', (id) => reader.call('GET', `/v1/reports/${id}/disclosures`)],
    ['a revision', (id) => reader.call('PUT', `/v1/reports/${id}`, reportInput(), { 'if-match': '"1"' })],
    ['a revision of another revision', (id) => reader.call('PUT', `/v1/reports/${id}`, reportInput(), { 'if-match': '"9"' })],
    ['a withdrawal', (id) => reader.call('DELETE', `/v1/reports/${id}?reason=error`)],
    ['an answer to a withdrawal', (id) => reader.call('POST', `/v1/reports/${id}/withdrawal-answers`, { answer: 'confirmed' })],
    ['a bad request', (id) => reader.call('POST', `/v1/reports/${id}/access-requests`, { purpose: 'x' })],
  ]; // prettier-ignore

  it.each(requests)('is told apart from no other by %s', async (_what, request) => {
    for (const [a, b] of pairs) expect(tellsBut(a, await request(a))).toEqual(tellsBut(b, await request(b)));
  });

  it('is told apart from no other by a request for access, before and after the decision', async () => {
    const restricted = pairs.filter((_, i) => observations[i]?.marking.handling);
    expect(restricted.length).toBeGreaterThan(3);
    const told = (id: string, request: string, { status, headers, body }: Answer) => {
      // the moment of the request is the reader's own; lengths follow from it
      const { date: _date, 'content-length': _length, ...rest } = headers;
      const { askedAt, changedAt, ...more } = body;
      const text = JSON.stringify({ status, headers: rest, more, changedAt: changedAt === askedAt ? 'unchanged' : changedAt });
      return text.replaceAll(id, 'ID').replaceAll(request, 'REQUEST');
    };
    const asked = async (id: string, owner: Member) => {
      const first = await reader.call('POST', `/v1/reports/${id}/access-requests`, { purpose: 'victim-support', reason: 'Why.' });
      const request = String(first.body['id']);
      const open = await reader.call('GET', `/v1/access-requests/${request}`);
      expect((await owner.call('POST', `/v1/access-requests/${request}/decision`, { decision: 'full' })).status).toBe(200);
      const granted = await reader.call('GET', `/v1/access-requests/${request}`);
      const read = await reader.call('GET', `/v1/reports/${id}`);
      return [first, open, granted, read].map((answer) => told(id, request, answer));
    };
    for (const [a, b] of restricted) expect(await asked(a, one)).toEqual(await asked(b, other));
  });

  it('is told apart from no other by the list: its order, its fields, its cursors and its headers', async () => {
    const shown = new Set(pairs.flat());
    const listed: Record<string, unknown>[] = [];
    const cursors: string[] = [];
    for (let path: string | undefined = '/v1/reports?limit=25'; path !== undefined;) {
      const { headers, body } = await reader.call('GET', path);
      listed.push(...(body['reports'] as Record<string, unknown>[]));
      if (typeof body['next'] === 'string') cursors.push(body['next']);
      path = /^<(.*)>; rel="next"$/.exec(String(headers['link'] ?? ''))?.[1];
    }
    const hidden = listed.filter(({ attribution }) => attribution === 'hidden');
    expect(hidden.length).toBeGreaterThan(PAIRS);
    expect(hidden.every(({ id }) => shown.has(String(id)))).toBe(true);
    // a day, then random ids: nothing of who sent it when
    const places = listed.map(({ recordedAt, id }) => `${String(recordedAt).slice(0, 10)} ${String(id)}`);
    expect(places).toEqual([...places].sort().reverse()); // prettier-ignore
    for (const report of hidden) {
      expect(report).not.toHaveProperty('contributor');
      for (const time of ['recordedAt', 'acceptedAt', 'revisedAt']) expect(report[time]).toMatch(/T00:00:00\.000Z$/);
    }
    for (const { organisation } of [one, other]) expect(JSON.stringify(hidden)).not.toContain(organisation.id);
    expect(cursors.length).toBeGreaterThan(3);
    // sealed, and of one length, whoever sent the report at the end of the page
    expect(new Set(cursors.map(({ length }) => length)).size).toBe(1);
  });

  it('is told apart from no other when its report is withdrawn or narrowed', async () => {
    const readable = pairs.filter((_, i) => observations[i]?.marking.tlp === 'amber' && !observations[i].marking.handling);
    expect(readable.length).toBeGreaterThan(3);
    for (const [n, [a, b]] of readable.entries()) {
      for (const [id, owner] of [[a, one], [b, other]] as const) {
        expect((await reader.call('GET', `/v1/reports/${id}`)).status).toBe(200);
        if (n % 2 === 0) await owner.call('DELETE', `/v1/reports/${id}?reason=error`);
        else await owner.call('PUT', `/v1/reports/${id}`, { ...(await input(owner, id)), marking: { tlp: 'amber', communities: ['research'] } }, { 'if-match': '*' });
      } // prettier-ignore
      for (const path of ['', '/history'])
        expect(tellsBut(a, await reader.call('GET', `/v1/reports/${a}${path}`))).toEqual(
          tellsBut(b, await reader.call('GET', `/v1/reports/${b}${path}`)),
        );
    }
    const { body } = await reader.call('GET', '/v1/reports?status=withdrawn&limit=200');
    const ids = (body['reports'] as { id: string }[]).map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    expect(ids).toEqual(expect.arrayContaining(readable.flat()));
  });

  it('stays hidden in every revision once one has hidden it', async () => {
    const { body } = await one.submit(reportInput({ attribution: 'named', usePurposes: ['victim-support'] }));
    const id = String(body['id']);
    expect((await reader.call('GET', `/v1/reports/${id}`)).text).toContain(one.organisation.id);
    await one.call('PUT', `/v1/reports/${id}`, reportInput({ attribution: 'hidden', usePurposes: ['victim-support'] }), {
      'if-match': '"1"',
    });
    for (const path of [`/v1/reports/${id}`, `/v1/reports/${id}/history`]) {
      const { text } = await reader.call('GET', path);
      expect(text).not.toContain(one.organisation.id);
      expect(text).not.toContain('"contributor"');
    }
    await until(
      'the list agrees',
      async () => !(await reader.call('GET', '/v1/reports?limit=200')).text.includes(`"id":"${id}","contributor"`),
    );
  });
});
