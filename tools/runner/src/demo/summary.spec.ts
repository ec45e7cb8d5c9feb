import { describe, expect, it } from '@jest/globals';
import { demoFileOf } from './demo-file.ts';
import type { DemoResult } from './demo-run.ts';
import { changeWords, summaryOf } from './summary.ts';
import { goodFigures } from './testing.ts';
import { changesIn, type SeenTrend } from './trends.ts';

const trend = (dimension: SeenTrend['series']['dimension'], value: string, audience: string, observed: number): SeenTrend => ({
  id: `${value}-${audience}`,
  state: 'candidate',
  audience,
  series: { dimension, value, measure: 'reports' },
  firstBucket: '2026-11-09',
  lastBucket: '2026-11-16',
  evidence: { bucket: '2026-11-16', observed, expected: 2.5, upperBound: 6 },
});

const trends = [
  trend('corridor', 'NP>SE', 'practitioners', 11),
  trend('corridor', 'NP>SE', 'law-enforcement', 15),
  trend('purpose', 'online-scam', 'practitioners', 20),
  { ...trend('total', 'all', 'public', 90), state: 'closed' as const },
];

const result: DemoResult = {
  credentials: { tokenUrl: '', audience: '', organisations: [] },
  figures: goodFigures({ plantedFound: 1, plantedTotal: 1 }),
  reasons: [{ reason: 'basis: is missing.', lines: 2 }],
  trends: 3,
  changes: changesIn(trends),
  planted: [
    {
      id: 'np-se',
      what: '',
      kind: 'rise',
      within: 3,
      series: { dimension: 'corridor', value: 'NP>SE' },
      firstWeek: '2026-10-12',
      audiences: ['practitioners'],
    },
  ],
};

describe('changesIn', () => {
  it('joins the audiences of a series, shows the one that sees most, and puts the greatest rise first', () => {
    expect(changesIn(trends)).toMatchObject([
      { series: { value: 'online-scam' }, audiences: ['practitioners'] },
      { series: { value: 'NP>SE' }, evidence: { observed: 15 }, audiences: ['law-enforcement', 'practitioners'] },
    ]);
  });
});

describe('changeWords', () => {
  const evidence = { bucket: '2026-11-16', observed: 1200, expected: 7.2, upperBound: 9 };
  it.each([
    [{ dimension: 'corridor', value: 'NP>SE', measure: 'reports' }, 'Nepal → Sweden: 1,200 reports'],
    [{ dimension: 'corridor-purpose', value: 'RO>IT:forced-labour', measure: 'victim' }, 'Romania → Italy, forced labour: 1,200 victims'],
    [{ dimension: 'exploitation', value: 'SE', measure: 'reports' }, 'Exploitation Sweden: 1,200 reports'],
    [
      { dimension: 'recruitment-method', value: 'false-job-offer', measure: 'reports' },
      'Recruitment method false job offer: 1,200 reports',
    ],
    [{ dimension: 'corridor', value: 'RO>online', measure: 'reports' }, 'Romania → online: 1,200 reports'],
    [{ dimension: 'corridor-region', value: 'NP>FI+SE', measure: 'reports' }, 'Nepal → Finland and Sweden: 1,200 reports'],
    [
      { dimension: 'country-purpose-sector', value: 'DE:forced-labour:F', measure: 'reports' },
      'Germany, forced labour, sector F: 1,200 reports',
    ],
    [
      { dimension: 'combination', value: 'exploitation:SE+platform:job-portal', measure: 'reports' },
      'Exploitation Sweden with Platform job portal: 1,200 reports',
    ],
    [{ dimension: 'script', value: '0123456789abcdef', measure: 'reports' }, 'A script in several reports: 1,200 reports'],
    [{ dimension: 'sector', value: 'N', measure: 'reports' }, 'Sector N: 1,200 reports'],
    [{ dimension: 'total', value: 'all', measure: 'reports' }, 'All reports: 1,200 reports'],
  ] as const)('tells of %j', (series, words) => {
    expect(changeWords({ series, evidence })).toBe(`${words} in the week of 16 November 2026, 7.2 expected`);
  });
});

describe('summaryOf', () => {
  it('tells what came of it, planted changes first', () => {
    expect(summaryOf(result, { start: 20, load: 3.25 }).split('\n').filter(Boolean)).toEqual([
      '  Reports   100 accepted, 2 rejected; later 5 corrected and 3 withdrawn',
      '                 2  basis: is missing.',
      '  Kafka     108 events sent',
      '  Counted   97 reports; they state 130 victims',
      '  Changes   2 series changed (3 open trends, one for each audience)',
      '            Nepal → Sweden: 15 reports in the week of 16 November 2026, 2.5 expected  (planted)',
      '            Purpose online scam: 20 reports in the week of 16 November 2026, 2.5 expected',
      '  Planted   1 of 1 changes found',
      '  Webhooks  6 delivered with a good signature, 0 dead letters',
      '  Time      23 s: starting 20.0, loading 3.3',
    ]);
  });

  it('says that none of the planted changes was found, and nothing of them for a file', () => {
    const none = { ...result, changes: [], trends: 0, figures: goodFigures({ plantedFound: 0, plantedTotal: 1 }) };
    expect(summaryOf(none, {})).toMatch(/Changes +none found\n +Planted +0 of 1 changes found\n/);
    expect(summaryOf({ ...none, planted: [] }, {})).not.toContain('Planted');
  });

  it('says how many reasons and changes it leaves out', () => {
    const reasons = Array.from({ length: 14 }, (_, i) => ({ reason: `reason ${i}`, lines: 2 }));
    const changes = changesIn(Array.from({ length: 14 }, (_, i) => trend('corridor', `R${String.fromCharCode(65 + i)}>SE`, 'public', 9)));
    const text = summaryOf({ ...result, reasons, changes, planted: [] }, {});
    expect(text).toContain('4  for other reasons');
    expect(text).toContain('and 2 more');
  });
});

describe('demoFileOf', () => {
  it('has the fields that other programs read, and no others', () => {
    expect(demoFileOf(result, { start: 20 })).toEqual({
      accepted: 100,
      alreadyHeld: 0,
      rejected: 2,
      sent: 108,
      counted: 97,
      countedTotals: { victim: 130 },
      trends: 3,
      plantedFound: 1,
      plantedTotal: 1,
      deliveries: 6,
      deadLetters: 0,
      seconds: { start: 20 },
    });
  });
});
