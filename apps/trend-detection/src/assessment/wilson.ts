import quantile from '@stdlib/stats-base-dists-normal-quantile';

export interface Interval {
  readonly from: number;
  readonly to: number;
}

/**
 * Score interval of a share.
 * Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209–212.
 * @param hits of `all`, whole numbers, `all` above 0
 * @param level how often such an interval holds the true share
 * @throws RangeError where there is nothing to take a share of
 */
export function wilson(hits: number, all: number, level = 0.95): Interval {
  if (!(all > 0) || hits < 0 || hits > all) throw new RangeError('hits must be from 0 to all, and all above 0.');
  const z = quantile(1 - (1 - level) / 2, 0, 1);
  const share = hits / all;
  const middle = (share + z ** 2 / (2 * all)) / (1 + z ** 2 / all);
  const half = (z / (1 + z ** 2 / all)) * Math.sqrt((share * (1 - share)) / all + z ** 2 / (4 * all ** 2));
  return { from: Math.max(0, middle - half), to: Math.min(1, middle + half) };
}
