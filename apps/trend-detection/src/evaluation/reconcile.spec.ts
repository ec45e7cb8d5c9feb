import { describe, expect, it } from '@jest/globals';
import { compileCheck, Trend } from '@landbridge/contracts';
import { dayText, epochDay } from '../counting/calendar.ts';
import type { Series } from '../counting/series.ts';
import type { JudgedTrend } from '../trends/judgement.ts';
import type { Episode } from './episodes.ts';
import { WEEK } from './grain.ts';
import { changeOf, type Left, matchTrends, retraction } from './reconcile.ts';
import type { Rise, Told } from './rises.ts';
import { trendId } from './trend-identity.ts';

const audience = 'practitioners';
const line = { audience, series: { dimension: 'corridor', value: 'RO>SE', measure: 'reports' } } as const;
const start = epochDay('2026-03-02');
const present = { closedWeek: start + 7, evaluatedAt: '2026-03-16T01:00:00.000Z' };
const week = (i: number) => start + 7 * i;
const numbers = (series: Series, over: Partial<Told> = {}): Told => ({
  series,
  measure: 'reports',
  method: 'sparse',
  p: 0.000123,
  buckets: 1,
  observed: 14,
  expected: 4.2857,
  bound: 9.1234,
  ...over,
});
const CORRIDOR = numbers('corridor:RO>SE');
const SHARE = numbers('origin:RO', { observed: 18 });

function rise(over: Partial<Rise> = {}): Rise {
  return {
    kind: 'rise',
    lead: CORRIDOR,
    shares: [SHARE],
    organisations: 3,
    countries: 2,
    survivesLeavingOneOut: true,
    artefacts: [],
    ...over,
  };
}

function episode(first: number, last: number, over: Partial<Rise> = {}, lead = over.lead ?? CORRIDOR): Episode {
  const newest = rise(over);
  const shown = new Set([lead, newest.lead, ...newest.shares].map(({ series, measure }) => `${series} ${measure}`));
  return { grain: WEEK, first: week(first), last: week(last), lead, newest, numbers: newest.lead, shown };
}

const change = (of: Episode, stored?: JudgedTrend, at = present) => changeOf(audience, { episode: of, stored }, new Set(), at);

function told(of: Episode, at = present, stored?: JudgedTrend): JudgedTrend {
  const changed = change(of, stored, at);
  if (!changed) throw new Error('Nothing has changed.');
  return changed.trend;
}

describe('changeOf', () => {
  it('opens a candidate that the contract accepts', () => {
    const opened = change(episode(0, 1));
    expect(opened).toMatchObject({
      event: 'trend.opened',
      trend: {
        revision: 1,
        state: 'candidate',
        ...line,
        method: 'sparse',
        firstBucket: '2026-03-02',
        lastBucket: '2026-03-09',
        organisations: 3,
        countries: 2,
        survivesLeavingOneOut: true,
      },
    });
    expect(opened?.trend.evidence).toEqual({ bucket: '2026-03-09', observed: 14, expected: 4.29, upperBound: 9.12, p: 0.00012 });
    expect(opened?.trend.shares).toEqual([{ dimension: 'origin', value: 'RO', measure: 'reports' }]);
    expect(opened?.trend).not.toHaveProperty('kind');
    expect(opened?.trend.artefacts).toEqual([]);
    expect(opened?.trend).not.toHaveProperty('closedBecause');
    expect(compileCheck(Trend).explain(opened?.trend)).toEqual([]);
  });

  it('tells what kind of change it is, what could explain it otherwise, and of how many weeks the numbers are', () => {
    const lead = numbers('corridor:RO>SE', { buckets: 4 });
    const fall = told(episode(0, 1, { kind: 'fall', lead, awayFrom: numbers('corridor:RO>NO'), artefacts: ['one-organisation'] }));
    expect(fall).toMatchObject({ kind: 'fall', awayFrom: { value: 'RO>NO' }, artefacts: ['one-organisation'], evidence: { buckets: 4 } });
    expect(compileCheck(Trend).explain(fall)).toEqual([]);
  });

  it('is about the series that told of it first, whichever shows it most later, and names no more than ten others', () => {
    const others = Array.from({ length: 14 }, (_, i) => numbers(`modus-operandi:tag-${i}`));
    const { series, shares } = told(episode(0, 1, { lead: SHARE, shares: [CORRIDOR, ...others] }, CORRIDOR));
    expect(series).toEqual(line.series);
    expect(shares).toHaveLength(10);
    expect(shares).not.toContainEqual(line.series);
  });

  it('says nothing twice', () => {
    const trend = told(episode(0, 1));
    expect(change(episode(0, 1), trend, { ...present, evaluatedAt: '2026-03-17T00:00:00.000Z' })).toBeUndefined();
  });

  it('revises in place when a late report comes', () => {
    const trend = told(episode(0, 1));
    expect(change(episode(-1, 1, { lead: { ...CORRIDOR, observed: 15 } }), trend)).toMatchObject({
      event: 'trend.revised',
      trend: { id: trend.id, revision: 2, state: 'candidate', firstBucket: '2026-02-23', evidence: { observed: 15 } },
    });
  });

  it('closes what ended, and tells of old changes only that they are closed', () => {
    const open = told(episode(0, 1));
    const later = { ...present, closedWeek: week(6) };
    expect(change(episode(0, 1), open, later)).toMatchObject({
      event: 'trend.closed',
      trend: { state: 'closed', closedBecause: 'ended', revision: 2 },
    });
    expect(change(episode(0, 1), undefined, later)).toMatchObject({
      event: 'trend.closed',
      trend: { state: 'closed', closedBecause: 'history', revision: 1 },
    });
  });

  it('stays open for four quiet weeks', () => {
    expect(change(episode(0, 1), undefined, { ...present, closedWeek: week(5) })?.event).toBe('trend.opened');
    expect(change(episode(0, 1), undefined, { ...present, closedWeek: week(6) })?.event).toBe('trend.closed');
  });

  it('keeps a published trend published while it lasts, and a dismissed one dismissed', () => {
    const lasts = { ...present, closedWeek: week(2) };
    const ends = { ...present, closedWeek: week(9) };
    for (const state of ['published', 'under-assessment'] as const) {
      const given: Trend = { ...told(episode(0, 1)), state };
      expect(told(episode(0, 2), lasts, given).state).toBe(state);
      expect(told(episode(0, 2), ends, given)).toMatchObject({ state: 'closed', closedBecause: 'ended' });
    }
    const dismissed: JudgedTrend = {
      ...told(episode(0, 1)),
      state: 'dismissed',
      judgement: { dismissed: { perWeek: 14, reason: 'campaign' } },
    };
    expect(told(episode(0, 2), lasts, dismissed).state).toBe('dismissed');
    expect(told(episode(0, 2), ends, dismissed).state).toBe('dismissed');
  });

  it('takes up again what was taken back', () => {
    const back = retraction(told(episode(0, 1)), left(3), present).trend;
    expect(change(episode(0, 1), back)).toMatchObject({ event: 'trend.revised', trend: { id: back.id, revision: 3, state: 'candidate' } });
    expect(change(episode(0, 1), back)?.trend).not.toHaveProperty('closedBecause');
  });

  it('never speaks of trafficking, nor of who contributed', () => {
    const { explanation } = told(episode(0, 1));
    expect(explanation).toMatch(/^Change in reports received: .*Route: Romania → Sweden.*In the week of 9 March 2026: 14 reports/);
    expect(explanation).not.toMatch(/trafficking/i);
  });
});

const left = (observed: number, otherCharter = false): Left => ({
  numbers: { observed, expected: 3.1415, bound: 8 },
  evidence: { organisations: 1, countries: 0, survivesLeavingOneOut: false },
  otherCharter,
});

describe('retraction', () => {
  it.each([
    [left(6), 'reports-withdrawn', 'withdrawn'],
    [left(14), 'corrected', 'no longer stands out'],
    [left(6, true), 'charter-changed', 'charter of the community has changed'],
  ])('takes a trend back at what is left, %j, and tells no more than that', (of, closedBecause, words) => {
    const { event, trend } = retraction(told(episode(0, 1, { artefacts: ['campaign'] })), of, present);
    const { observed } = of.numbers;
    expect(event).toBe('trend.closed');
    expect(trend).toMatchObject({ state: 'retracted', revision: 2, closedBecause, organisations: 1, countries: 0 });
    // neither how rare it was nor what else showed it
    expect(trend.evidence).toEqual({ bucket: '2026-03-09', observed, expected: 3.14, upperBound: 8 });
    for (const gone of ['shares', 'artefacts', 'awayFrom']) expect(trend).not.toHaveProperty(gone);
    expect(trend.explanation).toContain(words);
    expect(trend.explanation).toContain(`${observed} reports`);
    expect(compileCheck(Trend).explain(trend)).toEqual([]);
  });
});

describe('matchTrends', () => {
  it('follows a rise that late reports moved, and finds the trend whose rise is gone', () => {
    const moved = told(episode(0, 1));
    const gone = told(episode(20, 21), { ...present, closedWeek: week(30) });
    const { matches, gone: without } = matchTrends([gone, moved], [episode(-2, -1), episode(40, 40)]);
    expect(matches.map(({ stored }) => stored?.id)).toEqual([moved.id, undefined]);
    expect(without).toEqual([gone]);
  });

  it('takes up a trend that was taken back, and does not take it back again', () => {
    const retracted = retraction(told(episode(0, 1)), left(3), present).trend;
    expect(matchTrends([retracted], []).gone).toEqual([]);
    expect(matchTrends([retracted], [episode(0, 1)]).matches[0]?.stored).toBe(retracted);
  });

  it('prefers the trend that stands to one that was taken back', () => {
    const stands = told(episode(1, 1));
    const retracted = retraction(told(episode(0, 1)), left(3), present).trend;
    expect(matchTrends([retracted, stands], [episode(0, 1)]).matches[0]?.stored).toBe(stands);
  });

  it('finds it under another of the series that show the change, after those that tell of their own', () => {
    const corridor = told(episode(0, 1));
    const origin = episode(0, 1, { lead: SHARE, shares: [CORRIDOR] });
    expect(matchTrends([corridor], [origin])).toMatchObject({ matches: [{ stored: { id: corridor.id } }], gone: [] });
    const both = matchTrends([corridor], [origin, episode(0, 1)]);
    expect(both.matches.map(({ stored }) => stored?.id)).toEqual([undefined, corridor.id]);
  });

  it('never makes a fall of a rise, nor one measure of another', () => {
    const risen = told(episode(0, 1));
    for (const other of [
      episode(0, 1, { kind: 'fall' }),
      episode(0, 1, { lead: numbers('corridor:RO>SE', { measure: 'victim' }), shares: [] }),
    ])
      expect(matchTrends([risen], [other])).toMatchObject({ matches: [{ stored: undefined }], gone: [{ id: risen.id }] });
  });
});

describe('what was merged into a trend', () => {
  const OTHER = numbers('corridor:NG>IT');
  const duplicate: JudgedTrend = {
    ...told(episode(0, 1, { lead: OTHER, shares: [] })),
    state: 'dismissed',
    judgement: { dismissed: { perWeek: 14, reason: 'duplicate' } },
  };
  const { id: merged, series } = duplicate;
  const into: JudgedTrend = {
    ...told(episode(0, 1)),
    state: 'published',
    judgement: { published: true, merged: [{ trend: merged, series }] },
  };
  const sharesWith = (...others: Episode[]) => {
    const { matches } = matchTrends([into, duplicate], [episode(0, 1, { lead: { ...CORRIDOR, observed: 15 } }), ...others]);
    const changes = matches.flatMap((match) => changeOf(audience, match, new Set([into.id, merged]), present) ?? []);
    return changes.find(({ trend }) => trend.id === into.id)?.trend.shares?.map(({ value }) => value);
  };

  it('is named while it is there and could be published itself', () => {
    expect(sharesWith(episode(0, 1, { lead: OTHER, shares: [] }))).toEqual(['RO', 'NG>IT']);
  });

  it.each<Partial<Rise>>([{ organisations: 1 }, { survivesLeavingOneOut: false }])('is not named with %j', (weak) => {
    expect(sharesWith(episode(0, 1, { lead: OTHER, shares: [], ...weak }))).toEqual(['RO']);
  });

  it('is not named when it is taken back, and is again should it come back', () => {
    expect(sharesWith()).toEqual(['RO']);
    const without = changeOf(audience, matchTrends([into, duplicate], [episode(0, 1)]).matches[0]!, new Set(), present);
    expect(without?.trend.judgement).toEqual(into.judgement);
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
