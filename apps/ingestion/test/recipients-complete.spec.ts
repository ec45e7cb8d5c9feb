import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ReportInput, type UsePurpose, VISIBILITIES, type Visibility } from '@landbridge/contracts';
import { reportInput } from '@landbridge/contracts/testing';
import { atLeast } from '@landbridge/sharing';
import fc from 'fast-check';
import type { Member } from './member.ts';
import { TestService } from './service.ts';

const SEED = 6;
const STEPS = 400;
const READERS = 4;
const REPORTS = 12;
const PURPOSES = ['prevention', 'research', 'victim-support'] as const satisfies readonly UsePurpose[];
const CHILD = { unit: 'victim', value: 1, ageBand: '9-17' } as const;

const some = <T>(entries: readonly T[]) => fc.constantFrom(...entries);
const reports = fc.record({
  usePurposes: fc.subarray([...PURPOSES], { minLength: 1 }),
  handling: some([undefined, ['H2' as const], ['H3' as const]]),
  child: fc.boolean(),
  communities: fc.subarray(['practitioners', 'research'], { minLength: 1 }),
  acts: some([['recruitment'], ['transfer'], ['receipt']] as const),
});
const steps = fc.oneof(
  { weight: 6, arbitrary: fc.record({ step: some(['get', 'history', 'list', 'restricted', 'withdrawn'] as const), reader: fc.nat(READERS - 1), report: fc.nat(REPORTS - 1), purpose: some(PURPOSES) }) },
  { weight: 2, arbitrary: fc.record({ step: some(['revise'] as const), report: fc.nat(REPORTS - 1), content: reports }) },
  { weight: 1, arbitrary: fc.record({ step: some(['withdraw'] as const), report: fc.nat(REPORTS - 1) }) },
); // prettier-ignore

interface Shown {
  readonly id: string;
  readonly state: 'held' | 'restricted' | 'withdrawn';
  readonly visibility?: 'redacted' | 'full';
  readonly revision?: number;
}

/** What a reader really got of a report: the most for each purpose, and by which revision it was told that something is gone. */
interface Got {
  readonly levels: Map<UsePurpose, Visibility>;
  told: boolean;
}

describe('the owner’s page of recipients', () => {
  let service: TestService;
  let owner: Member;
  let readers: Member[];
  let ids: string[];
  const got = new Map<string, Got>();
  const withdrawn = new Set<string>();

  const toReport = ({
    usePurposes,
    handling,
    child,
    communities,
    acts,
  }: typeof reports extends fc.Arbitrary<infer T> ? T : never): ReportInput =>
    reportInput({
      usePurposes,
      acts: [...acts],
      marking: { tlp: 'amber+strict', communities, ...(handling && { handling }) },
      ...(child && { quantities: [CHILD] }),
    });
  const gotOf = (report: string, reader: Member): Got => {
    const key = `${report} ${reader.organisation.id}`;
    const known = got.get(key) ?? { levels: new Map(), told: false };
    got.set(key, known);
    return known;
  };
  const more = (one: Visibility, other: Visibility): Visibility => (atLeast(one, other) ? one : other);

  function take(reader: Member, purpose: UsePurpose, shown: readonly Shown[]): void {
    for (const { id, state, visibility } of shown) {
      const known = gotOf(id, reader);
      if (state === 'withdrawn') known.told = true;
      else known.levels.set(purpose, more(known.levels.get(purpose) ?? 'none', visibility ?? 'existence'));
    }
  }

  async function read(reader: Member, id: string, purpose: UsePurpose, step: string): Promise<Shown[]> {
    const headers = { 'landbridge-purpose': purpose };
    const paths: Record<string, string> = { get: `/${id}`, history: `/${id}/history`, list: '?limit=200', restricted: '?status=restricted&limit=200', withdrawn: '?status=withdrawn&limit=200' }; // prettier-ignore
    const { status, body } = await reader.call('GET', `/v1/reports${paths[step] ?? ''}`, undefined, headers);
    if (status === 404) return [];
    expect(status).toBe(200);
    return (body['revisions'] ?? body['reports'] ?? [body]) as Shown[];
  }

  beforeAll(async () => {
    service = await TestService.start();
    owner = await service.member();
    const memberships = [['practitioners'], ['research'], ['practitioners', 'research'], []];
    readers = await Promise.all(memberships.map((communities) => service.member({ communities })));
    const first = fc.sample(reports, { seed: SEED, numRuns: REPORTS }).map(toReport);
    ids = (await Promise.all(first.map((report) => owner.submit(report)))).map(({ body }) => String(body['id']));
    for (const step of fc.sample(steps, { seed: SEED, numRuns: STEPS })) {
      const id = ids[step.report] ?? '';
      const reader = 'reader' in step ? readers[step.reader] : undefined;
      if (step.step === 'revise') await owner.call('PUT', `/v1/reports/${id}`, toReport(step.content), { 'if-match': '*' });
      else if (step.step === 'withdraw') {
        // some are to live on
        if (step.report % 3 > 0) continue;
        withdrawn.add(id);
        await owner.call('DELETE', `/v1/reports/${id}?reason=other`);
      } else if (reader && 'purpose' in step) take(reader, step.purpose, await read(reader, id, step.purpose, step.step));
    }
  });
  afterAll(() => service.stop());

  it('names exactly those who got something, what they got, who has lost of it, and who was told', async () => {
    const counted = { listed: 0, lost: 0, told: 0 };
    for (const id of ids) {
      const { body } = await owner.call('GET', `/v1/reports/${id}/recipients?limit=200`);
      const listed = body['recipients'] as { reader: { organisation: string }; level: Visibility; takenBack?: string; told: object[] }[];
      const had = readers.filter((reader) => gotOf(id, reader).levels.size > 0);
      expect(listed.map(({ reader }) => reader.organisation).sort()).toEqual(had.map(({ organisation }) => organisation.id).sort());
      for (const { reader: who, level, takenBack, told } of listed) {
        const reader = readers.find(({ organisation }) => organisation.id === who.organisation);
        if (!reader) throw new Error('Somebody is listed who is nobody.');
        const { levels, told: wasTold } = gotOf(id, reader);
        expect(level).toBe([...levels.values()].reduce(more));
        expect(takenBack).toBe(withdrawn.has(id) ? 'withdrawn' : (await hasLost(reader, id, levels)) ? 'narrowed' : undefined);
        if (wasTold) expect(told.length).toBeGreaterThan(0);
        counted.listed += 1;
        counted.lost += takenBack === undefined ? 0 : 1;
        counted.told += wasTold ? 1 : 0;
      }
    }
    // each was met often enough to be worth something
    expect(counted.listed).toBeGreaterThan(20);
    expect(counted.lost).toBeGreaterThan(5);
    expect(counted.told).toBeGreaterThan(3);
    expect(counted.lost).toBeLessThan(counted.listed);
  });

  async function hasLost(reader: Member, id: string, levels: ReadonlyMap<UsePurpose, Visibility>): Promise<boolean> {
    for (const [purpose, before] of levels) {
      const [now] = await read(reader, id, purpose, 'get');
      const level = now?.state === 'held' ? (now.visibility ?? 'none') : now?.state === 'restricted' ? 'existence' : 'none';
      expect(VISIBILITIES).toContain(level);
      if (!atLeast(level, before)) return true;
    }
    return false;
  }
});
