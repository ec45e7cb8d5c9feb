import { binomialTail, hypergeometricTail } from './exact-tails.ts';
import { constantPanel } from './constant-panel.ts';
import {
  byOrganisation,
  lengthOf,
  sumIn,
  sumsOf,
  survivesLeavingAnyOut,
  within,
  type Comparison,
  type Contribution,
  type Stands,
} from './contributions.ts';

/** What was counted in a comparison, in the unit of the series looked at. */
interface Counts {
  readonly window: number;
  readonly baseline: number;
}

/** All that an organisation reported beside the series looked at. */
export interface OrganisationTotals extends Counts {
  readonly organisation: string;
}

export interface ArtefactOptions {
  /** The test that found the change. By default an exact one of the window's sum against the baseline's, at 0.05. */
  readonly stands?: Stands;
  /** Number of buckets before the window in which a first report still makes a contributor a new one; 13, a quarter of weeks. */
  readonly newWithin?: number;
  /** Days above which a report is of something far older than usual, if it is later than 99 of 100 of its organisation, too; 365. */
  readonly oldAfter?: number;
}

/** What could explain a rise otherwise, with the numbers that show it. No number says which organisation. */
export interface ArtefactFlag {
  readonly code: 'new-contributor' | 'back-fill' | 'campaign' | 'one-organisation' | 'more-contributors';
  readonly numbers: Readonly<Record<string, number>>;
}

interface Question extends Comparison {
  readonly contributions: readonly Contribution[];
  readonly stands: Stands;
}

const LEVEL = 0.05;
/** From this factor on what an organisation reports otherwise has risen by a campaign. */
const CAMPAIGN = 1.5;
/** An organisation with fewer contributions in the baseline is measured by the delays of all. */
const ENOUGH_DELAYS = 20;

/**
 * What could explain a rise otherwise than by a change in what happens: the rise vanishes without new contributors (`new-contributor`), without
 * reports of what is far older than usual (`back-fill`), where an organisation that reports more of everything is scaled back (`campaign`), or
 * without some one organisation (`one-organisation`); or it is not there in the organisations that reported throughout
 * (`more-contributors`). A flag is a question to the assessor, not a finding.
 *
 * Source: own, because the counts of a network of contributors rise with the network: the FBI's yearly file of trafficking offences rises by 160%
 * from 2015 to 2020 while its agencies grow from 134 to 503. What holds in those that report throughout is asked of a constant panel, see
 * `constantPanel`; each other flag asks the same test once more, without what it is about.
 * @param contributions of the series, in window and baseline, and between them where they do not meet
 * @param totals of each organisation, whole numbers; one that is missing is taken not to campaign
 * @returns the flags; none where the contributions do not show the rise in the first place
 * @throws RangeError where a span is empty or the baseline reaches into the window
 */
export function artefactsIn(
  contributions: readonly Contribution[],
  comparison: Comparison,
  totals: readonly OrganisationTotals[],
  { stands = risesOver(comparison), newWithin = 13, oldAfter = 365 }: ArtefactOptions = {},
): ArtefactFlag[] {
  const { window, baseline } = comparison;
  if (lengthOf(window) < 1 || lengthOf(baseline) < 1 || baseline.to >= window.from)
    throw new RangeError(`A window from ${window.from} to ${window.to} cannot be held against ${baseline.from} to ${baseline.to}.`);
  if (!stands(contributions)) return [];
  const question = { ...comparison, contributions, stands };
  return [
    newContributors(question, window.from - newWithin),
    backFill(question, oldAfter),
    campaign(question, totals),
    oneOrganisation(question),
    moreContributors(question),
  ].flatMap((flag) => flag ?? []);
}

/**
 * An exact test of the window's sum given both sums: binomial, as Poisson counts are.
 *
 * Source: Przyborowski and Wilenski 1940, Biometrika 31, 313–323.
 */
export function risesOver({ window, baseline }: Comparison, level = LEVEL): Stands {
  const [length, before] = [lengthOf(window), lengthOf(baseline)];
  return (contributions) => {
    const { observed, expected } = sumsOf(contributions, { window, baseline });
    const count = Math.max(0, observed);
    return binomialTail(count, count + Math.max(0, (expected * before) / length), length / (length + before)) <= level;
  };
}

function newContributors(question: Question, since: number): ArtefactFlag | undefined {
  const { contributions } = question;
  const added = contributions.filter(({ firstBucketOfOrganisation }) => firstBucketOfOrganisation >= since);
  const without = contributions.filter(({ firstBucketOfOrganisation }) => firstBucketOfOrganisation < since);
  return vanishing('new-contributor', question, without, { organisations: byOrganisation(added).size });
}

function backFill(question: Question, oldAfter: number): ArtefactFlag | undefined {
  const { contributions, window, baseline } = question;
  const before = contributions.filter(({ bucket }) => within(bucket, baseline));
  const usual = new Map(
    [...byOrganisation(before)].filter(([, own]) => own.length >= ENOUGH_DELAYS).map(([name, own]) => [name, latestUsual(own)]),
  );
  const usualOfAll = latestUsual(before);
  const old = new Set(
    contributions.filter(
      ({ organisation, bucket, delayDays }) =>
        within(bucket, window) && delayDays > Math.max(oldAfter, usual.get(organisation) ?? usualOfAll),
    ),
  );
  const without = contributions.filter((contribution) => !old.has(contribution));
  const amount = [...old].reduce((sum, contribution) => sum + contribution.amount, 0);
  return vanishing('back-fill', question, without, { amount, oldestDays: Math.max(...[...old].map(({ delayDays }) => delayDays)) });
}

/** The delay that 99 of 100 contributions do not exceed. */
function latestUsual(contributions: readonly Contribution[]): number {
  const delays = contributions.map(({ delayDays }) => delayDays).sort((a, b) => a - b);
  return delays[Math.ceil(delays.length * 0.99) - 1] ?? 0;
}

function campaign(question: Question, totals: readonly OrganisationTotals[]): ArtefactFlag | undefined {
  const { contributions, window, baseline } = question;
  const byName = byOrganisation(contributions);
  const factors = new Map<string, number>();
  for (const others of totals) {
    const own = byName.get(others.organisation) ?? [];
    const factor = campaignBy({ window: sumIn(own, window), baseline: sumIn(own, baseline) }, others, question);
    if (factor !== undefined) factors.set(others.organisation, factor);
  }
  const scaled = contributions.map((one) =>
    within(one.bucket, window) ? { ...one, amount: one.amount / (factors.get(one.organisation) ?? 1) } : one,
  );
  const largest = Math.max(...factors.values());
  return factors.size === 0 ? undefined : vanishing('campaign', question, scaled, { organisations: factors.size, factor: largest });
}

/**
 * How many times as much of everything an organisation reports: its other series have risen, and the share that this one has in what it
 * reports has not, as far as so few tell. Both together then say best by how much.
 */
function campaignBy(series: Counts, others: Counts, { window, baseline }: Comparison): number | undefined {
  const scale = lengthOf(baseline) / lengthOf(window);
  const [now, before] = [whole(others.window), whole(others.baseline)];
  if (now * scale < CAMPAIGN * before || binomialTail(now, now + before, 1 / (1 + scale)) > LEVEL) return undefined;
  const [own, ownBefore] = [whole(series.window), whole(series.baseline)];
  const [all, allBefore] = [now + own, before + ownBefore];
  const shareRises = ownBefore === 0 || hypergeometricTail(own, all + allBefore, own + ownBefore, all) <= LEVEL;
  return shareRises ? undefined : (all / allBefore) * scale;
}

/** A count: adjustments of earlier periods may take a sum below nothing. */
const whole = (sum: number) => Math.max(0, Math.round(sum));

function oneOrganisation(question: Question): ArtefactFlag | undefined {
  const { contributions, stands } = question;
  if (survivesLeavingAnyOut(contributions, stands)) return undefined;
  const organisations = [...byOrganisation(contributions).keys()];
  const rests = organisations
    .map((left) => contributions.filter(({ organisation }) => organisation !== left))
    .filter((rest) => !stands(rest));
  const weakest = rests.reduce((one, other) => (excess(other, question) < excess(one, question) ? other : one), rests[0] ?? []);
  return vanishing('one-organisation', question, weakest, { organisations: organisations.length });
}

function moreContributors({ contributions, window, baseline }: Question): ArtefactFlag | undefined {
  const panel = constantPanel(contributions, { window, baseline });
  const { contributorsNow, contributorsBefore, organisations, rise, panelRise, p } = panel;
  const grown = contributorsNow > contributorsBefore;
  if (!grown || organisations < 2 || p <= LEVEL || panelRise > rise / 2) return undefined;
  return { code: 'more-contributors', numbers: { contributorsBefore, contributorsNow, rise, panel: organisations, panelRise, panelP: p } };
}

/** The flag, if the change does not stand in what is left. */
function vanishing(
  code: ArtefactFlag['code'],
  question: Question,
  left: readonly Contribution[],
  numbers: Readonly<Record<string, number>>,
): ArtefactFlag | undefined {
  if (question.stands(left)) return undefined;
  const [all, without] = [sumsOf(question.contributions, question), sumsOf(left, question)];
  return { code, numbers: { ...numbers, ...all, observedWithout: without.observed, expectedWithout: without.expected } };
}

function excess(contributions: readonly Contribution[], comparison: Comparison): number {
  const { observed, expected } = sumsOf(contributions, comparison);
  return observed - expected;
}
