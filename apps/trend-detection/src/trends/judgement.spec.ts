import { describe, expect, it } from '@jest/globals';
import {
  type Dismissal,
  type Found,
  type JudgedTrend,
  perWeek,
  silenceOf,
  type Standing,
  standingOf,
  standingOfRetracted,
} from './judgement.ts';

const found = (observed: number, over: Partial<Found> = {}): Found => ({
  evidence: { bucket: '2026-03-02', observed, expected: 4, upperBound: 9 },
  organisations: 3,
  survivesLeavingOneOut: true,
  ...over,
});
const stored = (state: JudgedTrend['state'], judgement?: JudgedTrend['judgement']): JudgedTrend => ({
  id: '00000000-0000-8000-8000-000000000001',
  revision: 3,
  state,
  audience: 'practitioners',
  series: { dimension: 'corridor', value: 'RO>SE', measure: 'reports' },
  method: 'default',
  firstBucket: '2026-03-02',
  lastBucket: '2026-03-02',
  countries: 2,
  explanation: 'Change in reports received.',
  evaluatedAt: '2026-03-09T01:00:00Z',
  ...found(10),
  ...(judgement && { judgement }),
});
const at10: Dismissal = { perWeek: 10, reason: 'campaign' };
const silent: Dismissal = { perWeek: 10 };
const risen = (of: Dismissal) => ({ dismissed: { ...of, risen: true as const } });
const alone = found(12, { organisations: 1 });
const fragile = found(12, { survivesLeavingOneOut: false });

describe('perWeek', () => {
  it.each([
    [{}, 12],
    [{ buckets: 4 }, 3],
    [{ grain: 'quarter' as const, observed: 13.0446 }, 1],
  ])('of %j', (over, expected) => {
    expect(perWeek({ ...found(12).evidence, ...over })).toBeCloseTo(expected, 2);
  });
});

describe('standingOf', () => {
  type Row = readonly [string, Found, JudgedTrend | undefined, Dismissal | undefined, boolean, Standing];
  const fall = (observed: number) => found(observed, { kind: 'fall' });
  const rows: readonly Row[] = [
    ['a new change', found(12), undefined, undefined, true, { state: 'candidate' }],
    ['a new one that is over', found(12), undefined, undefined, false, { state: 'closed' }],
    ['one under assessment', found(12), stored('under-assessment'), undefined, true, { state: 'under-assessment' }],
    ['a published one', found(12), stored('published', { published: true }), undefined, true, { state: 'published', judgement: { published: true } }],
    ['a published one, over', found(12), stored('published', { published: true }), undefined, false, { state: 'closed', judgement: { published: true } }],
    ['a published one of one organisation', alone, stored('published', { published: true }), undefined, true, { state: 'under-assessment', judgement: { takenBack: true } }],
    ['one that was taken back, whose organisations are there again', found(12), stored('under-assessment', { takenBack: true }), undefined, true, { state: 'under-assessment', judgement: { takenBack: true } }],
    ['one that ended as published, of one organisation by now', alone, stored('closed', { published: true }), undefined, false, { state: 'closed', judgement: { takenBack: true } }],
    ['a published one that one carries', fragile, stored('published', { published: true }), undefined, true, { state: 'under-assessment', judgement: { takenBack: true } }],
    ['a published one of one organisation, over', alone, stored('published', { published: true }), undefined, false, { state: 'closed', judgement: { takenBack: true } }],
    ['one that ended as published, evaluated again', found(12), stored('closed', { published: true }), undefined, false, { state: 'closed', judgement: { published: true } }],
    ['one that ended as published, and goes on', found(12), stored('closed', { published: true }), undefined, true, { state: 'candidate' }],
    ['a dismissed one at its level', found(10), stored('dismissed', { dismissed: at10 }), undefined, true, { state: 'dismissed', judgement: { dismissed: at10 } }],
    ['a dismissed one at half as much again', found(15), stored('dismissed', { dismissed: at10 }), undefined, true, { state: 'dismissed', judgement: { dismissed: at10 } }],
    ['a dismissed one above that', found(16), stored('dismissed', { dismissed: at10 }), undefined, true, { state: 'candidate', judgement: risen(at10) }],
    ['a dismissed one above that, over', found(16), stored('dismissed', { dismissed: at10 }), undefined, false, { state: 'dismissed', judgement: { dismissed: at10 } }],
    ['one that was called up again, lower', found(11), stored('candidate', risen(at10)), undefined, true, { state: 'candidate', judgement: risen(at10) }],
    ['one that was called up again and taken up', found(11), stored('under-assessment', risen(at10)), undefined, true, { state: 'under-assessment', judgement: risen(at10) }],
    ['a new one of a dismissed line', found(15), undefined, silent, true, { state: 'dismissed', judgement: { dismissed: silent } }],
    ['a new one of a dismissed line, over', found(15), undefined, silent, false, { state: 'dismissed', judgement: { dismissed: silent } }],
    ['a new one above the level of its line', found(16), undefined, silent, true, { state: 'candidate', judgement: risen(silent) }],
    ['a new one above it, over', found(16), undefined, silent, false, { state: 'closed', judgement: risen(silent) }],
    ['a fall no deeper than two thirds', fall(7), undefined, silent, true, { state: 'dismissed', judgement: { dismissed: silent } }],
    ['a deeper fall', fall(6), undefined, silent, true, { state: 'candidate', judgement: risen(silent) }],
    ['a dismissed one that was taken back, and is there again', found(10), stored('retracted', { dismissed: at10 }), undefined, true, { state: 'dismissed', judgement: { dismissed: at10 } }],
  ]; // prettier-ignore

  it.each(rows)('of %s', (_, change, before, silence, open, expected) => {
    expect(standingOf(change, before, silence, open)).toEqual(expected);
  });

  it.each(rows)('of %s is the same when it is asked again', (_, change, before, silence, open) => {
    const first = standingOf(change, before, silence, open);
    const again = { ...stored(first.state), ...change, ...first };
    expect(standingOf(change, again, undefined, open)).toEqual(first);
  });
});

describe('standingOfRetracted', () => {
  it('keeps what was dismissed and merged, and of its having been published that it was taken back', () => {
    const merged = [{ trend: stored('dismissed').id, series: { dimension: 'origin', value: 'RO', measure: 'reports' } as const }];
    expect(standingOfRetracted(stored('published', { published: true, merged }), false)).toEqual({
      state: 'retracted',
      judgement: { merged, takenBack: true },
    });
    expect(standingOfRetracted(stored('closed', { published: true }), false)).toEqual({
      state: 'retracted',
      judgement: { takenBack: true },
    });
    expect(standingOfRetracted(stored('published', { published: true }), true)).toEqual({ state: 'retracted' });
    expect(standingOfRetracted(stored('closed'), false)).toEqual({ state: 'retracted' });
    expect(standingOfRetracted(stored('dismissed', { dismissed: at10 }), false)).toEqual({
      state: 'retracted',
      judgement: { dismissed: at10 },
    });
  });
});

describe('silenceOf', () => {
  it('is that of a trend that stays dismissed, without its reason', () => {
    expect(silenceOf(stored('dismissed', { dismissed: at10 }))).toEqual(silent);
    expect(silenceOf(stored('candidate', risen(at10)))).toBeUndefined();
    expect(silenceOf(stored('under-assessment'))).toBeUndefined();
    expect(silenceOf(undefined)).toBeUndefined();
  });
});
