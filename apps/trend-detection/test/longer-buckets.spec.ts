import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StructuredReport } from '@landbridge/contracts';
import type { Caller } from '@landbridge/platform';
import { dayText, epochDay } from '../src/counting/calendar.ts';
import { grainNamed } from '../src/evaluation/grain.ts';
import { EvaluationBench } from './support/evaluation.ts';
import { organisation, smallReport } from './support/small-reports.ts';

const TAG = 'debt-to-the-recruiter';

/** Figures of a month, a quarter or a year, from so many organisations in turn, sent so many days after it is over. */
function figures(precision: 'month' | 'quarter' | 'year', first: string, number: number, late = 20, organisations = 4): StructuredReport[] {
  const bucket = epochDay(first);
  const last = grainNamed(precision).lastDayOf(bucket);
  return Array.from({ length: number }, (_, i) =>
    smallReport(last + late, [TAG], {
      contributor: { id: organisation(i % organisations), kind: 'ngo', country: i % 2 === 0 ? 'SE' : 'NO', regime: 'gdpr' },
      observed: { from: dayText(bucket), to: dayText(last), precision },
    }),
  );
}

/** Months from August 2024 on, up to January 2026. */
function months(counts: readonly number[]): StructuredReport[] {
  return counts.flatMap((count, i) => figures('month', dayText(grainNamed('month').later(epochDay('2024-08-01'), i)), count));
}

const ORDINARY = [6, 5, 7, 6, 4, 6, 7, 5, 6, 6, 5, 7, 4, 6, 7, 5, 6];

describe('figures of months, quarters and years', () => {
  let bench: EvaluationBench;
  beforeEach(async () => {
    bench = await EvaluationBench.open();
  });
  afterEach(() => bench.close());

  async function told(): Promise<object[]> {
    const trends = await bench.trends();
    return trends
      .filter(({ audience, series }) => audience === 'practitioners' && series.value === TAG && series.measure === 'reports')
      .map(({ state, kind = 'rise', firstBucket, lastBucket, evidence: { grain, observed }, artefacts }) => ({
        state,
        kind,
        firstBucket,
        lastBucket,
        grain,
        observed,
        artefacts,
      }));
  }

  it('raise an alarm in the month that they are of, though they come weeks later, and tell so', async () => {
    await bench.count(...months([...ORDINARY, 24]));
    await bench.settle();
    expect(await told()).toEqual([
      {
        state: 'candidate',
        kind: 'rise',
        firstBucket: '2026-01-01',
        lastBucket: '2026-01-01',
        grain: 'month',
        observed: 24,
        artefacts: [],
      },
    ]);
    const [trend] = await bench.trends();
    expect(trend?.explanation).toMatch(/January 2026/);
  });

  it('are shown as they were evaluated, without what is known more exactly', async () => {
    await bench.count(...months([...ORDINARY, 24]), smallReport(epochDay('2026-01-20'), [TAG]));
    await bench.settle();
    const asked = { dimension: 'modus-operandi', value: TAG, audience: 'practitioners', measure: 'reports' } as const;
    const operator: Caller = { kind: 'operator', clientId: 'operator', scopes: ['operator'] };
    const { bucket, clock, buckets } = await bench.answers.series.read(operator, asked, undefined, grainNamed('month'));
    expect({ bucket, clock, months: buckets.length }).toEqual({ bucket: 'month', clock: 'observed', months: 20 });
    const january = buckets.find(({ from }) => from === '2026-01-01');
    expect(january).toMatchObject({ count: 24, alarm: true, expected: expect.closeTo(6, 0) });
    expect(buckets.filter(({ alarm }) => alarm)).toEqual([january]);
    // asked for by who does not come from the trend, a month sums what is of its days, too
    const plain = await bench.answers.series.read(operator, { ...asked, bucket: 'month', clock: 'observed' });
    expect(plain.buckets.find(({ from }) => from === '2026-01-01')).toEqual({ from: '2026-01-01', count: 25 });
  });

  it('are no fall while they come in', async () => {
    await bench.count(...months([...ORDINARY, 1]));
    await bench.settle();
    expect(await told()).toEqual([]);
    // nor when those of the next month are all that is not there
    bench.now = new Date('2026-05-04T01:00:00Z');
    await bench.settle();
    expect(await told()).toEqual([]);
  });

  it('re-open their month when more of them come, and take back what is withdrawn', async () => {
    await bench.count(...months(ORDINARY));
    await bench.settle();
    expect(await told()).toEqual([]);
    const more = figures('month', '2026-01-01', 18);
    await bench.count(...more.slice(0, 9));
    await bench.settle();
    await bench.count(...more.slice(9));
    await bench.settle();
    expect(await told()).toMatchObject([{ state: 'candidate', firstBucket: '2026-01-01', observed: 18 }]);
    await bench.count(...more.map((withdrawn) => ({ withdrawn })));
    await bench.settle();
    expect(await told()).toMatchObject([{ state: 'retracted', grain: 'month', observed: 0 }]);
    expect(bench.told().at(-1)).toMatch(/^trend\.closed practitioners/);
  });

  it('never add to those of days and weeks, nor to each other', async () => {
    await bench.count(...months(ORDINARY), ...figures('quarter', '2025-10-01', 30), ...figures('year', '2025-01-01', 40));
    await bench.settle();
    const { lines } = await bench.made();
    const tagged = lines.filter((line) => (line as { _id: string })._id.endsWith(`|modus-operandi:${TAG}|reports`));
    // one for each grain, of the one community that sees them
    expect(tagged).toHaveLength(3);
    expect(await told()).toEqual([]);
  });

  it('are the same, lived through or loaded at once', async () => {
    const all = [...months([...ORDINARY, 24]), ...figures('year', '2023-01-01', 5), ...figures('year', '2024-01-01', 6)];
    await bench.count(...all);
    await bench.settle();
    const loaded = await bench.made();
    const living = await EvaluationBench.open();
    try {
      living.now = new Date('2024-09-02T01:00:00Z');
      const sent = [...all].sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1));
      while (living.now <= bench.now) {
        const [from, until] = [new Date(living.now.getTime() - 28 * 86_400_000).toISOString(), living.now.toISOString()];
        const first = living.now.getTime() === Date.parse('2024-09-02T01:00:00Z');
        await living.count(...sent.filter(({ recordedAt }) => recordedAt <= until && (first || recordedAt > from)));
        await living.settle();
        if (living.now.getTime() === bench.now.getTime()) break;
        living.now = new Date(Math.min(living.now.getTime() + 28 * 86_400_000, bench.now.getTime()));
      }
      await living.count(...sent);
      await living.settle();
      const { lines, signals, buckets } = await living.made();
      expect({ lines, signals, buckets }).toEqual({ lines: loaded.lines, signals: loaded.signals, buckets: loaded.buckets });
    } finally {
      await living.close();
    }
  });

  describe('of a growing number of organisations', () => {
    const sent = ['2021', '2022', '2023', '2024', '2025'].flatMap((year, i) =>
      figures('year', `${year}-01-01`, [5, 5, 6, 14, 30][i] ?? 0, 40, 30),
    );

    it('are named as what they are', async () => {
      await bench.count(...sent);
      await bench.settle();
      const trends = await told();
      expect(trends).not.toHaveLength(0);
      for (const trend of trends) expect(trend).toMatchObject({ grain: 'year', artefacts: expect.arrayContaining(['more-contributors']) });
    });

    it('are none where each of them sends more', async () => {
      await bench.count(...[5, 5, 6, 5, 30].flatMap((number, i) => figures('year', `${2021 + i}-01-01`, number, 40)));
      await bench.settle();
      expect(await told()).toMatchObject([{ state: 'candidate', firstBucket: '2025-01-01', grain: 'year', observed: 30, artefacts: [] }]);
    });
  });
});
