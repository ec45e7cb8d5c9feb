import { describe, expect, it } from '@jest/globals';
import { communityState } from '@landbridge/contracts/testing';
import { audienceSees, type Audience } from '@landbridge/sharing';
import type { Days } from '../counting/counter-key.ts';
import { grainNamed, WEEK } from './grain.ts';
import { changedIn, firstBucket, laidOut, sumsByCell, sumsOver } from './series-sums.ts';

const MONDAY = 20_514;
/** 1 January 2026. */
const JANUARY = 20_454;
const document = (grain: string, cell: string, r: Record<string, number>, e: Record<string, number> = {}) => ({
  _id: `g|total:all|${grain}|2026|${cell}|3`,
  key: 'g|total:all',
  upTo: 1,
  sums: { reports: { r, e }, victim: { r: { [MONDAY]: 77 } } },
});

describe('changedIn', () => {
  const changed = (grain: string, cell: string, dirtyDays: Days) => ({ ...document(grain, cell, {}), dirtyDays });
  const on = (from: number, to = from) => ({ from, to });
  const documents = [
    document('day', 'none', { [MONDAY]: 1 }),
    changed('day', 'clear', { r: on(MONDAY + 15, MONDAY + 36), e: on(JANUARY) }),
    changed('week', 'clear', { r: on(MONDAY + 7) }),
    changed('day', 'clear', { e: on(JANUARY - 365) }),
    changed('year', 'clear', { r: on(MONDAY), e: on(JANUARY + 200, JANUARY + 400) }),
  ];

  it('is the first and the last bucket of what counts in the grain, by its clock', () => {
    expect(changedIn(documents, WEEK)).toEqual(new Map([['clear', on(MONDAY + 7, MONDAY + 35)]]));
    expect(changedIn(documents, grainNamed('year'))).toEqual(new Map([['clear', on(JANUARY, JANUARY + 365)]]));
    expect(changedIn(documents, grainNamed('month'))).toEqual(new Map());
  });
});

describe('sumsOver', () => {
  const documents = [
    document('day', 'clear', { [MONDAY]: 1, [MONDAY + 6]: 2, [MONDAY + 7]: 4 }, { [MONDAY]: 50 }),
    document('week', 'in:practitioners,research;green;victim-support;-;-;-', { [MONDAY]: 10 }),
    document('month', 'clear', { [MONDAY]: 100 }),
    document('year', 'clear', { [MONDAY]: 1000 }),
    document('day', 'none', { [MONDAY]: 10_000 }),
  ];
  const seenBy = (audience: Audience) =>
    Object.fromEntries(sumsOver(sumsByCell(documents, WEEK), 'reports', (cell) => audienceSees(audience, cell)));

  it('sums what the audience sees, of days and weeks only, by record time', () => {
    expect(seenBy('public')).toEqual({ [MONDAY]: 3, [MONDAY + 7]: 4 });
    expect(seenBy(communityState())).toEqual({ [MONDAY]: 13, [MONDAY + 7]: 4 });
    expect(seenBy(communityState({ id: 'law-enforcement' }))).toEqual(seenBy('public'));
  });

  it('sums figures of a month or a year for themselves, by the time that they are of', () => {
    const of = (grain: 'month' | 'year') =>
      Object.fromEntries(sumsOver(sumsByCell([...documents, document('year', 'clear', {}, { [JANUARY]: 7, [JANUARY - 365]: 3 })], grainNamed(grain)), 'reports', () => true)); // prettier-ignore
    expect(of('month')).toEqual({});
    expect(of('year')).toEqual({ [JANUARY]: 7, [JANUARY - 365]: 3 });
  });
});

describe('laidOut', () => {
  it('puts a nought where nothing came', () => {
    const sums = new Map([
      [MONDAY, 2],
      [MONDAY + 21, 5],
    ]);
    expect(laidOut(sums, WEEK, MONDAY - 7, MONDAY + 21)).toEqual({ from: MONDAY - 7, counts: [0, 2, 0, 0, 5] });
    expect(laidOut(sums, WEEK, MONDAY + 28, MONDAY).counts).toEqual([]);
    expect(laidOut(sums, WEEK, Infinity, MONDAY).counts).toEqual([]);
    expect(firstBucket(sums)).toBe(MONDAY);
    expect(firstBucket(new Map([[MONDAY, 0]]))).toBeUndefined();
  });
});
