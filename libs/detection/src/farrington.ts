import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { powerBound } from './farrington-bounds.ts';
import { evaluate } from './farrington-evaluation.ts';
import { farringtonSettings, type FarringtonOptions, type FarringtonVerdict } from './farrington-options.ts';
import { referenceOf } from './farrington-reference.ts';

/**
 * Farrington's method in its first form: quasi-Poisson regression of the seasons around the last b anniversaries on a linear trend,
 * past counts with a standardised Anscombe residual over 1 weighing less, and the two-sided normal bound of the power 2/3.
 * The trend is kept where its p-value lies below 0.05 and the prediction does not exceed the largest count of the history.
 *
 * Source: Farrington et al. 1996, JRSS A 159, 547–563; Höhle 2007, Comput Stat 22, 571–582; as computed by `farrington` of
 * surveillance 1.20.3 without dates.
 * @param counts one series in buckets of equal length, oldest first, 0 or more
 * @returns one entry per bucket; `undefined` for the first b years and w buckets, before `from`, and where the regression does not converge
 * @throws RangeError where a count or an option is out of its range
 */
export function farrington(counts: readonly number[], options: FarringtonOptions = {}): (FarringtonVerdict | undefined)[] {
  const settings = farringtonSettings(options);
  const { b, w, bucketsPerYear, alpha } = settings;
  const z = normalQuantile(1 - alpha / 2, 0, 1);
  return evaluate(counts, settings, {
    reference: referenceOf({ b, w, bucketsPerYear, noPeriods: 1, pastWeeksNotIncluded: w }),
    weightsThreshold: 1,
    pThresholdTrend: 0.05,
    dispersionOfTrend: (regression) => regression.pearson(),
    dispersionOfPrediction: (regression) => regression.dispersion(),
    bound: (count, prediction) => powerBound(count, prediction, z),
  });
}
