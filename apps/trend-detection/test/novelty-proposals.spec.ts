import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { StructuredReport } from '@landbridge/contracts';
import { charter, communityState } from '@landbridge/contracts/testing';
import { CatalogueRepository } from '../src/modus-operandi/catalogue.repository.ts';
import { disputed } from '../src/modus-operandi/changes.ts';
import type { Entry } from '../src/modus-operandi/entry.schema.ts';
import { type Novelties, NoveltyProposals } from '../src/modus-operandi/novelty-proposals.ts';
import { EvaluationBench, Killed } from './support/evaluation.ts';
import { killAt, MOMENTS } from './support/kills.ts';
import { WEEK } from './support/rises.ts';
import { organisation, smallReport } from './support/small-reports.ts';

const COMBINATION = 'lure:job+modus-operandi:van';

function report(week: number, i: number, tags: string[], lure?: 'job'): StructuredReport {
  const contributor = { id: organisation(i), kind: 'ngo', country: 'SE', regime: 'gdpr' } as const;
  return smallReport(WEEK + 7 * week + (i % 7), tags, { contributor, ...(lure && { recruitment: { lure } }) });
}

/** Vans and jobs are known, each for itself. */
const past = Array.from({ length: 30 }, (_, at) => at - 29).flatMap((week) => [
  report(week, 0, ['van']),
  report(week, 1, [], 'job'),
  ...Array.from({ length: 18 }, (_, i) => report(week, i % 7, [])),
]);
const together = Array.from({ length: 14 }, (_, i) => report(0, i % 7, ['van'], 'job'));
const neverSeen = Array.from({ length: 6 }, (_, i) => report(0, i, ['never-seen']));

describe('what is found new', () => {
  let bench: EvaluationBench;
  beforeEach(async () => {
    bench = await EvaluationBench.open();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await bench.close();
  });

  async function proposed(): Promise<Entry[]> {
    const operator = { caller: { kind: 'operator', clientId: 'o', scopes: [] } } as const;
    const entries: Entry[] = [];
    for await (const entry of bench.part(CatalogueRepository).listed(operator, {}, undefined)) entries.push(entry);
    return entries;
  }
  const ofCombination = async () => (await bench.trends()).filter(({ series }) => series.value === COMBINATION);

  async function expectOneProposal(): Promise<void> {
    const [trend, ...others] = await ofCombination();
    expect(others).toEqual([]);
    expect((await proposed()).filter(({ novelty }) => novelty?.trend === trend?.id)).toMatchObject([
      {
        tag: 'lure-job-modus-operandi-van',
        status: 'proposed',
        candidate: true,
        revision: 1,
        lures: ['job'],
        novelty: { audience: 'practitioners' },
        evidence: { trends: [trend?.id] },
        marking: { tlp: 'green', communities: ['practitioners'] },
      },
    ]);
  }

  it('is proposed to the catalogue: a combination, a tag and a script', async () => {
    const alike = together.slice(0, 5).map((one) => ({ ...one, hasNarrative: true, signature: Buffer.alloc(256, 'the same').toString('base64') })); // prettier-ignore
    await bench.count(...past, ...alike, ...together.slice(5), ...neverSeen);
    await bench.settle();
    await expectOneProposal();
    expect((await proposed()).map(({ tag }) => tag)).toEqual([
      'lure-job-modus-operandi-van',
      'never-seen',
      expect.stringMatching(/^script-[0-9a-f]{16}$/),
    ]);
  });

  it.each(MOMENTS)('is proposed once, with its trend or not at all, where it is killed %s the entry is written', async (moment) => {
    await bench.count(...past, ...together);
    const kills = killAt(bench, { part: CatalogueRepository, write: 'write', moment }, (call) => call <= 2);
    for (let round = 0; round < 2; round += 1) {
      await expect(bench.round()).rejects.toThrow(Killed);
      expect([await ofCombination(), await proposed()]).toEqual([[], []]);
    }
    await bench.settle();
    expect(kills()).toBe(2);
    await expectOneProposal();
  });

  const withdrawn = (reports: readonly StructuredReport[]) => reports.map((one) => ({ withdrawn: one }));
  const again = (reports: readonly StructuredReport[]) => reports.map((one) => ({ ...one, revision: one.revision + 2 }));
  const tags = async () => (await proposed()).map(({ tag }) => tag);

  describe('and is taken back', () => {
    const withIt = ['lure-job-modus-operandi-van', 'never-seen'];

    it('goes with its trend where its reports are withdrawn, and comes back with it', async () => {
      await bench.count(...past, ...together, ...neverSeen);
      await bench.settle();
      const before = await proposed();
      expect(before.map(({ tag }) => tag)).toEqual(withIt);
      await bench.count(...withdrawn(neverSeen));
      await bench.settle();
      expect(await tags()).toEqual(['lure-job-modus-operandi-van']);
      await bench.count(...withdrawn(together));
      await bench.settle();
      expect(await tags()).toEqual([]);
      expect((await bench.trends()).map(({ state }) => state)).toEqual(expect.arrayContaining(['retracted', 'retracted']));
      // nothing of it is left, so that it comes back as it was
      await bench.count(...again([...together, ...neverSeen]));
      await bench.settle();
      expect(await proposed()).toEqual(before);
    });

    it('goes with its trend where another charter counts nothing of it', async () => {
      await bench.count(...past, ...together);
      await bench.settle();
      await expectOneProposal();
      bench.communities = [communityState({ charter: charter({ purpose: 'research' }), sequence: 2 })];
      await bench.settle();
      expect(await proposed()).toEqual([]);
      bench.communities = [communityState({ sequence: 3 })];
      await bench.settle();
      await expectOneProposal();
    });

    it('goes over to another trend that shows the same, and stays where that is dismissed', async () => {
      const proposals = bench.part(NoveltyProposals);
      const of = (trend: string) => ({ tag: 'slang', audience: 'practitioners', trend });
      const settle = async (novelties: Novelties) => {
        const due = await proposals.due('practitioners', novelties);
        await bench.inTransaction((session) => proposals.settle(due, bench.now, session));
        return due.lacking.length + due.lost.length;
      };
      await settle({ told: [of('one'), of('other')], dismissed: [] });
      expect(await proposed()).toMatchObject([{ tag: 'slang', novelty: { trend: 'one' } }]);
      expect(await settle({ told: [of('one'), of('other')], dismissed: [] })).toBe(0);
      await settle({ told: [of('other')], dismissed: [] });
      expect(await proposed()).toMatchObject([{ tag: 'slang', novelty: { trend: 'other' }, evidence: { trends: ['other'] } }]);
      expect(await settle({ told: [], dismissed: [of('other')] })).toBe(0);
      expect(await proposed()).toHaveLength(1);
    });

    it('stays where somebody has worked on it', async () => {
      await bench.count(...past, ...together, ...neverSeen);
      await bench.settle();
      const [first] = await proposed();
      const change = disputed(first!, 'd', 'Why', { by: { kind: 'organisation', organisation: 'o' }, at: bench.now });
      await bench.inTransaction((session) => bench.part(CatalogueRepository).write([change!], session));
      await bench.count(...withdrawn([...together, ...neverSeen]));
      await bench.settle();
      expect(await proposed()).toMatchObject([{ tag: 'lure-job-modus-operandi-van', revision: 2 }]);
    });

    it.each(MOMENTS)('goes at once with its trend, where it is killed %s the entry is removed', async (moment) => {
      await bench.count(...past, ...together);
      await bench.settle();
      const [trend, entries] = [await ofCombination(), await proposed()];
      const kills = killAt(bench, { part: CatalogueRepository, write: 'removeUntouched', moment }, (call) => call <= 2);
      await bench.count(...withdrawn(together));
      for (let round = 0; round < 2; round += 1) {
        await expect(bench.round()).rejects.toThrow(Killed);
        expect([await ofCombination(), await proposed()]).toEqual([trend, entries]);
      }
      await bench.settle();
      expect(kills()).toBe(2);
      expect(await ofCombination()).toMatchObject([{ state: 'retracted' }]);
      expect(await proposed()).toEqual([]);
    });
  });

  describe('in a change that something else leads', () => {
    const where = { where: { origin: 'VN', exploitation: 'GR' } };
    const onNewWay = Array.from({ length: 12 }, (_, i) => ({ ...report(0, i % 7, ['gift-cards']), ...where }));
    const rest = Array.from({ length: 30 }, (_, i) => ({ ...report(0, i % 7, []), ...where }));
    const led = async () => (await bench.trends()).filter(({ state, shares }) => state !== 'retracted' && shares?.some(({ value }) => value === 'gift-cards')); // prettier-ignore

    it('is proposed once, and stays as long as the change does', async () => {
      await bench.count(...past, ...onNewWay, ...rest);
      await bench.settle();
      const [trend, ...others] = await led();
      expect(others).toEqual([]);
      expect(trend).toMatchObject({ series: { value: expect.not.stringContaining('gift-cards') } });
      expect(await proposed()).toMatchObject([{ tag: 'gift-cards', novelty: { trend: trend?.id }, evidence: { trends: [trend?.id] } }]);
      // known since, it is not proposed again, nor taken back
      bench.now = new Date(bench.now.getTime() + 7 * 86_400_000);
      await bench.count(...Array.from({ length: 6 }, (_, i) => ({ ...report(1, i, ['gift-cards']), ...where })));
      await bench.settle();
      expect(await proposed()).toMatchObject([{ tag: 'gift-cards', novelty: { trend: trend?.id } }]);
    });

    it('goes where the tag is withdrawn, though the change stays', async () => {
      await bench.count(...past, ...onNewWay, ...rest);
      await bench.settle();
      // also in a week that is long told
      bench.now = new Date(bench.now.getTime() + 7 * 86_400_000);
      await bench.count(...Array.from({ length: 30 }, (_, i) => ({ ...report(1, i % 7, []), ...where })));
      await bench.settle();
      expect(await tags()).toEqual(['gift-cards']);
      await bench.count(...onNewWay.map((one) => ({ ...one, revision: 2, modusOperandi: [] })));
      await bench.settle();
      expect(await tags()).toEqual([]);
      expect((await bench.trends()).filter(({ state }) => state === 'candidate')).not.toEqual([]);
    });
  });

  it('is not proposed again in another week, nor when everything is counted anew', async () => {
    await bench.count(...past, ...together);
    await bench.settle();
    bench.now = new Date(bench.now.getTime() + 7 * 86_400_000);
    await bench.count(...Array.from({ length: 6 }, (_, i) => report(1, i, ['van'], 'job')));
    await bench.settle();
    expect((await ofCombination())[0]?.revision).toBeGreaterThan(1);
    await expectOneProposal();
    bench.generation = 'g2';
    await bench.count(...past, ...together);
    await bench.settle();
    await expectOneProposal();
  });
});
