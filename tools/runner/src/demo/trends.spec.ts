import { describe, expect, it } from '@jest/globals';
import { readTrends } from './trends.ts';

const trend = {
  id: 'one',
  state: 'candidate',
  audience: 'practitioners',
  series: { dimension: 'corridor', value: 'NP>SE', measure: 'reports' },
  firstBucket: '2026-11-09',
  lastBucket: '2026-11-16',
  evidence: { bucket: '2026-11-16', observed: 9, expected: 2.5, upperBound: 6 },
};
const pages = (...answers: Record<string, unknown>[]) => ({ get: () => Promise.resolve(answers.shift() ?? {}) });

describe('readTrends', () => {
  it('reads page by page, with what shares a change and what it moves away from', async () => {
    const moved = { ...trend, kind: 'displacement', shares: [trend.series], awayFrom: trend.series };
    expect(await readTrends(pages({ trends: [trend], next: 'more' }, { trends: [moved] }))).toEqual([trend, moved]);
  });

  it.each([{ shares: 'NP>SE' }, { shares: ['NP>SE'] }, { awayFrom: 'NP>SE' }, { kind: 1 }, { state: undefined }])(
    'refuses a trend with %j',
    async (over) => {
      await expect(readTrends(pages({ trends: [{ ...trend, ...over }] }))).rejects.toThrow('no trend');
    },
  );
});
