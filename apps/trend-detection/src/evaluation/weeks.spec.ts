import { describe, expect, it } from '@jest/globals';
import { dayText } from '../counting/calendar.ts';
import { dueWeek, reasonToWait } from './due.ts';
import { lastClosedWeek } from './weeks.ts';

describe('lastClosedWeek', () => {
  it.each([
    ['2026-03-09T00:59:59Z', '2026-02-23'],
    ['2026-03-09T01:00:00Z', '2026-03-02'],
    ['2026-03-15T23:00:00Z', '2026-03-02'],
  ])('is at %s the week of %s: a grace of an hour after the end', (now, week) => {
    expect(dayText(lastClosedWeek(new Date(now)))).toBe(week);
  });
});

describe('dueWeek', () => {
  const due = (oldestUnsent?: string) =>
    dayText(
      dueWeek({
        now: new Date('2026-03-10T12:00:00Z'),
        lag: 0,
        oldestUnsent: oldestUnsent === undefined ? undefined : new Date(oldestUnsent),
      }),
    );

  it('waits with a week while something accepted before its end is unsent', () => {
    expect(due()).toBe('2026-03-02');
    expect(due('2026-03-09T00:00:00Z')).toBe('2026-03-02');
    expect(due('2026-03-08T23:59:59Z')).toBe('2026-02-23');
    expect(due('2026-02-24T12:00:00Z')).toBe('2026-02-16');
  });
});

describe('reasonToWait', () => {
  const now = new Date('2026-03-10T12:00:00Z');
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);

  it.each([
    ['all is counted', { lag: 0, oldestUnsent: undefined }, undefined, undefined],
    ['a little is on the way', { lag: 40, oldestUnsent: before(300) }, undefined, undefined],
    ['the lag is not known', { lag: undefined, oldestUnsent: undefined }, undefined, 'the lag is not known yet'],
    ['a load is being counted', { lag: 30_000, oldestUnsent: undefined }, undefined, 'counting is behind'],
    ['a load is being sent', { lag: 0, oldestUnsent: before(60_000) }, undefined, 'reports wait to be sent'],
    ['a load takes longer than ten minutes', { lag: 30_000, oldestUnsent: before(60_000) }, before(601_000), undefined],
  ])('where %s', (_, backlog, since, expected) => {
    expect(reasonToWait({ now, ...backlog }, since)).toBe(expected);
  });
});
