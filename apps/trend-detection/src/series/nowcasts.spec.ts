import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { dayText, epochDay } from '../counting/calendar.ts';
import type { Counted } from '../counting/contribution.ts';
import { CountersRepository } from '../counting/counters.repository.ts';
import { LearntDelays } from '../delays/learnt-delays.ts';
import type { CountedBucket } from './buckets.ts';
import { type NowcastAsked, Nowcasts, nowcastsOf } from './nowcasts.ts';
import { RecordedReports } from './recorded-reports.ts';

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
  nowcastsOf(buckets, LearntDelays.of(reports, TODAY)!, { isBehind: () => true, cut: { measure, bucket: 'week', clock: 'recorded' } }, NOW);

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
});

describe('Nowcasts', () => {
  const counters = { documentsOf: jest.fn<CountersRepository['documentsOf']>() };
  const recorded = { within: jest.fn<RecordedReports['within']>() };
  const asked: NowcastAsked = {
    generation: 'g',
    audience: 'public',
    isBehind: () => true,
    cut: { measure: 'reports', bucket: 'week', clock: 'recorded' },
  };
  let service: Nowcasts;
  beforeEach(async () => {
    jest.resetAllMocks();
    recorded.within.mockImplementation(async function* () {
      for (const report of year) yield await Promise.resolve(report);
    });
    countedUpTo(7);
    const providers = [Nowcasts, { provide: CountersRepository, useValue: counters }, { provide: RecordedReports, useValue: recorded }];
    service = (await Test.createTestingModule({ providers }).compile()).get(Nowcasts);
  });

  const countedUpTo = (upTo: number) =>
    counters.documentsOf.mockResolvedValue(
      new Map([['g|total:all', [{ _id: 'g|total:all|day|2026|clear|0', key: 'g|total:all', upTo, sums: {} }]]]),
    );
  const of = (over: Partial<NowcastAsked> = {}, buckets = weeks(6)) => service.of(buckets, { ...asked, ...over }, NOW);

  it('learns anew for another audience and when anything else is counted, and not for another series', async () => {
    const [first, again] = await Promise.all([of(), of()]);
    expect(first.size).toBe(2);
    expect(again).toEqual(first);
    await of({ isBehind: () => false });
    expect(recorded.within).toHaveBeenCalledTimes(1);
    countedUpTo(8);
    await of();
    expect(recorded.within).toHaveBeenCalledTimes(2);
    await of({ generation: 'h' });
    expect(recorded.within).toHaveBeenCalledTimes(3);
  });

  it('reads nothing for buckets that are complete', async () => {
    expect(await of({}, [{ from: MONDAY - 364, until: MONDAY - 357, count: 3 }])).toEqual(new Map());
    expect(recorded.within).not.toHaveBeenCalled();
  });

  it('tells nothing of an audience that has few reports', async () => {
    recorded.within.mockImplementation(async function* () {
      for (const report of year.slice(0, 20)) yield await Promise.resolve(report);
    });
    expect(await of()).toEqual(new Map());
  });

  it('does not remember a failure', async () => {
    recorded.within.mockImplementationOnce(() => {
      throw new Error('away');
    });
    await expect(of()).rejects.toThrow('away');
    expect((await of()).size).toBe(2);
  });
});
