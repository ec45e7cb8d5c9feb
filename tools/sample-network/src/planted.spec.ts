import { describe, expect, it } from '@jest/globals';
import type { ReportInput } from '@landbridge/contracts';
import { dayOf, dayText, weeksUntil, WEEKS } from './calendar.ts';
import { found, plantedChanges, plantedTraps, type PlantedChange } from './planted.ts';
import { sampleReports } from './stream.ts';

const until = new Date('2026-11-26T00:00:00Z');
const first = weeksUntil(until)[0]!.monday;
/** Standard normal quantile at 1 − 0.001. */
const Z = 3.0902;

/** 20 seeds, each with a size of its own from 4,000 to 50,000. */
const SAMPLES = Array.from({ length: 20 }, (_, i): [seed: number, reports: number] => [100 + i, Math.round(4_000 * 12.5 ** (i / 19))]);

const AUDIENCES = ['public', 'law-enforcement', 'practitioners'];

interface Counted {
  readonly week: number;
  readonly organisation: string;
}

describe.each(SAMPLES)('under seed %i with %i reports', (seed, reports) => {
  const planted = plantedChanges({ until });
  const series = new Map<string, Counted[]>();
  const live = new Map<string, { report: ReportInput; organisation: string }>();
  for (const action of sampleReports({ seed, reports, until })) {
    if (action.action === 'submit' && !('flaw' in action)) live.set(action.externalId, action);
    if (action.action === 'withdraw') live.delete(action.externalId);
  }
  for (const { report, organisation } of live.values()) {
    if (!['day', 'week'].includes(report.observed.precision)) continue;
    const week = Math.floor((dayOf(report.recordedAt!) - first) / 7);
    for (const audience of report.marking.tlp === 'clear' ? AUDIENCES : (report.marking.communities ?? []))
      for (const value of seriesOf(report)) {
        const key = `${audience} ${value}`;
        const counted = series.get(key) ?? [];
        counted.push({ week, organisation });
        series.set(key, counted);
      }
  }

  it('each planted change stands out in every week of it, for each of its audiences, also without any one organisation', () => {
    for (const {
      series: { dimension, value },
      firstWeek,
      audiences,
    } of planted)
      for (const audience of audiences) {
        const counted = series.get(`${audience} ${dimension}:${value}`) ?? [];
        const start = (dayOf(firstWeek) - first) / 7;
        const weeks = Array.from({ length: WEEKS - start }, (_, i) => start + i);
        expect(alarms(countsOf(counted)).filter((week) => week >= start)).toEqual(weeks);
        const organisations = new Set(counted.filter(({ week }) => week >= start).map(({ organisation }) => organisation));
        expect(organisations.size).toBeGreaterThanOrEqual(3);
        for (const one of organisations)
          expect(alarms(countsOf(counted.filter(({ organisation }) => organisation !== one)))).toContain(WEEKS - 1);
      }
  });

  it('nothing alarms in a planted series before its change', () => {
    for (const {
      series: { dimension, value },
      firstWeek,
      audiences,
    } of planted)
      for (const audience of audiences) {
        const start = (dayOf(firstWeek) - first) / 7;
        expect(alarms(countsOf(series.get(`${audience} ${dimension}:${value}`) ?? [])).filter((week) => week < start)).toEqual([]);
      }
  });

  it('the busiest other series alarm in few weeks', () => {
    const busiest = [...series.values()].sort((a, b) => b.length - a.length).slice(0, 60);
    const weeks = busiest.map((counted) => alarms(countsOf(counted)).filter((week) => week < WEEKS - 8).length);
    expect(weeks.reduce((sum, count) => sum + count, 0) / (busiest.length * (WEEKS - 8))).toBeLessThan(0.1);
  });
});

describe('what was planted', () => {
  it('is the same under every seed, begins on a Monday, and names its audiences', () => {
    for (const { firstWeek, audiences, what } of plantedChanges({ until })) {
      expect(new Date(firstWeek).getUTCDay()).toBe(1);
      expect(audiences).toEqual(['law-enforcement', 'practitioners']);
      expect(what).toMatch(/\.$/);
    }
  });

  it('is found in trends of the same series that alarmed in its weeks and are still candidates', () => {
    const planted = plantedChanges({ until });
    const one = planted[0]!;
    const trend = trendOf(one, {});
    expect(found(planted, [trend])).toEqual([one]);
    expect(
      found(
        planted,
        planted.map((change) => trendOf(change, {})),
      ),
    ).toEqual(planted);
    for (const over of [{ state: 'closed' as const }, { lastBucket: '2026-01-05' }, { series: { ...trend.series, value: 'NP>FI' } }])
      expect(found(planted, [{ ...trend, ...over }])).toEqual([]);
  });

  it('holds the traps only where they are asked for, each from one organisation', () => {
    const traps = plantedTraps({ until });
    expect(traps.map(({ artefact }) => artefact)).toEqual(['new-contributor', 'back-fill']);
    const contributors = (withTraps: boolean) => {
      const byCorridor = new Map<string, Set<string>>();
      for (const action of sampleReports({ seed: 2, reports: 5_000, until, traps: withTraps }))
        if (action.action === 'submit' && !('flaw' in action))
          for (const value of seriesOf(action.report)) byCorridor.set(value, (byCorridor.get(value) ?? new Set()).add(action.organisation));
      return traps.map(({ series: { dimension, value } }) => byCorridor.get(`${dimension}:${value}`)?.size ?? 0);
    };
    expect(contributors(false)).toEqual([0, 0]);
    expect(contributors(true)).toEqual([1, 1]);
  });

  it('begins as many complete weeks before the day as it has weeks', () => {
    expect(plantedChanges({ until: new Date('2026-11-23T00:00:00Z') }).map(({ firstWeek }) => firstWeek)).toEqual([
      '2026-10-12',
      '2026-10-26',
      '2026-10-19',
    ]);
    expect(dayText(weeksUntil(new Date('2026-11-23T00:00:00Z')).at(-1)!.monday)).toBe('2026-11-16');
  });
});

function trendOf({ series, firstWeek }: PlantedChange, over: object) {
  return { state: 'candidate' as const, series: { ...series, measure: 'reports' as const }, lastBucket: firstWeek, ...over };
}

function seriesOf({ purposes = [], recruitment, where }: ReportInput): string[] {
  return [
    'total:all',
    ...purposes.map((purpose) => `purpose:${purpose}`),
    ...(recruitment?.platformType ? [`platform:${recruitment.platformType}`] : []),
    ...(where?.origin && where.exploitation ? [`corridor:${where.origin}>${where.exploitation}`] : []),
  ];
}

function countsOf(counted: readonly Counted[]): number[] {
  const counts = Array.from({ length: WEEKS }, () => 0);
  for (const { week } of counted) if (week < WEEKS) counts[week]! += 1;
  return counts;
}

/** Weeks with five reports or more over mean + z · sd of the seven weeks before (EARS C1), or of those before the newest two (C2). */
function alarms(counts: readonly number[]): number[] {
  const over = (week: number, lag: number) => {
    const past = counts.slice(week - lag - 7, week - lag);
    const mean = past.reduce((sum, count) => sum + count, 0) / 7;
    const sd = Math.sqrt(past.reduce((sum, count) => sum + (count - mean) ** 2, 0) / 6);
    return counts[week]! > mean + Z * sd;
  };
  return counts.flatMap((count, week) => (week >= 9 && count >= 5 && (over(week, 0) || over(week, 2)) ? [week] : []));
}
