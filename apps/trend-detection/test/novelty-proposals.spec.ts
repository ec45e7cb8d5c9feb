import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { StructuredReport } from '@landbridge/contracts';
import { CatalogueRepository } from '../src/modus-operandi/catalogue.repository.ts';
import type { Entry } from '../src/modus-operandi/entry.schema.ts';
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
