import normal from '@stdlib/stats-base-dists-normal-cdf';
import { byOrganisation, sumsOf, within, type Comparison, type Contribution, type Span } from './contributions.ts';

export interface ConstantPanel {
  /** Mean number of organisations a bucket. */
  readonly contributorsBefore: number;
  readonly contributorsNow: number;
  /** Of the whole series: 1.6 is a rise by 160%. */
  readonly rise: number;
  /** Number of organisations that reported in every bucket; none where nobody did in the baseline, because there is nothing to compare. */
  readonly organisations: number;
  readonly panelRise: number;
  /** One-sided, of the panel's rise. Organisations, not reports, are the observations: they differ by far more than Poisson counts do. */
  readonly p: number;
}

/**
 * The constant panel: those organisations alone that reported in every bucket there is. A rise that comes from more organisations reporting is not
 * there in them. Its buckets must be long enough that an organisation at work reports in each: years of a statistic, quarters or months, hardly
 * ever weeks.
 *
 * The test is the sum of the organisations' changes over the root of the sum of their squares, normal where changes up and down are alike, whatever
 * the sizes of the organisations.
 *
 * Source: Efron 1969, J Am Stat Assoc 64, 1278–1302, for the test.
 */
export function constantPanel(contributions: readonly Contribution[], { window, baseline }: Comparison): ConstantPanel {
  const buckets = new Set(contributions.map(({ bucket }) => bucket));
  const throughout = (own: readonly Contribution[]) =>
    new Set(own.map(({ bucket }) => bucket)).size === buckets.size && own.some(({ bucket }) => within(bucket, baseline));
  const panel = [...byOrganisation(contributions).values()].filter(throughout);
  const changes = panel.map((own) => sumsOf(own, { window, baseline })).map(({ observed, expected }) => observed - expected);
  const sum = changes.reduce((total, change) => total + change, 0);
  const squares = changes.reduce((total, change) => total + change ** 2, 0);
  return {
    contributorsBefore: contributorsIn(contributions, baseline),
    contributorsNow: contributorsIn(contributions, window),
    rise: riseOf(contributions, { window, baseline }),
    organisations: panel.length,
    panelRise: riseOf(panel.flat(), { window, baseline }),
    p: squares === 0 ? 1 : normal(-sum / Math.sqrt(squares), 0, 1),
  };
}

function riseOf(contributions: readonly Contribution[], comparison: Comparison): number {
  const { observed, expected } = sumsOf(contributions, comparison);
  return expected === 0 ? 0 : observed / expected - 1;
}

function contributorsIn(contributions: readonly Contribution[], span: Span): number {
  const inside = contributions.filter(({ bucket }) => within(bucket, span));
  const buckets = new Set(inside.map(({ bucket }) => bucket)).size;
  return buckets === 0 ? 0 : new Set(inside.map(({ bucket, organisation }) => `${bucket} ${organisation}`)).size / buckets;
}
