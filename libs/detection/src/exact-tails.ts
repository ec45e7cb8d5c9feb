import betainc from '@stdlib/math-base-special-betainc';
import hypergeometric from '@stdlib/stats-base-dists-hypergeometric-pmf';

/** Below this share of the sum the rest of a tail no longer shows in a double. */
const NEGLIGIBLE = 1e-17;

/**
 * Fisher's exact test, one-sided: how often `drawn` or more of the `marked` are among `draws` taken from `population` without replacement.
 *
 * Source: Fisher 1935, The Design of Experiments; the tail is summed upwards from the first term, so that small ones keep their digits.
 * @param drawn a whole number
 * @throws RangeError where the numbers are no such table
 */
export function hypergeometricTail(drawn: number, population: number, marked: number, draws: number): number {
  if (![drawn, population, marked, draws].every(Number.isInteger) || marked < 0 || draws < 0 || marked > population || draws > population)
    throw new RangeError(`No table has ${drawn} of ${marked} marked among ${draws} drawn from ${population}.`);
  const least = Math.max(0, draws + marked - population);
  const most = Math.min(marked, draws);
  if (drawn <= least) return 1;
  if (drawn > most) return 0;
  let term = hypergeometric(drawn, population, marked, draws);
  let sum = term;
  for (let k = drawn; k < most && term > sum * NEGLIGIBLE; k++) {
    term *= ((marked - k) * (draws - k)) / ((k + 1) * (population - marked - draws + k + 1));
    sum += term;
  }
  return Math.min(1, sum);
}

/** How often `successes` or more of `trials` succeed. Source: Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions. */
export function binomialTail(successes: number, trials: number, chance: number): number {
  if (successes <= 0) return 1;
  if (successes > trials) return 0;
  return betainc(chance, successes, trials - successes + 1, true, false);
}
