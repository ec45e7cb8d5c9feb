import { describe, expect, it } from '@jest/globals';
import { dayText, epochDay } from '../counting/calendar.ts';
import type { Counted } from '../counting/contribution.ts';
import type { CountedBucket } from './buckets.ts';
import { nowcastsOf } from './nowcasts.ts';

/** Noon of a Wednesday. */
const NOW = new Date('2026-03-11T12:00:00Z');
const TODAY = epochDay(NOW);
const MONDAY = epochDay('2026-03-09');

const counted = (recorded: number, delay: number, over: Partial<Counted> = {}): Counted => ({
  organisation: `o-${recorded % 5}`,
  kind: 'ngo',
  country: 'SE',
  attribution: 'hidden',
  cell: 'clear',
  series: ['total:all'],
  grain: 'day',
  recorded,
  occurred: recorded,
  accepted: recorded + delay,
  amounts: { reports: 1 },
  ...over,
});
/** A report for each day of the last year; every other one comes four days late. */
const year = Array.from({ length: 364 }, (_, i) => counted(TODAY - i, i % 2 === 0 ? 0 : 4)).filter(({ accepted }) => accepted <= TODAY);
const weeks = (count: number): CountedBucket[] =>
  [-28, -21, -14, -7, 0].map((days) => ({ from: MONDAY + days, until: MONDAY + days + 7, count }));
const nowcasts = (reports: readonly Counted[], buckets = weeks(6), measure: 'reports' | 'victim' = 'reports') =>
  nowcastsOf(buckets, reports, { isBehind: () => true, cut: { measure, bucket: 'week', clock: 'recorded' } }, NOW);

describe('nowcastsOf', () => {
  it('tells of each bucket that is not complete the share that should have come, and what is to be expected', () => {
    const found = nowcasts(year);
    expect([...found.keys()].map(dayText)).toEqual(['2026-03-02', '2026-03-09']);
    const [last, running] = [...found.values()];
    // of seven days the newest two miss their late half: Saturday and Sunday were four and three days ago
    expect(last?.share).toBeGreaterThan(0.85);
    expect(last?.share).toBeLessThan(0.97);
    expect(last?.estimate).toBeCloseTo(6 / (last?.share ?? 1), 0);
    expect(last?.lower).toBe(6);
    expect(last?.upper).toBeGreaterThan(6);
    // two and a half days of seven, of which half has come
    expect(running?.share).toBeGreaterThan(0.15);
    expect(running?.share).toBeLessThan(0.22);
  });

  it('tells of a bucket that has hardly begun the share only', () => {
    const next = nowcasts(year, [{ from: MONDAY + 7, until: MONDAY + 14, count: 1 }]);
    expect([...next.values()]).toEqual([{ share: 0 }]);
    const [negative] = nowcasts(year, [{ from: MONDAY - 7, until: MONDAY, count: -2 }]).values();
    expect(negative).toEqual({ share: expect.any(Number) });
  });

  it('is less sure where much comes at once', () => {
    const upper = (reports: Counted[]) => nowcasts(reports, weeks(60), 'victim').get(MONDAY - 7)?.upper ?? 0;
    const victims = (value: number) => year.map((report) => ({ ...report, amounts: { reports: 1, victim: value } }));
    expect(upper(victims(20))).toBeGreaterThan(upper(victims(1)) + 5);
  });

  it('tells nothing of an audience that has few reports', () => {
    expect(nowcasts(year.slice(0, 20)).size).toBe(0);
  });
});
