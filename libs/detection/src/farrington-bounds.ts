import betainc from '@stdlib/math-base-special-betainc';
import gammainc from '@stdlib/math-base-special-gammainc';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/** What is predicted for a bucket: log of the mean, its standard deviation, and the dispersion of counts around the mean. */
export interface Prediction {
  readonly link: number;
  readonly linkDeviation: number;
  readonly dispersion: number;
}

export interface Bound {
  /** `undefined` where it is infinite. */
  readonly upper: number | undefined;
  readonly score: number | undefined;
  readonly p: number | undefined;
}

const NO_BOUND: Bound = { upper: undefined, score: undefined, p: undefined };

/**
 * Takes counts to the power 2/3 as normal, with the variance of the counts and of the predicted mean.
 *
 * Source: Farrington et al. 1996, JRSS A 159, 547–563, section 3.6.
 * @param z quantile of the normal distribution that the bound lies at
 */
export function powerBound(count: number, { link, linkDeviation, dispersion }: Prediction, z: number): Bound {
  const mean = Math.max(Math.exp(link), Number.EPSILON);
  const total = dispersion + linkDeviation ** 2 * mean;
  const centre = Math.cbrt(mean) ** 2;
  const deviation = Math.sqrt((4 / 9) * Math.cbrt(mean) * total);
  const upper = (centre + z * deviation) ** 1.5;
  if (!Number.isFinite(upper)) return NO_BOUND;
  return {
    upper,
    score: (count - mean) / (upper - mean),
    p: normalCdf((centre - Math.cbrt(count) ** 2) / deviation, 0, 1),
  };
}

/**
 * Takes counts as negative binomial with this mean and the dispersion, Poisson at a dispersion of 1.
 * The score takes the log of the predicted mean for the mean itself: R's does.
 *
 * Source: Noufaily et al. 2013, Stat Med 32, 1206–1222, section 3.6; the score by surveillance 1.20.3.
 * @param meanLink log of the mean: as predicted, or an upper bound of it
 */
export function countBound(count: number, { link, dispersion }: Prediction, meanLink: number, alpha: number): Bound {
  const mean = Math.exp(meanLink);
  if (!Number.isFinite(mean)) return NO_BOUND;
  const upper = countQuantile(1 - alpha, mean, dispersion);
  return { upper, score: finite((count - link) / (upper - link)), p: chanceOfAtLeast(count, mean, dispersion) };
}

/** The score is none where the bound equals what it is measured from. */
function finite(score: number): number | undefined {
  return Number.isFinite(score) ? score : undefined;
}

/** From here on a double no longer tells whole numbers apart. */
const WHOLE_NUMBERS_END = Number.MAX_SAFE_INTEGER;

/** Smallest count that is not exceeded with probability `p` or more; guessed by Cornish and Fisher's expansion, then searched for. */
export function countQuantile(p: number, mean: number, dispersion: number): number {
  const z = normalQuantile(p, 0, 1);
  const deviation = Math.sqrt(mean * dispersion);
  const skewness = (2 * dispersion - 1) / deviation;
  const guess = Math.max(0, Math.round(mean + deviation * (z + (skewness * (z * z - 1)) / 6)));
  if (!(guess < WHOLE_NUMBERS_END)) return guess;
  const reaches = (count: number) => chanceOfAtMost(count, mean, dispersion) >= p;
  let [below, above] = [guess - 1, guess];
  for (let step = 1; below >= 0 && reaches(below); step *= 2) [below, above] = [Math.max(-1, below - step), below];
  for (let step = 1; above < WHOLE_NUMBERS_END && !reaches(above); step *= 2) [below, above] = [above, above + step];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (reaches(middle)) above = middle;
    else below = middle;
  }
  return above;
}

function chanceOfAtMost(count: number, mean: number, dispersion: number): number {
  if (count < 0) return 0;
  if (dispersion > 1) return betainc(1 / dispersion, mean / (dispersion - 1), count + 1);
  return gammainc(mean, count + 1, true, true);
}

function chanceOfAtLeast(count: number, mean: number, dispersion: number): number {
  if (count <= 0) return 1;
  if (dispersion > 1) return betainc(1 / dispersion, mean / (dispersion - 1), count, true, true);
  return gammainc(mean, count);
}
