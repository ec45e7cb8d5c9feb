export interface Correction {
  /** The largest p-value that is rejected; 0 where none is. */
  readonly threshold: number;
  /** Which hypotheses are rejected, in the order of the p-values. */
  readonly rejected: readonly boolean[];
  /** For each p-value the smallest q at which it would be rejected, as R's `p.adjust(method = "BH")` has it. Exact up to `q`. */
  readonly adjusted: readonly number[];
}

/**
 * Benjamini–Hochberg: of many hypotheses rejects so many that on average at most the share `q` of the rejected ones is true.
 *
 * Holds where the p-values are independent or positively dependent (Benjamini and Yekutieli 2001), as those of series that share reports are.
 * Source: Benjamini and Hochberg 1995, J R Stat Soc B 57, 289–300.
 * @param ps p-values in any order. Those above `q` may be left out: no rule of this kind rejects them
 * @param q share of false ones among the rejected, between 0 and 1
 * @param tested number of hypotheses tested, with those left out
 * @throws RangeError where a p-value or `q` is no probability, or fewer were tested than there are p-values
 */
export function benjaminiHochberg(ps: readonly number[], q = 0.05, tested = ps.length): Correction {
  if (!(q > 0 && q < 1)) throw new RangeError(`q must lie between 0 and 1, and is ${q}.`);
  if (!Number.isInteger(tested) || tested < ps.length)
    throw new RangeError(`tested must be a whole number of at least ${ps.length}, the number of p-values, and is ${tested}.`);
  const wrong = ps.find((p) => !(p >= 0 && p <= 1));
  if (wrong !== undefined) throw new RangeError(`A p-value must lie between 0 and 1, and one is ${wrong}.`);
  const ranked = ps.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p);
  const adjusted = new Array<number>(ps.length);
  let threshold = 0;
  let least = 1;
  for (const [above, { p, index }] of ranked.entries()) {
    const rank = ps.length - above;
    least = Math.min(least, (p * tested) / rank);
    adjusted[index] = least;
    if (threshold === 0 && least <= q) threshold = p;
  }
  return { threshold, rejected: adjusted.map((value) => value <= q), adjusted };
}
