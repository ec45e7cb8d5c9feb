import { describe, expect, it } from '@jest/globals';
import { RandomCounts } from './random-counts.ts';
import { SmoothMean } from './smooth-mean.ts';

const YEAR = 52;
const fit = (counts: readonly number[], until = counts.length) => new SmoothMean(counts, until, 4, YEAR);
const poisson = (mean: (t: number) => number, buckets: number, seed = 1) => {
  const random = new RandomCounts(seed);
  return Array.from({ length: buckets }, (_, t) => random.count(mean(t)));
};

describe('Smooth mean', () => {
  it('expects what the quasi-Poisson regression of R predicts, where the level has not moved', () => {
    // n <- 157; t <- 0:(n-1); y <- rep(c(4,6,5,3,5,7,4), length.out = n) + (t %% 52 < 10) * 2; w <- 0.5^((n-t)/52/3)
    // glm(y ~ t + cos(2*pi*t/52) + sin(2*pi*t/52) + cos(4*pi*t/52) + sin(4*pi*t/52), quasipoisson, weights = w); at t = n: 6.244947
    const counts = Array.from({ length: 157 }, (_, t) => [4, 6, 5, 3, 5, 7, 4][t % 7]! + (t % YEAR < 10 ? 2 : 0));
    const { mean, dispersion } = fit(counts).expected(157);
    expect(mean / 6.244947370630006).toBeCloseTo(1, 1);
    // leverage there: 0.01237666
    expect(dispersion).toBeCloseTo(1 + mean * 0.01237666060179829, 6);
  });

  it('finds season and trend', () => {
    const curve = (t: number) => Math.exp(3 + (0.1 * t) / YEAR + 0.5 * Math.sin((2 * Math.PI * t) / YEAR));
    const mean = fit(poisson(curve, 524), 520);
    for (const t of [520, 521, 522, 523]) expect(Math.abs(Math.log(mean.expected(t).mean / curve(t)))).toBeLessThan(0.15);
    const winter = fit(poisson(curve, 520 + 39)).expected(559).mean;
    const summer = fit(poisson(curve, 520 + 13)).expected(533).mean;
    expect(summer / winter).toBeGreaterThan(2);
  });

  it('follows a step of half a year ago, which the curve alone would not', () => {
    // the curve alone expects 22
    const stepped = [1, 2, 3].map((seed) => fit(poisson((t) => (t < 520 ? 20 : 30), 546, seed)).expected(546).mean);
    expect(stepped.reduce((total, mean) => total + mean) / 3).toBeGreaterThan(25);
  });

  it('is not raised by a past outbreak, nor by one that has just begun', () => {
    const counts = poisson(() => 10, 312);
    const outbreak = counts.map((count, t) => count + (t >= 200 && t < 203 ? 60 : 0));
    expect(fit(outbreak).expected(312).mean / fit(counts).expected(312).mean).toBeLessThan(1.05);
    expect(fit(outbreak).expected(312).dispersion).toBeLessThan(2);
    const begun = counts.map((count, t) => count + (t === 311 ? 200 : 0));
    expect(fit(begun).expected(312).mean).toBeLessThan(13);
  });

  it('knows the dispersion of clustered counts', () => {
    const random = new RandomCounts(5);
    const counts = Array.from({ length: 624 }, () => random.count(12, 3));
    const { dispersion } = fit(counts).expected(624);
    expect(dispersion).toBeGreaterThan(2.5);
    expect(dispersion).toBeLessThan(3.6);
  });

  it('expects more after more where buckets follow each other, and not where they do not', () => {
    const following = [10];
    const random = new RandomCounts(7);
    for (let t = 1; t < 416; t += 1) following.push(random.thinned(following[t - 1]!, 0.5) + random.count(5));
    const after = (last: number, counts: number[]) => fit([...counts.slice(0, -1), last]).expected(416).mean;
    expect(after(18, following) - after(4, following)).toBeGreaterThan(4);
    const alternating = Array.from({ length: 416 }, (_, t) => 10 + 4 * (t % 2));
    expect(after(18, alternating) - after(4, alternating)).toBeLessThan(2);
  });

  it('sums buckets in a row, whose curve is uncertain in common', () => {
    const mean = fit(
      poisson(() => 8, 304),
      300,
    );
    const single = [300, 301, 302, 303].map((t) => mean.expected(t));
    const sum = mean.expectedSum(300, 303);
    expect(Math.abs(sum.mean / single.reduce((total, each) => total + each.mean, 0) - 1)).toBeLessThan(0.02);
    expect(sum.dispersion).toBeGreaterThan(Math.max(...single.map(({ dispersion }) => dispersion)));
    expect(mean.expectedSum(300, 300)).toEqual(single[0]);
  });

  it('knows less of its dispersion after two years than after ten, and at rare counts', () => {
    const evidence = (rate: number, buckets: number) => fit(poisson(() => rate, buckets)).evidenceAt(buckets);
    expect(evidence(8, 520)).toBeGreaterThan(1.5 * evidence(8, 104));
    expect(evidence(8, 520)).toBeGreaterThan(1.5 * evidence(0.5, 520));
  });

  it('reads no count before a bucket after it', () => {
    const counts = poisson(() => 8, 304);
    const other = counts.map((count, t) => (t > 301 ? count + 90 : count));
    expect(fit(other, 300).expected(301)).toEqual(fit(counts, 300).expected(301));
  });
});
