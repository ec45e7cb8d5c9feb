import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StructuredReport } from '@landbridge/contracts';
import { charter, communityState, organisationState } from '@landbridge/contracts/testing';
import type { Caller } from '@landbridge/platform';
import { memberReader } from '@landbridge/sharing/testing';
import { startOf } from '../src/counting/calendar.ts';
import { EvaluationBench } from './support/evaluation.ts';
import { background, RISING, WEEK, weekOf } from './support/rises.ts';
import { organisation, smallReport } from './support/small-reports.ts';

const GONE = { origin: 'VN', exploitation: 'GR' };
const NAMES = /VN|GR/;
const member = organisationState({ assessing: true });
const caller: Caller = { kind: 'organisation', clientId: 'c', scopes: ['trends:read'], organisation: member, reader: memberReader(member) };
const withdrawn = (reports: readonly StructuredReport[]) => reports.map((report) => ({ withdrawn: report }));

describe('what is withdrawn', () => {
  let bench: EvaluationBench;
  beforeEach(async () => {
    bench = await EvaluationBench.open();
  });
  afterEach(() => bench.close());

  const answers = async () => ({
    trends: (await bench.answers.trends.page(caller, { limit: 200 })).trends,
    series: await bench.answers.series.read(caller, { dimension: 'corridor', value: 'VN>GR', audience: 'practitioners', measure: 'victim', bucket: 'week' }), // prettier-ignore
  });

  it('is gone with all of its numbers from whatever was made of it', async () => {
    const reports = weekOf(0, 14, GONE);
    await bench.count(...background(20), ...reports);
    await bench.settle();
    const before = await bench.made();
    for (const made of ['lines', 'signals', 'buckets', 'trends'] as const) expect(JSON.stringify(before[made])).toMatch(NAMES);
    expect((await answers()).series.buckets).toMatchObject([{ from: '2026-03-02', count: 28 }]);
    await bench.count(...withdrawn(reports));
    await bench.settle();
    const { trends, lines, signals, buckets } = await bench.made();
    expect(JSON.stringify({ lines, signals, buckets })).not.toMatch(NAMES);
    // as if it had never been there
    const without = await EvaluationBench.open();
    await without.count(...background(20));
    await without.settle();
    const never = await without.made();
    await without.close();
    expect({ lines, signals, buckets }).toEqual({ lines: never.lines, signals: never.signals, buckets: never.buckets });
    expect((await answers()).series.buckets.every(({ count }) => count === 0)).toBe(true);
    for (const trend of trends) {
      expect(trend).toMatchObject({ state: 'retracted', closedBecause: 'reports-withdrawn' });
      const corridor = trend.series.value === 'VN>GR';
      expect(trend.evidence).toMatchObject({ observed: corridor ? 0 : expect.any(Number) });
      expect(trend.evidence).not.toHaveProperty('p');
      expect(trend).not.toHaveProperty('shares');
      if (corridor) expect(trend).toMatchObject({ organisations: 0, countries: 0 });
      expect(trend.explanation).not.toContain('14');
    }
    expect(trends.map(({ series }) => series.value)).toContain('VN>GR');
    const revisions = await bench.revisions();
    expect(revisions.map(({ state }) => state)).toEqual(expect.arrayContaining(['candidate', 'retracted']));
    const shown = ['_id', 'trend', 'revision', 'state', 'closedBecause', 'at'];
    for (const revision of revisions) expect(shown).toEqual(expect.arrayContaining(Object.keys(revision)));
  });

  it('is taken back also where nothing else is left that the audience sees', async () => {
    const reports = [...background(20), ...weekOf(0, 14, GONE)];
    await bench.count(...reports);
    await bench.settle();
    expect(await bench.trends()).not.toEqual([]);
    await bench.count(...withdrawn(reports));
    await bench.settle();
    for (const trend of await bench.trends()) expect(trend).toMatchObject({ state: 'retracted', evidence: { observed: 0 } });
    expect(await bench.made()).toMatchObject({ lines: [], signals: [], buckets: [] });
  });

  it('is taken back also where the new charter of a community sees nothing of it', async () => {
    await bench.count(...background(20), ...weekOf(0, 14, GONE));
    await bench.settle();
    bench.communities = [communityState({ charter: charter({ purpose: 'research' }), sequence: 2 })];
    await bench.settle();
    for (const trend of await bench.trends()) expect(trend).toMatchObject({ state: 'retracted', closedBecause: 'charter-changed' });
    expect(await bench.madeAnew()).toEqual([]);
  });

  it('tells of whoever hides no longer, though his window was half counted when it was evaluated', async () => {
    const rise = weekOf(0, 14, RISING);
    await bench.count(...background(20), ...rise);
    await bench.settle();
    const countTheRest = await bench.countHalf(...rise.map((report) => ({ ...report, revision: 2, attribution: 'hidden' as const })));
    await bench.round();
    await countTheRest();
    await bench.settle();
    expect(await bench.trends()).toMatchObject([{ organisations: 1, countries: 1 }]);
  });

  describe('from patterns that are no series', () => {
    const tagged = (week: number, i: number, tags: string[], over: Partial<StructuredReport> = {}) =>
      smallReport(WEEK + 7 * week + i, tags, { contributor: { id: organisation(i), kind: 'ngo', country: 'SE', regime: 'gdpr' }, ...over });
    const days = Array.from({ length: 7 }, (_, i) => i);
    const van = (week: number, day: number) => tagged(week, day, ['van']);
    const job = (week: number, day: number, tags: string[] = []) => tagged(week, day, tags, { recruitment: { lure: 'job' } });
    const ordinary = (week: number) => [van(week, 0), job(week, 1), ...Array.from({ length: 18 }, (_, i) => tagged(week, i % 7, []))];
    const past = Array.from({ length: 30 }, (_, i) => ordinary(i - 29)).flat();
    const both = days.flatMap((i) => [job(0, i, ['van']), job(0, i, ['van'])]);
    const kinds = async () => (await bench.made()).buckets.flatMap(({ rises }) => rises.map(({ kind }) => kind));
    const lookAgain = async (weeks: number) => {
      bench.now = new Date(startOf(WEEK + 7 * (weeks + 1)).getTime() + 3_600_000);
      await bench.count(...ordinary(weeks));
      await bench.settle();
    };

    it('is gone where the combination has just been found', async () => {
      await bench.count(...past, ...both);
      await bench.settle();
      expect(await kinds()).toContain('new-combination');
      await bench.count(...withdrawn(both));
      await bench.settle();
      expect(await kinds()).not.toContain('new-combination');
    });

    it('is gone where the combination was found more than a quarter ago', async () => {
      await bench.count(...past, ...both);
      await bench.settle();
      expect(await kinds()).toContain('new-combination');
      await lookAgain(14);
      await bench.count(...withdrawn(both));
      await bench.settle();
      expect(await kinds()).not.toContain('new-combination');
    });

    it('tells the same of a combination that was found when it was new, and of one that is loaded much later', async () => {
      bench.now = new Date(startOf(WEEK + 7 * 15).getTime() + 3_600_000);
      await bench.count(...past, ...both, ...ordinary(14));
      await bench.settle();
      expect(await kinds()).toContain('new-combination');
    });

    const script = Buffer.alloc(256, 'nearly the same').toString('base64');

    it('is gone where a narrative was corrected, and nothing else of the report', async () => {
      const alike = days.slice(0, 5).map((i) => tagged(0, i, [], { hasNarrative: true, signature: script }));
      await bench.count(...past, ...alike);
      await bench.settle();
      expect(await kinds()).toContain('spreading-script');
      const other = (i: number) => Buffer.alloc(256, `something else ${i}`).toString('base64');
      await bench.count(...alike.map((report, i) => ({ ...report, revision: 2, signature: other(i) })));
      await bench.settle();
      expect(await kinds()).not.toContain('spreading-script');
    });
  });
});
