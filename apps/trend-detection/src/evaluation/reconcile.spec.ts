import { describe, expect, it } from '@jest/globals';
import { compileCheck, Trend } from '@landbridge/contracts';
import { dayText, epochDay } from '../counting/calendar.ts';
import type { Episode } from './episodes.ts';
import { matchTrends, needsEvidence, retraction, riseChange } from './reconcile.ts';
import { trendId } from './trend-identity.ts';

const line = { audience: 'practitioners', series: { dimension: 'corridor', value: 'RO>SE', measure: 'reports' } } as const;
const start = epochDay('2026-03-02');
const present = { closedWeek: start + 7, evaluatedAt: '2026-03-16T01:00:00.000Z' };
const evidence = { organisations: 3, countries: 2, survivesLeavingOneOut: true };
const week = (i: number) => start + 7 * i;
const episode = (first: number, last: number, observed = 14): Episode => ({
  first: week(first),
  last: week(last),
  newest: { week: week(last), observed, expected: 4.2857, upperBound: 9.1234 },
});

function told(of: Episode, at = present, stored?: Trend): Trend {
  const change = riseChange(line, { episode: of, stored }, evidence, new Set(), at);
  if (!change) throw new Error('Nothing has changed.');
  return change.trend;
}

describe('riseChange', () => {
  it('opens a candidate that the contract accepts', () => {
    const change = riseChange(line, { episode: episode(0, 1), stored: undefined }, evidence, new Set(), present);
    expect(change).toMatchObject({
      event: 'trend.opened',
      trend: { revision: 1, state: 'candidate', firstBucket: '2026-03-02', lastBucket: '2026-03-09', ...evidence },
    });
    expect(change?.trend.evidence).toEqual({ bucket: '2026-03-09', observed: 14, expected: 4.29, upperBound: 9.12 });
    expect(compileCheck(Trend).explain(change?.trend)).toEqual([]);
  });

  it('says nothing twice', () => {
    const trend = told(episode(0, 1));
    const later = { ...present, evaluatedAt: '2026-03-17T00:00:00.000Z' };
    expect(riseChange(line, { episode: episode(0, 1), stored: trend }, evidence, new Set(), later)).toBeUndefined();
  });

  it('revises in place when a late report comes', () => {
    const trend = told(episode(0, 1));
    const change = riseChange(line, { episode: episode(-1, 1, 15), stored: trend }, evidence, new Set(), present);
    expect(change).toMatchObject({
      event: 'trend.revised',
      trend: { id: trend.id, revision: 2, state: 'candidate', firstBucket: '2026-02-23' },
    });
  });

  it('closes what ended, and tells of old rises only that they are closed', () => {
    const open = told(episode(0, 1));
    const later = { ...present, closedWeek: week(6) };
    expect(riseChange(line, { episode: episode(0, 1), stored: open }, evidence, new Set(), later)).toMatchObject({
      event: 'trend.closed',
      trend: { state: 'closed', closedBecause: 'ended', revision: 2 },
    });
    expect(riseChange(line, { episode: episode(0, 1), stored: undefined }, evidence, new Set(), later)).toMatchObject({
      event: 'trend.closed',
      trend: { state: 'closed', closedBecause: 'history', revision: 1 },
    });
  });

  it('keeps a published trend published while it lasts', () => {
    const published: Trend = { ...told(episode(0, 1)), state: 'published' };
    expect(told(episode(0, 2), { ...present, closedWeek: week(2) }, published).state).toBe('published');
  });

  it('never speaks of trafficking, nor of who contributed', () => {
    const { explanation } = told(episode(0, 1));
    expect(explanation).toMatch(/^Change in reports received: .*Route: Romania → Sweden.*In the week of 9 March 2026: 14 reports/);
    expect(explanation).not.toMatch(/trafficking/i);
  });
});

const left = (observed: number, otherCharter = false) => ({
  alarm: { week: week(1), observed, expected: 3.1415, upperBound: 8 },
  evidence: { organisations: 1, countries: 0, survivesLeavingOneOut: false },
  otherCharter,
});

describe('retraction', () => {
  it.each([
    [left(6), 'reports-withdrawn', 'withdrawn'],
    [left(14), 'corrected', 'no longer stands out'],
    [left(6, true), 'charter-changed', 'charter of the community has changed'],
  ])('takes a trend back at what is left, %j, and tells no more than that', (of, closedBecause, words) => {
    const change = retraction(told(episode(0, 1)), of, present);
    const numbers = { bucket: '2026-03-09', observed: of.alarm.observed, expected: 3.14, upperBound: 8 };
    expect(change).toMatchObject({
      event: 'trend.closed',
      trend: { state: 'retracted', revision: 2, closedBecause, evidence: numbers, organisations: 1, countries: 0 },
    });
    expect(change.trend.explanation).toContain(words);
    expect(change.trend.explanation).toContain(`${of.alarm.observed} reports`);
    expect(compileCheck(Trend).explain(change.trend)).toEqual([]);
  });
});

describe('matchTrends', () => {
  it('follows a rise that late reports moved, and finds the trend whose rise is gone', () => {
    const moved = told(episode(0, 1));
    const gone = told(episode(20, 21), { ...present, closedWeek: week(30) });
    const { matches, gone: left } = matchTrends([gone, moved], [episode(-2, -1), episode(40, 40)]);
    expect(matches.map(({ stored }) => stored?.id)).toEqual([moved.id, undefined]);
    expect(left).toEqual([gone]);
  });

  it('takes up a trend that was taken back, and does not take it back again', () => {
    const retracted = retraction(told(episode(0, 1)), left(3), present).trend;
    expect(matchTrends([retracted], []).gone).toEqual([]);
    expect(matchTrends([retracted], [episode(0, 1)]).matches[0]?.stored).toBe(retracted);
  });
});

describe('needsEvidence', () => {
  it('leaves a closed trend alone whose numbers are as they were', () => {
    const closedWeek = week(10);
    const closed = told(episode(0, 1), { ...present, closedWeek });
    expect(needsEvidence({ episode: episode(0, 1), stored: closed }, closedWeek)).toBe(false);
    expect(needsEvidence({ episode: episode(0, 1, 15), stored: closed }, closedWeek)).toBe(true);
    expect(needsEvidence({ episode: episode(0, 1), stored: undefined }, closedWeek)).toBe(true);
    expect(needsEvidence({ episode: episode(0, 1), stored: told(episode(0, 1)) }, closedWeek)).toBe(true);
  });
});

describe('trendId', () => {
  it('is the same for every evaluator, and another for another line, week or turn', () => {
    const id = trendId(line, dayText(start), new Set());
    expect(trendId(line, dayText(start), new Set())).toBe(id);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    const others = [
      trendId({ ...line, audience: 'public' }, dayText(start), new Set()),
      trendId(line, dayText(start + 7), new Set()),
      trendId(line, dayText(start), new Set([id])),
    ];
    expect(new Set([id, ...others]).size).toBe(4);
  });
});
