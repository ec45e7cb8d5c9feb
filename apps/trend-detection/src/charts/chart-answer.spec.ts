import { describe, expect, it } from '@jest/globals';
import { chartOfAnswer, languageOf } from './chart-answer.ts';

describe('languageOf', () => {
  it.each([
    [undefined, undefined, 'en'],
    [undefined, 'de', 'en'],
    [undefined, 'de, fr;q=0.5, sv;q=0.8', 'sv'],
    [undefined, 'ro-MD', 'ro'],
    ['es', 'sv', 'es'],
  ] as const)('of %s by %s is %s', (asked, accepted, expected) => {
    expect(languageOf(asked, accepted)).toBe(expected);
  });
});

describe('chartOfAnswer', () => {
  it('tells which series it is, whose figures they are, and where a change stands', () => {
    const answer = { dimension: 'corridor', value: 'RO>SE', audience: 'practitioners', measure: 'reports', bucket: 'week' } as const;
    const buckets = [
      { from: '2026-02-23', count: 2, expected: 1.5, upper: 4, lower: 0, alarm: false },
      { from: '2026-03-02', count: 13, expected: 1.5, upper: 4, lower: 0, alarm: true, provisional: true },
    ];
    const svg = chartOfAnswer({ ...answer, buckets }, 'en', '2026-03-09');
    expect(svg).toContain('Romania → Sweden');
    expect(svg).toContain('Landbridge, practitioners');
    expect(svg.match(/class="alarm"/g)).toHaveLength(1);
  });
});
