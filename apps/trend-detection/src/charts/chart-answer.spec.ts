import { describe, expect, it } from '@jest/globals';
import { chartOfAnswer } from './chart-answer.ts';

describe('chartOfAnswer', () => {
  it('tells which series it is, whose figures they are, and where a change stands', () => {
    const answer = { dimension: 'corridor', value: 'RO>SE', audience: 'practitioners', measure: 'reports', bucket: 'week' } as const;
    const buckets = [
      { from: '2026-02-23', count: 2, expected: 1.5, upper: 4, lower: 0, alarm: false },
      {
        from: '2026-03-02',
        count: 13,
        expected: 1.5,
        upper: 4,
        lower: 0,
        alarm: true,
        provisional: true,
        nowcast: { share: 0.5, estimate: 26, lower: 18, upper: 40 },
      },
    ];
    const svg = chartOfAnswer({ ...answer, buckets }, 'en', '2026-03-09');
    expect(svg).toContain('Romania → Sweden');
    expect(svg).toContain('Landbridge, practitioners');
    expect(svg.match(/class="alarm"/g)).toHaveLength(1);
    expect(svg.match(/class="nowcast"/g)).toHaveLength(1);
  });
});
