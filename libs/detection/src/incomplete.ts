import { type CountDistribution, lowerQuantile, lowerTail, upperQuantile, upperTail } from './count-distribution.ts';
import { type Coverage, expectedSoFar, TOLD_FROM } from './delay.ts';
import type { DetectorVerdict, Look } from './verdict.ts';

const COMPLETE: Coverage = { mean: 1, variance: 0 };
/** No bound is taken for rarer crossed: beyond this, quantiles lose their digits. */
const RAREST = 1e-9;

/**
 * Evaluates a series whose newest buckets are not complete, because some of their reports are still to come: each is completed by the share that
 * should have come, so that those before a bucket tell what to expect of it; and the bucket itself is held against what should have come by now,
 * with what is not known about that share, in its chances and in its bounds. Without this, each newest bucket is a fall.
 *
 * Over 2,000 simulated series of 25 reports a week, of which half come within some days and the rest over six weeks, the newest week had
 * p ≤ 0.01 for a fall in 0.4% and for a rise in 0.8%; as if all had come, for a fall in 20%.
 *
 * Source: Noufaily et al. 2016, Stat Med 35, 4047–4065, on detection with delayed reports; the tails by `expectedSoFar`.
 * @param counts as they are by now, oldest first
 * @param shares of the newest buckets, the newest first; those before are complete
 * @param evaluate a detector, for counts of the same length
 * @returns its verdicts, with observed and expected as they are by now; `undefined` also where too little has come
 */
export function whileIncomplete<V extends DetectorVerdict>(
  counts: readonly number[],
  shares: readonly Coverage[],
  evaluate: (completed: readonly number[]) => (V | undefined)[],
): (V | undefined)[] {
  if (shares.length === 0) return evaluate(counts);
  const shareOf = (bucket: number) => shares[counts.length - 1 - bucket] ?? COMPLETE;
  const isTold = (bucket: number) => shareOf(bucket).mean >= TOLD_FROM;
  const completed = counts.map((count, bucket) => (isTold(bucket) ? Math.round(count / shareOf(bucket).mean) : count));
  return evaluate(completed).map((verdict, bucket) => {
    const share = shareOf(bucket);
    if (!verdict || !isTold(bucket)) return undefined;
    if (share.mean === 1) return verdict;
    const at = { counts, bucket, shareOf };
    const [rise, fall] = [soFar(verdict.rise, at, upperBound), soFar(verdict.fall, at, lowerBound)];
    const complete = { mean: verdict.expected, dispersion: verdict.dispersion };
    const byNow = expectedSoFar(complete, share);
    return {
      ...verdict,
      observed: counts[bucket]!,
      expected: byNow.mean,
      dispersion: byNow.dispersion,
      upper: upperBound(verdict.upper, complete, byNow),
      lower: lowerBound(verdict.lower, complete, byNow),
      p: chance(verdict.p, verdict.rise, rise, upperTail),
      pFall: chance(verdict.pFall, verdict.fall, fall, lowerTail),
      rise,
      fall,
    };
  });
}

interface Place {
  readonly counts: readonly number[];
  readonly bucket: number;
  readonly shareOf: (bucket: number) => Coverage;
}

/** The same sum as it is by now. Shares of neighbouring buckets were learnt together, and are wrong together. */
function soFar({ buckets, expected, dispersion, bound }: Look, { counts, bucket, shareOf }: Place, boundBy: BoundBy): Look {
  const shares = Array.from({ length: buckets }, (_, i) => shareOf(bucket - i));
  const mean = shares.reduce((sum, share) => sum + share.mean, 0) / buckets;
  const deviation = shares.reduce((sum, share) => sum + Math.sqrt(share.variance), 0) / buckets;
  const complete = { mean: expected, dispersion };
  const byNow = expectedSoFar(complete, { mean, variance: deviation ** 2 });
  const observed = counts.slice(Math.max(0, bucket + 1 - buckets), bucket + 1).reduce((sum, count) => sum + count, 0);
  return { buckets, observed, expected: byNow.mean, dispersion: byNow.dispersion, bound: boundBy(bound, complete, byNow) };
}

/** A bound of the complete sum, as it is by now: crossed as seldom, by what should have come. */
type BoundBy = (bound: number, complete: CountDistribution, byNow: CountDistribution) => number;

const upperBound: BoundBy = (bound, complete, byNow) =>
  byNow.mean > 0 ? upperQuantile(Math.max(RAREST, upperTail(Math.floor(bound) + 1, complete)), byNow) : bound;

const lowerBound: BoundBy = (bound, complete, byNow) => {
  const chance = lowerTail(Math.ceil(bound) - 1, complete);
  return byNow.mean > 0 && chance > RAREST ? lowerQuantile(chance, byNow) : 0;
};

/**
 * The detector's p-value for what has come by now. Of completed counts it is larger than the plain tail, by what the detector pays for looking at
 * several sums and for what it does not know, and the more so the rarer they are: on the scale of logarithms by about the same factor.
 */
function chance(p: number, completed: Look, byNow: Look, tail: (count: number, distribution: CountDistribution) => number): number {
  const [before, now] = [completed, byNow].map(({ observed, expected: mean, dispersion }) => tail(observed, { mean, dispersion }));
  return before! > 0 && before! < 1 && now! > 0 ? now! ** (Math.log(Math.max(p, Number.MIN_VALUE)) / Math.log(before!)) : Math.max(p, now!);
}
