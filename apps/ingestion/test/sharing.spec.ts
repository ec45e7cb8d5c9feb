import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventType, type OrganisationState, type ReportInput } from '@landbridge/contracts';
import { reportInput } from '@landbridge/contracts/testing';
import type { Member } from './member.ts';
import { type Received, TestService, until } from './service.ts';

const LATER = '2099-01-01T00:00:00.000Z';

/** Each rule of the policy once, through every door by which a report is read. What the policy decides is tested in libs/sharing. */
describe('the sharing policy over HTTP', () => {
  let service: TestService;
  let owner: Member;
  let events: Received[];

  beforeAll(async () => {
    service = await TestService.start();
    owner = await service.member({ kind: 'police', regime: 'led', clearance: 'red', communities: ['law-enforcement'] });
    events = await service.listen('reports');
  });
  afterAll(() => service.stop());

  const amber = (over: Partial<ReportInput['marking']> = {}): ReportInput['marking'] => ({
    tlp: 'amber',
    communities: ['law-enforcement'],
    ...over,
  });
  const reader = (over: Partial<OrganisationState> = {}) =>
    service.member({ kind: 'police', regime: 'led', communities: ['law-enforcement'], ...over });

  async function submitted(over: Partial<ReportInput>): Promise<string> {
    const { status, body } = await owner.submit(reportInput({ basis: 'legal-duty', marking: amber(), ...over }));
    expect(status).toBe(201);
    return String(body['id']);
  }

  /** By one door, while the network learns of a change: two reads may then differ. */
  const visibility = async (who: Member, id: string) =>
    (await who.call('GET', `/v1/reports/${id}`, undefined, { 'landbridge-purpose': 'investigation' })).body['visibility'];

  /** What a reader sees of a report through each door; all must agree. */
  async function seen(who: Member, id: string, purpose = 'investigation'): Promise<string> {
    const headers = { 'landbridge-purpose': purpose };
    const one = await who.call('GET', `/v1/reports/${id}`, undefined, headers);
    const history = await who.call('GET', `/v1/reports/${id}/history`, undefined, headers);
    const listed = await who.call('GET', '/v1/reports?limit=200', undefined, headers);
    const restricted = await who.call('GET', '/v1/reports?status=restricted&limit=200', undefined, headers);
    const found = (listed.body['reports'] as { id: string; visibility: string }[]).find((report) => report.id === id);
    const level = one.status === 404 ? 'none' : String(one.body['visibility'] ?? one.body['state']);
    expect(history.status).toBe(one.status);
    expect((history.body['revisions'] as object[] | undefined)?.at(-1)).toEqual(one.status === 404 ? undefined : one.body);
    expect(found).toEqual(level === 'full' || level === 'redacted' ? one.body : undefined);
    expect(restricted.text.includes(id)).toBe(level === 'restricted');
    if (level === 'restricted') {
      expect(one.body).toEqual({ id, state: 'restricted' });
      expect(one.headers.etag).toBeUndefined();
    }
    return level;
  }

  it.each<[string, Partial<ReportInput>, Partial<OrganisationState>, string, string]>([
    ['H1 hides nothing', { marking: amber({ handling: ['H1'] }) }, {}, 'investigation', 'full'],
    ['H2 tells members that it exists', { marking: amber({ handling: ['H2'] }) }, {}, 'investigation', 'restricted'],
    ['H3 as well', { marking: amber({ handling: ['H3'] }) }, {}, 'investigation', 'restricted'],
    ['outside of the territory there is nothing', { marking: amber({ territory: ['FI'] }) }, {}, 'investigation', 'none'],
    ['inside of it there is', { marking: amber({ territory: ['FI', 'SE'] }) }, {}, 'investigation', 'full'],
    ['above the clearance there is nothing', {}, { clearance: 'green' }, 'investigation', 'none'],
    ['for another purpose there is nothing', { usePurposes: ['victim-support'] }, {}, 'investigation', 'none'],
    [
      'a report on a child is coarse where it is read to prevent',
      { quantities: [{ unit: 'victim', value: 1, ageBand: '9-17' }], marking: amber({ tlp: 'amber+strict' }) },
      {},
      'prevention',
      'redacted',
    ],
    [
      'and whole where it is read to investigate',
      { quantities: [{ unit: 'victim', value: 1, ageBand: '9-17' }], marking: amber({ tlp: 'amber+strict' }) },
      {},
      'investigation',
      'full',
    ],
    ['RED is for no machine', { marking: { tlp: 'red', persons: [randomUUID()] } }, { clearance: 'red' }, 'investigation', 'none'],
  ])('%s', async (_rule, over, who, purpose, expected) => {
    const persons = over.marking?.persons;
    if (persons) service.directory.change(owner.organisation.id, { people: persons.map((id) => ({ id, roles: ['reader'] })) });
    const colleague = await reader(who);
    await until(
      'the network knows',
      async () => (await owner.submit(reportInput({ basis: 'legal-duty', marking: amber(), ...over }))).status === 201,
    );
    expect(await seen(colleague, await submitted(over), purpose)).toBe(expected);
  });

  it('H2 shows the recipient named, and H3 makes it ask too', async () => {
    const named = await reader({ communities: [] });
    await named.call('GET', '/v1/reports');
    const marking = (handling: 'H2' | 'H3') => amber({ communities: [], recipients: [named.organisation.id], handling: [handling] });
    expect(await seen(named, await submitted({ marking: marking('H2') }))).toBe('full');
    expect(await seen(named, await submitted({ marking: marking('H3') }))).toBe('restricted');
  });

  it('another regime sees a coarse form without safeguards, and all by an agreement', async () => {
    const id = await submitted({});
    service.directory.setCharter('law-enforcement', { safeguards: false });
    const shelter = await service.member({ kind: 'international', regime: 'international-organisation', communities: ['law-enforcement'] });
    await until('the charter is known', async () => (await visibility(shelter, id)) === 'redacted');
    expect(await seen(shelter, id)).toBe('redacted');
    const { body } = await shelter.call('GET', `/v1/reports/${id}`, undefined, { 'landbridge-purpose': 'investigation' });
    expect(body).toMatchObject({
      observed: { from: '2026-03-01', to: '2026-03-31', precision: 'month' },
      quantities: [{ unit: 'victim', value: 2 }],
    });
    for (const field of ['recruitment', 'evaluation', 'language', 'signature']) expect(body).not.toHaveProperty(field);
    expect(body['quantities']).toEqual([{ unit: 'victim', value: 2 }]);
    const agreement = { id: randomUUID(), with: owner.organisation.id, purposes: ['investigation' as const], until: LATER };
    service.directory.change(shelter.organisation.id, { agreements: [agreement] });
    await until('the agreement is known', async () => (await visibility(shelter, id)) === 'full');
    expect(await seen(shelter, id)).toBe('full');
    service.directory.setCharter('law-enforcement', {});
  });

  it('a partner sees AMBER for the purposes of the agreement, until it ends', async () => {
    const id = await submitted({});
    const end = Date.now() + 3600_000;
    const agreement = {
      id: randomUUID(),
      with: owner.organisation.id,
      purposes: ['investigation' as const],
      until: new Date(end).toISOString(),
    };
    const partner = await reader({ communities: [], agreements: [agreement] });
    expect(await seen(partner, id)).toBe('full');
    expect((await partner.call('GET', `/v1/reports/${id}`, undefined, { 'landbridge-purpose': 'prevention' })).status).toBe(404);
    service.moveClock(3600_000);
    expect(await seen(partner, id)).toBe('withdrawn');
    service.moveClock(0);
    expect(await seen(partner, id)).toBe('full');
  });

  it('asks for a purpose of the caller’s kind', async () => {
    const bank = await service.member({ kind: 'bank' });
    const answer = await bank.call('GET', '/v1/reports', undefined, { 'landbridge-purpose': 'investigation' });
    expect([answer.status, answer.body['type']]).toEqual([403, 'https://landbridge.network/problems/purpose-not-yours']);
  });

  it.each(['mine=true', 'purpose=begging', 'country=SE', 'recordedFrom=2020-01-01', 'sector=F'])(
    'lets nobody narrow what it may not see by %s',
    async (query) => {
      const colleague = await reader();
      for (const status of ['restricted', 'withdrawn'].filter((state) => state === 'restricted' || query !== 'mine=true'))
        expect((await colleague.call('GET', `/v1/reports?status=${status}&${query}`)).status).toBe(400);
    },
  );

  it('pages what may not be seen by ids, completely', async () => {
    const colleague = await reader({ country: 'NO' });
    const marking = amber({ handling: ['H2'], territory: ['NO'] });
    const ids = await Promise.all([1, 2, 3, 4, 5].map(() => submitted({ marking })));
    const found: string[] = [];
    for (let path: string | undefined = '/v1/reports?status=restricted&limit=2'; path !== undefined;) {
      const { headers, body } = await colleague.call('GET', path);
      found.push(...(body['reports'] as { id: string }[]).map(({ id }) => id));
      path = /^<(.*)>; rel="next"$/.exec(String(headers['link'] ?? ''))?.[1];
    }
    expect(found.filter((id) => ids.includes(id))).toEqual([...ids].sort());
  });

  it.each<[string, Partial<ReportInput>, string]>([
    ['a stricter handling', { marking: amber({ handling: ['H3'] }) }, 'report.narrowed'],
    ['a smaller territory', { marking: amber({ territory: ['FI'] }) }, 'report.narrowed'],
    ['fewer purposes', { usePurposes: ['investigation'] }, 'report.narrowed'],
    ['another attribution', { attribution: 'hidden' }, 'report.narrowed'],
    ['a wider marking', { marking: amber({ communities: ['law-enforcement', 'practitioners'] }) }, 'report.revised'],
    ['other content', { acts: ['transfer'] }, 'report.revised'],
  ])('tells %s', async (_change, over, name) => {
    const id = await submitted({});
    const report = reportInput({ basis: 'legal-duty', marking: amber(), ...over });
    expect((await owner.call('PUT', `/v1/reports/${id}`, report, { 'if-match': '"1"' })).status).toBe(200);
    await until('it is told', () => events.filter(({ key }) => key === id).length === 2);
    expect(events.findLast(({ key }) => key === id)).toMatchObject({ name: eventType(name as 'report.revised'), revision: 2 });
  });

  it('shows no earlier revision in a fuller form than the last', async () => {
    const id = await submitted({});
    const colleague = await reader();
    expect(await seen(colleague, id)).toBe('full');
    const child = reportInput({
      basis: 'legal-duty',
      marking: amber({ tlp: 'amber+strict' }),
      quantities: [{ unit: 'victim', value: 1, ageBand: '0-8' }],
    });
    await owner.call('PUT', `/v1/reports/${id}`, child, { 'if-match': '"1"' });
    const { body } = await colleague.call('GET', `/v1/reports/${id}/history`, undefined, { 'landbridge-purpose': 'prevention' });
    expect(body['revisions']).toMatchObject([{ revision: 1, visibility: 'redacted' }, { revision: 2, visibility: 'redacted' }]); // prettier-ignore
  });
});
