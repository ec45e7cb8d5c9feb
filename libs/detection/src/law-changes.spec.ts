import { describe, expect, it } from '@jest/globals';
import { LAW_CHANGES, lawChangesBehind } from './law-changes.ts';

describe('changes of law', () => {
  it.each([
    'purpose:surrogacy-exploitation',
    'corridor-purpose:RO>DE:forced-marriage',
    'combination:platform:dating+purpose:illegal-adoption',
  ])('%s: the directive to be transposed by 15 July 2026', (series) => {
    const changes = lawChangesBehind(series, '2026-07-13', '2026-08-09');
    expect(changes).toHaveLength(1);
    expect(changes[0]?.what).toContain('15 July 2026');
    expect(changes[0]?.source).toContain('2024/1712');
  });

  it('touch neither other purposes nor other years', () => {
    expect(lawChangesBehind('purpose:forced-labour', '2026-07-13', '2026-08-09')).toEqual([]);
    expect(lawChangesBehind('purpose:forced-marriage', '2023-01-02', '2024-07-13')).toEqual([]);
    expect(lawChangesBehind('purpose:forced-marriage', '2023-01-02', '2024-07-14')).toHaveLength(1);
    expect(lawChangesBehind('purpose:forced-marriage', '2027-07-16', '2027-08-01')).toEqual([]);
  });

  it('each name a source and end after they begin', () => {
    for (const { from, until, what, source } of LAW_CHANGES) {
      expect(from < until).toBe(true);
      expect(what && source).toBeTruthy();
    }
  });
});
