import { describe, expect, it } from '@jest/globals';
import { type Counted, figureOf, noisyFigureOf } from './figure.ts';

const of = (...counts: number[]) => new Map(counts.map((count, i) => [`o${i}`, count]));
const reports = (...counts: number[]): Counted => ({ reports: of(...counts), amounts: of(...counts) });
const given = (value: number, ...counts: number[]) => ({ value, reports: of(...counts) });

describe('a figure that was never shown', () => {
  it.each([
    ['ten reports', reports(4, 3, 3), 0, undefined],
    ['eleven of three organisations', reports(4, 4, 3), 0, 11],
    ['eleven of two', reports(6, 5), 0, undefined],
    ['forty-five', reports(15, 15, 15), 0, 44],
    ['forty-five, two of them held back', reports(15, 15, 15), 2, 33],
    ['twelve, two of them held back', reports(4, 4, 4), 2, undefined],
  ])('%s', (_title, now, held, value) => {
    expect(figureOf(now, [], held)).toEqual(value === undefined ? undefined : { value, isNew: true });
  });

  it('of victims asks for enough reports first', () => {
    expect(figureOf({ reports: of(4, 3, 3), amounts: of(40, 30, 30) }, [], 0)).toBeUndefined();
    expect(figureOf({ reports: of(4, 4, 3), amounts: of(40, 30, 30) }, [], 0)).toEqual({ value: 99, isNew: true });
    expect(figureOf({ reports: of(4, 4, 3), amounts: of(4, 3, 3) }, [], 0)).toBeUndefined();
  });

  it('of victims shows no more than what two organisations cannot know of the third', () => {
    expect(figureOf({ reports: of(4, 4, 3), amounts: of(400, 30, 2) }, [], 0)).toEqual({ value: 22, isNew: true });
  });
});

describe('a figure that was shown before', () => {
  it.each([
    ['stays where nothing changed', reports(8, 8, 8), 22],
    ['stays where ten came, though they fill a group', reports(12, 11, 11), 22],
    ['rises where eleven came', reports(12, 12, 11), 33],
    ['stays where eleven came of two organisations', reports(14, 13, 8), 22],
    ['stays where two were withdrawn and it is borne out', reports(7, 7, 8), 22],
    ['is left out where it is borne out no more', reports(7, 7, 7), undefined],
    ['falls where eleven were withdrawn', reports(5, 4, 4), 11],
    ['is left out where too few remain', reports(2, 2, 2), undefined],
  ])('%s', (_title, now, value) => {
    const figure = figureOf(now, [given(22, 8, 8, 8)], 0);
    expect(figure?.value).toBe(value);
    expect(figure?.isNew ?? false).toBe(value !== undefined && value !== 22);
  });

  it('comes back with its old value once that is borne out again', () => {
    expect(figureOf(reports(8, 8, 6), [given(22, 8, 8, 8)], 0)).toEqual({ value: 22, isNew: false });
  });

  it('is compared with every value that it ever had', () => {
    const before = [given(11, 4, 4, 4), given(33, 13, 12, 12)];
    // 22 reports are eleven fewer than the 37 of the second value, and only ten more than the 12 of the first
    expect(figureOf(reports(8, 7, 7), before, 0)).toBeUndefined();
    expect(figureOf(reports(8, 8, 7), before, 0)).toEqual({ value: 22, isNew: true });
  });
});

describe('a figure with noise', () => {
  it.each([
    ['is all groups of the noisy sum', reports(15, 15, 15), 12, 55],
    ['is left out where the organisations do not allow so many, whatever they would allow', reports(500, 3, 3), 0, undefined],
    ['is left out where true reports are too few, whatever is added', reports(4, 3, 3), 40, undefined],
    ['is left out where the noise takes all', reports(8, 8, 8), -30, undefined],
  ])('%s', (_title, now, noise, value) => {
    expect(noisyFigureOf(now, [], noise)).toEqual(value === undefined ? undefined : { value, isNew: true });
  });

  it('stays where too few came to tell it', () => {
    expect(noisyFigureOf(reports(9, 8, 8), [given(22, 8, 8, 8)], 20)).toEqual({ value: 22, isNew: false });
  });
});
