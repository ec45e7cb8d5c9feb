import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { countBound, powerBound, type Bound, type Prediction } from './farrington-bounds.ts';
import { evaluate } from './farrington-evaluation.ts';
import { between, farringtonSettings, type FarringtonOptions, type FarringtonVerdict } from './farrington-options.ts';
import { referenceOf } from './farrington-reference.ts';
import type { FarringtonRegression } from './farrington-regression.ts';

/** How the bound comes from the prediction: see `farringtonFlexible`. */
export type ThresholdMethod = 'delta' | 'nbPlugin' | 'muan';

export interface FarringtonFlexibleOptions extends FarringtonOptions {
  /** Periods that a year is split into; 1 takes the seasons around the anniversaries alone. Default 10. */
  readonly noPeriods?: number;
  /** The newest buckets that the regression does not see, so that a slow rise does not hide itself. Default 26. */
  readonly pastWeeksNotIncluded?: number;
  /** Standardised Anscombe residual over which a past count weighs less. Default 2.58. */
  readonly weightsThreshold?: number;
  /** The trend is kept where its p-value lies below; at the default of 1 it always does. */
  readonly pThresholdTrend?: number;
  /** Default nbPlugin. */
  readonly thresholdMethod?: ThresholdMethod;
}

/**
 * Farrington's method as improved by Noufaily et al.: quasi-Poisson regression of the last b years on the season and a linear trend.
 * The bound is, by `thresholdMethod`: `delta`, the normal bound of the power 2/3; `nbPlugin`, the 1 − alpha quantile of a negative
 * binomial with the predicted mean; `muan`, the same with the upper confidence bound of the mean.
 * The trend is kept where its p-value lies below `pThresholdTrend` and the prediction does not exceed the largest count of the history.
 *
 * Source: Noufaily et al. 2013, Stat Med 32, 1206–1222; Salmon, Schumacher and Höhle 2016, J Stat Softw 70 (10), section 2.2; as computed
 * by `farringtonFlexible` of surveillance 1.20.3 without dates. In one thing that differs from its papers, followed here: the
 * variance of the prediction takes, where counts were reweighted, the mean squared relative residual for the dispersion.
 * @param counts one series in buckets of equal length, oldest first, 0 or more
 * @returns one entry per bucket; `undefined` for the first b years and w buckets, before `from`, and where the regression does not
 *   converge, as over some years without any report
 * @throws RangeError where a count or an option is out of its range
 */
export function farringtonFlexible(counts: readonly number[], options: FarringtonFlexibleOptions = {}): (FarringtonVerdict | undefined)[] {
  const { noPeriods = 10, pastWeeksNotIncluded = 26, weightsThreshold = 2.58, pThresholdTrend = 1, thresholdMethod = 'nbPlugin' } = options;
  const settings = farringtonSettings(options);
  between('weightsThreshold', weightsThreshold, 0, Infinity);
  if (!(pThresholdTrend >= 0 && pThresholdTrend <= 1))
    throw new RangeError(`pThresholdTrend must lie between 0 and 1, and is ${pThresholdTrend}.`);
  const { b, w, bucketsPerYear, reweight, alpha } = settings;
  const dispersion = (regression: FarringtonRegression) => (reweight ? regression.relativeVariance() : regression.pearson());
  return evaluate(counts, settings, {
    reference: referenceOf({ b, w, bucketsPerYear, noPeriods, pastWeeksNotIncluded }),
    weightsThreshold,
    pThresholdTrend,
    dispersionOfTrend: dispersion,
    dispersionOfPrediction: dispersion,
    bound: boundBy(thresholdMethod, alpha),
  });
}

function boundBy(method: ThresholdMethod, alpha: number): (count: number, prediction: Prediction) => Bound {
  const z = normalQuantile(1 - alpha, 0, 1);
  switch (method) {
    case 'delta':
      return (count, prediction) => powerBound(count, prediction, z);
    case 'nbPlugin':
      return (count, prediction) => countBound(count, prediction, prediction.link, alpha);
    case 'muan':
      return (count, prediction) => countBound(count, prediction, prediction.link + z * prediction.linkDeviation, alpha);
    default:
      throw new RangeError(`thresholdMethod must be delta, nbPlugin or muan, and is ${String(method)}.`);
  }
}
