import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { poissonRegression } from './poisson-regression.ts';
import { seasonColumns, seasonDesign } from './season-design.ts';

const x = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const y = [2, 3, 1, 4, 6, 5, 8, 7, 12, 11];
const weights = Float64Array.from([1, 1, 0.5, 0.5, 1, 1, 2, 2, 1, 1]);
const line = Float64Array.from(x.flatMap((value) => [1, value]));

const SEASON_COLUMNS = seasonColumns(52);

describe('Poisson regression', () => {
  it('fits as R does', () => {
    // g <- glm(y ~ x, family = quasipoisson, weights = w); coef(g); fitted(g); summary(g)$cov.unscaled
    const { coefficients, leverage, means } = poissonRegression(line, 2, y, weights);
    expect(coefficients[0]).toBeCloseTo(0.7961734231481189, 9);
    expect(coefficients[1]).toBeCloseTo(0.18893938891969, 9);
    expect(leverage(0)).toBeCloseTo(0.1184306477846898, 7);
    expect(leverage(9)).toBeCloseTo(0.03387550305919655, 7);
    expect([means(10)[0], means(10)[9]]).toEqual([expect.closeTo(2.217040998282494, 9), expect.closeTo(12.14148284337264, 9)]);
  });

  it('comes to the same from another start', () => {
    const { coefficients } = poissonRegression(line, 2, y, weights, Float64Array.from([3, -0.2]));
    expect(coefficients[1]).toBeCloseTo(0.18893938891969, 9);
  });

  it('extends to rows that were not fitted, and reads no count beyond the weights', () => {
    const { means } = poissonRegression(line, 2, [...y.slice(0, 8), NaN, NaN], weights.slice(0, 8));
    expect(means(10)[9]).toBeGreaterThan(means(10)[7]!);
  });

  it('leaves no score, whatever is counted', () => {
    const series = fc.array(fc.nat(60), { minLength: 60, maxLength: 200 }).filter((counts) => counts.some((count) => count > 0));
    fc.assert(
      fc.property(series, (counts) => {
        const design = seasonDesign(26, counts.length);
        const ones = new Float64Array(counts.length).fill(1);
        const means = poissonRegression(design, SEASON_COLUMNS, counts, ones).means(counts.length);
        const total = counts.reduce((sum, count) => sum + count, 0);
        for (let column = 0; column < SEASON_COLUMNS; column += 1) {
          const score = counts.reduce((sum, count, i) => sum + design[i * SEASON_COLUMNS + column]! * (count - means[i]!), 0);
          expect(Math.abs(score) / total).toBeLessThan(1e-5);
        }
      }),
    );
  });

  it('stays finite where nothing was counted, or one case', () => {
    for (const last of [0, 1]) {
      const counts = [...Array<number>(120).fill(0), last];
      const fitted = poissonRegression(seasonDesign(52, 122), SEASON_COLUMNS, counts, new Float64Array(121).fill(1));
      for (const mean of fitted.means(122)) expect(mean).toBeGreaterThan(0);
      expect(Number.isFinite(fitted.means(122)[121]! * fitted.leverage(121))).toBe(true);
    }
  });
});

describe('The design of trend and season', () => {
  it('has rows that mean the same however many are asked for', () => {
    const few = seasonDesign(52.25, 3).slice(0, 3 * SEASON_COLUMNS);
    expect(seasonDesign(52.25, 900).slice(0, 3 * SEASON_COLUMNS)).toEqual(few);
  });

  it('has no harmonic that a year has too few buckets for', () => {
    expect([365.25 / 7, 12, 4, 1].map(seasonColumns)).toEqual([6, 6, 4, 2]);
    const sums = [12, 4].flatMap((buckets) => {
      const columns = seasonColumns(buckets);
      const year = seasonDesign(buckets, buckets).slice(0, buckets * columns);
      return Array.from({ length: columns }, (_, column) =>
        year.reduce((sum, cell, at) => sum + (at % columns === column ? cell ** 2 : 0), 0),
      );
    });
    // none of them is always 0, which could not be fitted
    expect(Math.min(...sums)).toBeGreaterThan(0.5);
  });

  it('is level, years, and two waves that come back each year', () => {
    const design = seasonDesign(8, 20);
    const row = (t: number) => [...design.slice(t * SEASON_COLUMNS, (t + 1) * SEASON_COLUMNS)];
    expect(row(0)).toEqual([1, 0, 1, 0, 1, 0]);
    expect(row(2)).toEqual([1, 0.25, ...[0, 1, -1, 0].map((value) => expect.closeTo(value, 12))]);
    expect(row(10).slice(2)).toEqual(
      row(2)
        .slice(2)
        .map((value) => expect.closeTo(value, 12)),
    );
  });
});
