import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Chance } from '../test/chance.ts';
import { artefactsIn, risesOver, type OrganisationTotals } from './artefacts.ts';
import { survivesLeavingAnyOut, type Comparison, type Contribution } from './contributions.ts';

/** A year of weeks, and the four after it. */
const WEEKS: Comparison = { baseline: { from: 0, to: 51 }, window: { from: 52, to: 55 } };
const steady: OrganisationTotals[] = ['a', 'b', 'c', 'd'].map((organisation) => ({ organisation, window: 40, baseline: 520 }));

describe('what could explain a rise otherwise', () => {
  it('is nothing where three organisations see three times as much', () => {
    expect(artefactsIn([...year('a', 'b', 'c'), ...month('a', 4), ...month('b', 4), ...month('c', 4)], WEEKS, steady)).toEqual([]);
  });

  it('is not asked where there is no rise', () => {
    expect(
      artefactsIn([...year('a', 'b'), ...month('a', 1), ...month('new', 1, { firstBucketOfOrganisation: 50 })], WEEKS, steady),
    ).toEqual([]);
  });

  it('a new contributor: the rise vanishes without it', () => {
    const rows = [...year('a', 'b'), ...month('a', 1), ...month('b', 1), ...month('new', 12, { firstBucketOfOrganisation: 45 })];
    const flags = artefactsIn(rows, WEEKS, steady);
    expect(flags[0]).toEqual({
      code: 'new-contributor',
      numbers: { organisations: 1, observed: 14, expected: 2, observedWithout: 2, expectedWithout: 2 },
    });
    const known = rows.map((row) => ({ ...row, firstBucketOfOrganisation: 0 }));
    expect(codes(artefactsIn(known, WEEKS, steady))).not.toContain('new-contributor');
  });

  it('no new contributor where the others rise without it', () => {
    const rows = [...year('a', 'b'), ...month('a', 6), ...month('b', 6), ...month('new', 4, { firstBucketOfOrganisation: 50 })];
    expect(artefactsIn(rows, WEEKS, steady)).toEqual([]);
  });

  it('a back-fill: the rise vanishes without what happened long ago', () => {
    const rows = [...year('a', 'b', 'c'), ...month('a', 2), ...month('b', 6, { delayDays: 800 }), ...month('c', 6, { delayDays: 900 })];
    expect(artefactsIn(rows, WEEKS, steady)).toEqual([
      { code: 'back-fill', numbers: { amount: 12, oldestDays: 900, observed: 14, expected: 3, observedWithout: 2, expectedWithout: 3 } },
    ]);
  });

  it('no back-fill where an organisation always tells of things so old', () => {
    const late = { delayDays: 900 };
    const many = ['b', 'c'].flatMap((organisation) => Array.from({ length: 24 }, (_, i) => row(organisation, i * 2, late)));
    const rows = [...year('a'), ...many, ...month('a', 2), ...month('b', 9, late), ...month('c', 9, late)];
    expect(codes(artefactsIn(rows, WEEKS, steady))).not.toContain('back-fill');
    const unusual = rows.map((one) => (one.bucket < 52 ? { ...one, delayDays: 20 } : one));
    expect(codes(artefactsIn(unusual, WEEKS, steady))).toContain('back-fill');
  });

  it('a campaign: an organisation reports more of everything, this series among it', () => {
    const rows = [...year('a', 'b', 'c'), ...month('a', 8), ...month('b', 2), ...month('c', 2)];
    const totals = steady.map((one) => (one.organisation === 'a' ? { ...one, window: 280 } : one));
    expect(artefactsIn(rows, WEEKS, totals)).toContainEqual({
      code: 'campaign',
      // 288 in four weeks against 533 in 52
      numbers: {
        organisations: 1,
        factor: expect.closeTo((288 / 533) * 13),
        observed: 12,
        expected: 3,
        observedWithout: expect.closeTo(4 + (8 * 533) / (288 * 13)),
        expectedWithout: 3,
      },
    });
    expect(codes(artefactsIn(rows, WEEKS, steady))).not.toContain('campaign');
  });

  it('a campaign of an organisation whose reports nearly all count in the series', () => {
    const rows = [...year('a', 'b', 'c'), ...month('a', 9), ...month('b', 1), ...month('c', 1)];
    const beside = (window: number, baseline: number) =>
      steady.map((one) => (one.organisation === 'a' ? { ...one, window, baseline } : one));
    // so few tell nothing of how its share has changed
    expect(codes(artefactsIn(rows, WEEKS, beside(3, 8)))).toContain('campaign');
    // and none tell nothing at all
    expect(codes(artefactsIn(rows, WEEKS, beside(0, 0)))).not.toContain('campaign');
    expect(codes(artefactsIn(rows, WEEKS, beside(0, 8)))).not.toContain('campaign');
  });

  it('no campaign where nothing was reported before', () => {
    const rows = month('new', 9);
    expect(codes(artefactsIn(rows, WEEKS, [{ organisation: 'new', window: 9, baseline: 0 }]))).not.toContain('campaign');
  });

  it('takes what adjustments bring below nothing for nothing', () => {
    const rows = [...year('a', 'b', 'c'), ...month('a', 4), ...month('b', 4), ...month('c', 4)];
    const adjusted = steady.map((one) => ({ ...one, window: 9, baseline: -3 }));
    expect(codes(artefactsIn([...rows, row('a', 3, { amount: -40 })], WEEKS, adjusted))).not.toContain('campaign');
  });

  it('no campaign where the share of the series has risen besides', () => {
    const rows = [...year('a', 'b', 'c'), ...month('a', 20), ...month('b', 2), ...month('c', 2)];
    const totals = steady.map((one) => (one.organisation === 'a' ? { ...one, window: 80 } : one));
    expect(codes(artefactsIn(rows, WEEKS, totals))).not.toContain('campaign');
  });

  it('no more contributors where nobody told of it before: there is nothing to compare them with', () => {
    const weekly = (organisation: string) => Array.from({ length: 4 }, (_, i) => row(organisation, 52 + i, { amount: 2 }));
    const rows = [...weekly('a'), ...weekly('b'), ...weekly('c')];
    expect(artefactsIn(rows, WEEKS, steady)).toEqual([]);
  });

  it('one organisation: the rise does not survive leaving any one out', () => {
    const rows = [...year('a', 'b', 'c'), ...month('a', 12), ...month('b', 1), ...month('c', 1)];
    expect(artefactsIn(rows, WEEKS, steady)).toEqual([
      { code: 'one-organisation', numbers: { organisations: 3, observed: 14, expected: 3, observedWithout: 2, expectedWithout: 2 } },
    ]);
  });

  it('takes the test that found the change', () => {
    const rows = [...year('a', 'b'), ...month('a', 1), ...month('b', 1)];
    expect(codes(artefactsIn(rows, WEEKS, steady, { stands: (left) => left.length >= rows.length }))).toContain('one-organisation');
  });

  it('refuses a baseline that reaches into the window', () => {
    const overlapping = { baseline: { from: 0, to: 52 }, window: { from: 52, to: 55 } };
    expect(() => artefactsIn([], overlapping, [])).toThrow('A window from 52 to 55 cannot be held against 0 to 52.');
  });
});

describe('the exact test of two sums', () => {
  it('is the binomial test of the window in both', () => {
    // 1 − pbinom(4, 17, 4/56) = 0.0056, 1 − pbinom(3, 16, 4/56) = 0.024, 1 − pbinom(2, 15, 4/56) = 0.087
    const stands = (count: number) => risesOver(WEEKS)([...year('a').slice(0, 12), ...month('a', count)]);
    expect([3, 4].map(stands)).toEqual([false, true]);
    expect(risesOver(WEEKS, 0.01)([...year('a').slice(0, 12), ...month('a', 4)])).toBe(false);
  });

  it('keeps its level', () => {
    const chance = new Chance(1940);
    let stood = 0;
    for (let run = 0; run < 4000; run++) {
      const weeks = Array.from({ length: 56 }, (_, bucket) => row('a', bucket, { amount: chance.poisson(2) }));
      if (risesOver(WEEKS)(weeks)) stood++;
    }
    expect(stood / 4000).toBeLessThan(0.057);
    expect(stood / 4000).toBeGreaterThan(0.02);
  });
});

describe('leaving any one out', () => {
  const twoOrMore = (rows: readonly Contribution[]) => rows.length >= 2;

  it('asks for two organisations at least, and each rest to stand', () => {
    expect(survivesLeavingAnyOut([], () => true)).toBe(false);
    expect(survivesLeavingAnyOut(month('a', 9), twoOrMore)).toBe(false);
    expect(survivesLeavingAnyOut([...month('a', 9), ...month('b', 1)], twoOrMore)).toBe(false);
    expect(survivesLeavingAnyOut([...month('a', 9), ...month('b', 2)], twoOrMore)).toBe(true);
  });
});

const FBI = resolve(import.meta.dirname, '../../../../shared/data/fbi-ucr-human-trafficking-2013-2020.csv');
const whereTheFileIs = existsSync(FBI) ? describe : describe.skip;

whereTheFileIs(`offences known to US police (skipped where there is no ${FBI})`, () => {
  it('rise by 160% from 2015 to 2020, with 503 agencies instead of 134; the flag names it', () => {
    const years: Comparison = { baseline: { from: 2015, to: 2015 }, window: { from: 2020, to: 2020 } };
    const flags = artefactsIn(offences(2015), years, []);
    const flag = flags.find(({ code }) => code === 'more-contributors');
    expect(flag?.numbers).toMatchObject({ contributorsBefore: 134, contributorsNow: 503, panel: 31 });
    expect(flag?.numbers['rise']).toBeCloseTo(1.6, 2);
    expect(flag?.numbers['panelRise']).toBeCloseTo(0.38, 2);
    expect(flag?.numbers['panelP']).toBeCloseTo(0.19, 2);
    expect(codes(flags)).not.toContain('one-organisation');
  });

  /** What each agency reported each year. */
  function offences(from: number): Contribution[] {
    const rows: Record<string, string>[] = parse(readFileSync(FBI), { columns: true });
    const first = new Map<string, number>();
    for (const { ORI = '', DATA_YEAR } of rows) first.set(ORI, Math.min(Number(DATA_YEAR), first.get(ORI) ?? Infinity));
    return rows
      .map(({ ORI = '', DATA_YEAR, ACTUAL_COUNT }) =>
        row(ORI, Number(DATA_YEAR), { amount: Number(ACTUAL_COUNT), firstBucketOfOrganisation: first.get(ORI) ?? 0 }),
      )
      .filter(({ bucket }) => bucket >= from);
  }
});

function codes(flags: readonly { code: string }[]): string[] {
  return flags.map(({ code }) => code);
}

/** 13 contributions of each in the baseline: one in four weeks. */
function year(...organisations: string[]): Contribution[] {
  return organisations.flatMap((organisation) => Array.from({ length: 13 }, (_, i) => row(organisation, i * 4)));
}

/** So many in the window. */
function month(organisation: string, count: number, fields: Partial<Contribution> = {}): Contribution[] {
  return Array.from({ length: count }, (_, i) => row(organisation, 52 + (i % 4), fields));
}

function row(organisation: string, bucket: number, fields: Partial<Contribution> = {}): Contribution {
  return { organisation, bucket, amount: 1, delayDays: 20, firstBucketOfOrganisation: 0, ...fields };
}
