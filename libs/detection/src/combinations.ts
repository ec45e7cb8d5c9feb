import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { countFacets, type Counts, type FacetCounts } from './facet-counts.ts';
import { hypergeometricTail } from './exact-tails.ts';

export interface CombinationOptions {
  /** Recent reports that a combination needs before it is told; 3. */
  readonly minimum?: number;
  /** Share of false ones among the told pairs, and among the told triples; 0.05. */
  readonly q?: number;
}

/** Two or three facets that come together oftener than in the past, and than each of them predicts. */
export interface Combination {
  /** In alphabetical order. */
  readonly facets: readonly string[];
  /** Number of recent reports with all of them. */
  readonly observed: number;
  /** Number of recent reports with all of them, were their share as in the past. */
  readonly expectedFromPast: number;
  /** The same, were they as frequent among the recent reports with one facet less as in the past; the largest of these predictions. */
  readonly expectedFromParts: number;
  /** How often chance alone does this, by the test that speaks for it least. Not corrected for the number of combinations. */
  readonly p: number;
}

interface Tested extends Combination {
  readonly ids: readonly number[];
  /** The largest p at which one of its family is told. */
  readonly threshold: number;
}

/** What a combination is held against: reports with one facet less, and all reports. */
interface Table {
  readonly whole: Counts;
  readonly part: Counts;
}

/**
 * New combinations: pairs and triples of facets that come oftener among the recent reports than in the past, and that neither a rise of one
 * facet nor, for a triple, of two of them explains.
 *
 * A combination is held against all reports and against the reports with one facet less, each way, by Fisher's exact test; its p is the largest,
 * so all of them must speak for it. Facets never seen before are the affair of `novelty`: they make no new combination. Pairs and triples are
 * corrected after Benjamini and Hochberg, each for themselves, over those that could have been told at all given how often they, and each of
 * their facets among the recent reports, were seen (Gilbert 2005): the tests hold whatever these margins are. Then the triples are told, best first, then the pairs, each only if it still stands without the recent reports that
 * those before it explain; so of combinations that come from the same reports one is told.
 *
 * Cost: one pass over all reports; 5,000 recent and 50,000 past ones of 10 facets each (373 in all) take about one second of one core and 300 MB,
 * 700 recent and 8,300 past ones of 6 facets some 40 milliseconds.
 *
 * Source: Wong, Moore, Cooper and Wagner 2003, ICML, 808–815, and 2005, J Mach Learn Res 6, 1961–1998 (WSARE); Gilbert 2005, J R Stat Soc C 54,
 * 143–158.
 * @param recent for each recent report its facets, `dimension:value`; two of one dimension make no combination
 * @param past the same of the reports before; three years of them or more tell most
 * @returns the told ones, triples first, the least p first
 * @throws RangeError where an option is out of its range
 */
export function newCombinations(
  recent: readonly (readonly string[])[],
  past: readonly (readonly string[])[],
  { minimum = 3, q = 0.05 }: CombinationOptions = {},
): Combination[] {
  if (!Number.isInteger(minimum) || minimum < 2) throw new RangeError(`minimum must be a whole number of at least 2, and is ${minimum}.`);
  const counts = countFacets(recent, past, minimum);
  const tested = [...significant(counts, counts.triples(), minimum, q), ...significant(counts, counts.pairs(), minimum, q)];
  let unexplained = counts.recentRows;
  return tested.flatMap(({ ids, threshold, ...combination }) => {
    const left = counts.among(unexplained);
    if (left(ids).recent < minimum || largestP(ids, left) > threshold) return [];
    unexplained = unexplained.filter((row) => !ids.every((id) => row.includes(id)));
    return [combination];
  });
}

/** Those of one family that Benjamini and Hochberg's rule rejects, the least p first. */
function significant(counts: FacetCounts, family: Iterable<readonly number[]>, minimum: number, q: number): Tested[] {
  const attainable = attainableP(counts.all);
  const totals: number[] = [];
  const candidates: { ids: readonly number[]; total: number; p: number }[] = [];
  for (const ids of family) {
    const { recent, past } = counts.of(ids);
    const total = recent + past;
    totals[total] = (totals[total] ?? 0) + 1;
    const p = recent < minimum ? 1 : largestP(ids, counts.of, q);
    if (p <= q) candidates.push({ ids, total, p });
  }
  const { tested, least } = couldBeTold(totals, attainable, q);
  const able = candidates.filter(({ total }) => total >= least);
  const { threshold, rejected } = benjaminiHochberg(able.map(({ p }) => p), q, Math.max(tested, able.length)); // prettier-ignore
  return able
    .filter((_, index) => rejected[index])
    .sort((one, other) => one.p - other.p)
    .map(({ ids, p }) => ({ ids, threshold, ...described(ids, counts), p }));
}

/** Of Fisher's tests the largest p; those still to come are left out once it exceeds `enough`. */
function largestP(ids: readonly number[], of: (ids: readonly number[]) => Counts, enough = 1): number {
  let largest = 0;
  for (const { whole, part } of tablesOf(ids, of)) {
    largest = Math.max(largest, hypergeometricTail(part.recent, whole.recent + whole.past, part.recent + part.past, whole.recent));
    if (largest > enough) return 1;
  }
  return largest;
}

function* tablesOf(ids: readonly number[], of: (ids: readonly number[]) => Counts): Generator<Table> {
  const part = of(ids);
  yield { whole: of([]), part };
  for (const id of ids) yield { whole: of(ids.filter((other) => other !== id)), part };
}

/** The p that a combination seen so often would have, were all of it recent: no test of it gives less. */
function attainableP({ recent, past }: Counts): (total: number) => number {
  return (total) => (total > recent ? 0 : hypergeometricTail(total, recent + past, total, recent));
}

/**
 * Gilbert's choice: the smallest k such that at most k hypotheses could reach q / k.
 * @param totals how many combinations were seen how often
 * @returns how many there are, and how often one must be seen to be among them
 */
function couldBeTold(totals: readonly number[], attainable: (total: number) => number, q: number): { tested: number; least: number } {
  let tested = totals.reduce((sum, count) => sum + count, 0);
  let least = 0;
  for (let total = 0; total < totals.length; total++) {
    const without = tested - (totals[total] ?? 0);
    // as many as are left must be too many for this total to be told among them
    if (attainable(total) <= q / Math.max(1, without)) break;
    tested = without;
    least = total + 1;
  }
  return { tested, least };
}

function described(ids: readonly number[], counts: FacetCounts): Omit<Combination, 'p'> {
  const [fromPast = 0, ...fromParts] = [...tablesOf(ids, counts.of)].map(({ whole, part }) =>
    whole.past === 0 ? 0 : (whole.recent * part.past) / whole.past,
  );
  return {
    facets: ids.map(counts.nameOf).sort(),
    observed: counts.of(ids).recent,
    expectedFromPast: fromPast,
    expectedFromParts: Math.max(...fromParts),
  };
}
