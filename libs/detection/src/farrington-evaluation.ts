import type { Bound, Prediction } from './farrington-bounds.ts';
import { checkCounts, type EnoughReports, type FarringtonSettings, type FarringtonVerdict } from './farrington-options.ts';
import type { Reference } from './farrington-reference.ts';
import { FarringtonRegression } from './farrington-regression.ts';

/** Years of history from which on a trend may be kept. */
const YEARS_FOR_TREND = 3;

/** What differs between the two forms of the method. */
export interface FarringtonForm {
  readonly reference: Reference;
  /** Standardised Anscombe residual over which a past count weighs less. */
  readonly weightsThreshold: number;
  /** A trend is kept where its p-value lies below. */
  readonly pThresholdTrend: number;
  /** Dispersion that the p-value of the trend and the variance of the prediction are computed with. */
  readonly dispersionOfTrend: (regression: FarringtonRegression) => number;
  readonly dispersionOfPrediction: (regression: FarringtonRegression) => number;
  readonly bound: (count: number, prediction: Prediction) => Bound;
}

/** One verdict per bucket; `undefined` before `from`, without the whole history, and where the regression does not converge. */
export function evaluate(counts: readonly number[], settings: FarringtonSettings, form: FarringtonForm): (FarringtonVerdict | undefined)[] {
  checkCounts(counts);
  const regression = new FarringtonRegression(form.reference);
  const first = Math.max(settings.from, form.reference.oldest);
  return counts.map((count, t) => {
    if (t < first) return undefined;
    regression.read(counts, t);
    if (!fitWithTrendWhereItHolds(regression, settings, form)) return undefined;
    const link = regression.predictedLink();
    const linkDeviation = Math.sqrt(regression.predictedVariance() * form.dispersionOfPrediction(regression));
    const { upper, score, p, dispersion } = form.bound(count, { link, linkDeviation, dispersion: regression.dispersion() });
    const enough = hasEnough(counts, t, settings.limit54);
    const hasBound = enough && upper !== undefined;
    return {
      expected: hasBound ? Math.exp(link) : undefined,
      upper: hasBound ? upper : undefined,
      score,
      p,
      dispersion,
      alarm: hasBound && count > 0 && (score ?? 0) > 1,
    };
  });
}

function fitWithTrendWhereItHolds(regression: FarringtonRegression, settings: FarringtonSettings, form: FarringtonForm): boolean {
  const holds = () => regression.trendPValue(form.dispersionOfTrend(regression)) < form.pThresholdTrend && regression.isWithinReference();
  const mayHold = settings.trend && settings.b >= YEARS_FOR_TREND;
  return (mayHold && fitRobustly(regression, true, settings, form) && holds()) || fitRobustly(regression, false, settings, form);
}

/** @returns whether the first fit converged; the second is taken as it is */
function fitRobustly(regression: FarringtonRegression, trend: boolean, settings: FarringtonSettings, form: FarringtonForm): boolean {
  if (!regression.fit(trend)) return false;
  if (settings.reweight && regression.reweight(form.weightsThreshold)) regression.refit();
  return true;
}

/** Whether the last buckets hold as many reports as a bound asks for. */
export function hasEnough(counts: readonly number[], t: number, [reports, buckets]: EnoughReports): boolean {
  let sum = 0;
  for (let i = Math.max(0, t - buckets + 1); i <= t; i += 1) sum += counts[i] ?? 0;
  return sum >= reports;
}
