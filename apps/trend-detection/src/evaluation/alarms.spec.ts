import { describe, expect, it } from '@jest/globals';
import { epochDay } from '../counting/calendar.ts';
import { alarmsOf, lastAlarms, levelOf, MEMORY } from './alarms.ts';
import { episodesOf, isOpen } from './episodes.ts';

const from = epochDay('2025-01-06');
const steady = [4, 6, 5, 7, 4, 5, 6, 5, 4, 6, 5, 6, 5, 4];
const alarms = (counts: number[]) => alarmsOf({ from, counts });

describe('alarmsOf', () => {
  it('finds a rise over a steady past', () => {
    const [alarm, ...more] = alarms([...steady, 16]);
    expect(more).toEqual([]);
    expect(alarm).toMatchObject({ week: from + 7 * steady.length, observed: 16 });
    expect(alarm?.expected).toBeCloseTo(37 / 7, 9);
    expect(alarm?.upperBound).toBeGreaterThan(alarm?.expected ?? Infinity);
  });

  it('finds what has never been there before', () => {
    expect(alarms([...steady.map(() => 0), 7, 9, 8])[0]).toMatchObject({ week: from + 7 * steady.length, observed: 7, expected: 0 });
  });

  it.each([
    ['in a steady series', steady],
    ['under five in a week', [...steady.map(() => 0), 4, 4, 4, 4, 4, 4]],
    ['under twenty in all', [...steady.map(() => 0), 9]],
    ['less than twice what was expected', [...Array<number>(14).fill(100), 190]],
    ['before there is a past', [1, 1, 1, 30, 30]],
  ])('says nothing %s', (_, counts) => {
    expect(alarms(counts)).toEqual([]);
  });

  it('needs no more than the weeks of its memory for the last of them', () => {
    const counts = [...steady, ...steady, 16];
    expect(lastAlarms(counts.slice(-MEMORY))).toBe(true);
    expect(lastAlarms(steady.slice(-MEMORY))).toBe(false);
  });
});

describe('levelOf', () => {
  it('says what an alarm says, and nothing where there is no past', () => {
    const series = { from, counts: [...steady, 16] };
    const [alarm] = alarmsOf(series);
    expect(levelOf(series, from + 7 * steady.length)).toEqual({ expected: alarm?.expected, upperBound: alarm?.upperBound });
    for (const week of [from, from - 70, from + 7 * 100]) expect(levelOf(series, week)).toEqual({ expected: 0, upperBound: 0 });
    expect(levelOf({ from: Infinity, counts: [] }, from)).toEqual({ expected: 0, upperBound: 0 });
  });
});

describe('episodesOf', () => {
  const alarm = (weeks: number) => ({ week: from + 7 * weeks, observed: 9, expected: 2, upperBound: 5 });

  it('takes alarms with up to four weeks between them as one rise', () => {
    const episodes = episodesOf([alarm(0), alarm(1), alarm(5), alarm(10)]);
    expect(episodes.map(({ first, last, newest }) => [(first - from) / 7, (last - from) / 7, (newest.week - from) / 7])).toEqual([
      [0, 5, 5],
      [10, 10, 10],
    ]);
  });

  it('leaves a rise open for four weeks after its last alarm', () => {
    expect(isOpen({ last: from }, from + 28)).toBe(true);
    expect(isOpen({ last: from }, from + 35)).toBe(false);
  });
});
