import { describe, expect, it } from '@jest/globals';
import { historyNeeded } from '@landbridge/detection';
import fc from 'fast-check';
import { WEEK } from './grain.ts';
import {
  expectationOf,
  firstChange,
  firstDifference,
  fromLineDocument,
  type Line,
  lineIn,
  signalsOf,
  firstTested,
  toLineDocument,
} from './line.ts';

const FROM = 20_514;
const NEEDED = historyNeeded();
const lineWith = (counts: readonly number[], over: Partial<Line> = {}): Line => ({
  family: 'f',
  grain: WEEK,
  series: 'corridor:RO>SE',
  measure: 'reports',
  from: FROM,
  counts,
  ...over,
});
const week = (i: number) => FROM + 7 * i;
const repeated = (count: number, weeks: number) => Array<number>(weeks).fill(count);
const found = (line: Line, from = 0, to = line.counts.length - 1, admits?: (at: number) => boolean) =>
  signalsOf(line, week(from), week(to), admits).map((signal) => `${(signal.bucket - FROM) / 7} ${signal.direction}`);

describe('signalsOf', () => {
  it('tells of a rise and of a fall in the week that shows it, with the numbers of the sum that shows it most', () => {
    const line = lineWith([...repeated(1, 30), 12, ...repeated(1, 20)]);
    expect(found(line)).toEqual(['30 rise']);
    expect(signalsOf(line, week(30), week(30))).toMatchObject([
      {
        _id: `f|${week(30)}|corridor:RO>SE|reports|rise`,
        line: 'f|corridor:RO>SE|reports',
        method: 'recent-baseline',
        buckets: 1,
        observed: 12,
      },
    ]);
    expect(found(lineWith([...repeated(9, 30), 0]))).toEqual(['30 fall']);
  });

  it('goes by the method that is selected for the line, and tells which it was', () => {
    const counts = [...repeated(1, 30), 2];
    // the seven weeks before do not vary, so that to EARS any more is a rise
    expect(found(lineWith(counts))).toEqual([]);
    expect(signalsOf(lineWith(counts, { selected: 'ears-c1' }), week(30), week(30))).toMatchObject([
      { method: 'ears-c1', direction: 'rise', buckets: 1, observed: 2, expected: 1, bound: 1, p: 0 },
    ]);
  });

  it('looks at weeks behind the last report as at weeks of nothing', () => {
    expect(found(lineWith(repeated(9, 30)), 30, 31)).toEqual(['30 fall', '31 fall']);
  });

  it('takes a rise for over when the week itself no longer shows it, though the sum of weeks still does', () => {
    expect(found(lineWith([...repeated(2, 30), 30, 0, 0, 2]))).not.toContain('31 rise');
    expect(found(lineWith([...repeated(2, 30), 30, 20]))).toContain('31 rise');
  });

  it('takes what an adjustment brings below nothing for nothing', () => {
    const adjusted = [...repeated(3, 20), -4, ...repeated(3, 20)];
    expect(found(lineWith(adjusted))).toEqual(found(lineWith(adjusted.map((count) => Math.max(0, count)))));
  });

  it('tells nothing where too few reports stand behind', () => {
    const victims = lineWith([...repeated(1, 30), 40], { measure: 'victim' });
    expect(found(victims)).toEqual(['30 rise']);
    expect(found(victims, 0, 30, () => false)).toEqual([]);
  });

  it('makes no exact test of what reports state, as one of them may state many', () => {
    const sparse = [...repeated(0, 140), 40];
    sparse[3] = 1;
    expect(found(lineWith(sparse))).toEqual(['140 rise']);
    expect(found(lineWith(sparse, { measure: 'victim' }))).toEqual([]);
  });

  it('is sure of a code that nobody reported in two years, and eight reports bring in one week', () => {
    const [rise] = signalsOf(lineWith([...repeated(0, 110), 8]), week(110), week(110));
    expect(rise?.p).toBeLessThan(0.001);
  });

  it('tells nothing of weeks that are not asked for', () => {
    const line = lineWith([...repeated(1, 30), 12, 12, 12]);
    expect(found(line, 31, 31)).toEqual(['31 rise']);
    expect(found(line, 33, 32)).toEqual([]);
    expect(found(line, 0, -1)).toEqual([]);
  });

  // sparse ones, dense ones, and such as become the one or the other after two years
  const counts = fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 20, max: 150 }))
    .chain(([low, high, weeks]) =>
      fc.tuple(
        fc.array(fc.integer({ min: 0, max: low }), { minLength: weeks, maxLength: weeks }),
        fc.array(fc.integer({ min: 0, max: high }), { minLength: 1, maxLength: 30 }),
      ),
    )
    .map(([before, after]) => [...before, ...after]);
  const weekly = fc.constantFrom('reports', 'victim' as const);

  it('tells of the weeks from any one on what it tells of all of them', () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0, max: 1, noNaN: true }), weekly, (all, part, measure) => {
        const line = lineWith(all, { measure });
        const from = week(Math.floor(part * all.length));
        const to = week(all.length - 1);
        expect(signalsOf(line, from, to)).toEqual(signalsOf(line, FROM, to).filter((signal) => signal.bucket >= from));
      }),
      { seed: 7, numRuns: 25 },
    );
  });

  it('tells of a week what it told when the week was over, whatever has come in later weeks', () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0, max: 1, noNaN: true }), (all, part) => {
        const last = Math.floor(part * all.length);
        const then = signalsOf(lineWith(all.slice(0, last + 1)), FROM, week(last));
        expect(signalsOf(lineWith(all), FROM, week(all.length - 1)).filter((signal) => signal.bucket <= week(last))).toEqual(then);
      }),
      { seed: 8, numRuns: 20 },
    );
  });

  it('changes only from the first week on that differs', () => {
    fc.assert(
      fc.property(counts, fc.nat(), fc.integer({ min: 1, max: 9 }), (all, at, more) => {
        const line = lineWith(all);
        const changed = lineWith(all.with(at % all.length, (all[at % all.length] ?? 0) + more));
        const from = firstDifference(line, changed) ?? NaN;
        const to = week(all.length - 1);
        const kept = signalsOf(line, FROM, to).filter((signal) => signal.bucket < from);
        expect([...kept, ...signalsOf(changed, from, to)]).toEqual(signalsOf(changed, FROM, to));
      }),
      { seed: 9, numRuns: 20 },
    );
  });
});

describe('firstTested', () => {
  it.each([
    ['a line seen from the beginning', [1, 0, 2], NEEDED],
    ['one that is first seen later', [...repeated(0, 20), 3], 20],
    ['one that is first seen in its last week without a test', [...repeated(0, NEEDED - 1), 3], NEEDED],
    ['one that has had enough only later', [1, ...repeated(0, 20), 1, 1, 1], 22],
    ['one that is first seen below nothing', [...repeated(0, 12), -1, 2, 2], 14],
    ['one that is never seen', [], Infinity],
  ])('tests %s', (_, counts, first) => {
    expect(firstTested(lineWith(counts))).toBe(week(first));
  });

  it('is no later than the first signal of a rise', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 60 }), (counts) => {
        const line = lineWith(counts);
        for (const signal of signalsOf(line, FROM, week(counts.length - 1)))
          if (signal.direction === 'rise') expect(signal.bucket).toBeGreaterThanOrEqual(firstTested(line));
      }),
      { seed: 10, numRuns: 30 },
    );
  });
});

describe('firstDifference', () => {
  it.each([
    [[1, 2, 3], [1, 2, 3], undefined],
    [[1, 2], [1, 2, 0], undefined],
    [[], [], undefined],
    [[1, 2, 3], [1, 4, 3], 1],
    [[1, 2], [1, 2, 3], 2],
    [[1, 2, 3], [], 0],
    [[0, 0, -1], [], 2],
  ])('of %j and %j', (one, other, at) => {
    const expected = at === undefined ? undefined : week(at);
    expect(firstDifference(lineWith(one), lineWith(other))).toBe(expected);
    expect(firstDifference(lineWith(other), lineWith(one))).toBe(expected);
  });
});

describe('a line of a family', () => {
  it('is evaluated by what the family has chosen for its dimension, and by its history else', () => {
    const family = { _id: 'f', from: FROM, evaluatedTo: FROM, methods: { corridor: 'farrington' } } as const;
    expect(lineIn(family, 'corridor:RO>SE', 'reports').selected).toBe('farrington');
    expect(lineIn(family, 'corridor-purpose:RO>SE:begging', 'reports')).not.toHaveProperty('selected');
    const document = toLineDocument(lineWith([3, 1, 4]));
    expect(fromLineDocument(document, family)).toEqual(lineWith([3, 1, 4], { selected: 'farrington' }));
  });
});

describe('firstChange', () => {
  it.each([
    ['of a series that becomes a line', [1, ...repeated(0, 20), 1, 1], [], 22],
    ['of a line that has one report more', [3, ...repeated(0, 20), 1], [3], 21],
    ['of a line that has one report more than before it was tested', [3, 1], [3], NEEDED],
    ['of a series that is no line any more', [], [1, ...repeated(0, 20), 2], 21],
  ])('%s', (_, one, other, at) => {
    expect(firstChange(lineWith(one), lineWith(other))).toBe(week(at));
  });

  it('of equal ones is none', () => {
    expect(firstChange(lineWith([1, 2]), lineWith([1, 2, 0]))).toBeUndefined();
  });
});

describe('the document of a line', () => {
  it('holds counts, adjustments too, and where it is tested from', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 700 }), (counts) => {
        const line = lineWith(counts);
        const document = toLineDocument(line);
        expect(document).toMatchObject({ _id: 'f|corridor:RO>SE|reports', tested: firstTested(line) });
        expect(fromLineDocument(document, { _id: 'f', from: FROM, evaluatedTo: FROM })).toEqual(line);
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it('is little endian on every machine', () => {
    expect(toLineDocument(lineWith([1, -2])).counts.toString('hex')).toBe('01000000feffffff');
  });
});

describe('expectationOf', () => {
  it('sums the weeks that are asked for, beside what was expected of them', () => {
    const line = lineWith([...repeated(2, 30), 5, 9]);
    expect(expectationOf(line, week(31), 2, 'rise')).toMatchObject({ observed: 14 });
    const { observed, expected, bound } = expectationOf(line, week(29), 1, 'rise');
    expect({ observed, expected: Math.round(expected) }).toEqual({ observed: 2, expected: 2 });
    expect(bound).toBeGreaterThan(expected);
    expect(expectationOf(line, week(29), 1, 'fall').bound).toBeLessThan(expected);
  });

  it('expects nothing of a line that is gone, and of weeks before it', () => {
    expect(expectationOf(lineWith([]), week(40), 4, 'rise')).toMatchObject({ observed: 0 });
    expect(expectationOf(lineWith([3, 3]), FROM - 70, 1, 'rise')).toEqual({ observed: 0, expected: 0, bound: 0 });
  });
});
