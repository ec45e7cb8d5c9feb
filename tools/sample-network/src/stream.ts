import type { ReportInput } from '@landbridge/contracts';
import type { WithdrawalReason } from '@landbridge/contracts/codes';
import { dayOf, instantText, lastDay, weeksUntil, type Week } from './calendar.ts';
import { CHANGES, TRAPS, countIn, type Change } from './changes.ts';
import { FLAW_NAMES, expectedRejected, flawed, type Flaw, type FlawedReport } from './flaws.ts';
import { sampleOrganisations, type SampleOrganisation } from './organisations.ts';
import { PROFILES } from './profiles.ts';
import { corrected } from './quantities.ts';
import { Choice, Random } from './random.ts';
import { reportOf, type Planted } from './report.ts';
import { weeklyVolume } from './volume.ts';

export interface SampleOptions {
  readonly seed: number;
  /** Submitted lines, the bad ones included; at least 500. */
  readonly reports?: number | undefined;
  /** The sample ends before this day (UTC). */
  readonly until: Date;
  /** Lay in rises that are artefacts of reporting as well. */
  readonly traps?: boolean | undefined;
}

interface Action {
  /** Organisation by id. */
  readonly organisation: string;
  readonly externalId: string;
  /** When the organisation does it; for a submission the report's `recordedAt`. */
  readonly at: string;
}

/** What an organisation does, in the order of `at`. */
export type SampleAction =
  | (Action & { readonly action: 'submit'; readonly report: ReportInput; readonly planted?: string })
  | (Action & { readonly action: 'submit'; readonly report: FlawedReport; readonly flaw: Flaw })
  | (Action & { readonly action: 'correct'; readonly report: ReportInput })
  | (Action & { readonly action: 'withdraw'; readonly reason: WithdrawalReason });

export const DEFAULT_REPORTS = 6_000;
const FEWEST_REPORTS = 500;

/** Our own choice. */
const CORRECTED_SHARE = 0.04;
const WITHDRAWN_SHARE = 0.015;
const REASONS = new Choice<WithdrawalReason>([
  ['error', 35],
  ['duplicate', 30],
  ['not-trafficking', 20],
  ['consent-withdrawn', 10],
  ['legal-duty', 3],
  ['other', 2],
]);

const WEEKDAYS = [1, 1.1, 1.05, 1, 0.9, 0.2, 0.12];

/**
 * Three years of reports, corrections and withdrawals up to a day. The same options give the same bytes.
 * Made week by week, so that memory does not grow with their number.
 * @throws RangeError for fewer than 500 reports
 */
export function* sampleReports(options: SampleOptions): Generator<SampleAction, void, undefined> {
  const sample = planOf(options);
  const later = new Map<number, SampleAction[]>();
  let number = 0;
  for (const week of sample.weeks) {
    const random = new Random(sample.seed, 'week', week.index);
    const actions = drawsOf(week, sample, random).map((draw) => submission(draw, week, sample, number++, random));
    for (const action of actions.flatMap((submitted) => followUps(submitted, random))) {
      const due = Math.floor((dayOf(action.at) - sample.start) / 7);
      if (dayOf(action.at) < sample.end) later.set(due, [...(later.get(due) ?? []), action]);
    }
    yield* [...actions, ...(later.get(week.index) ?? [])].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
    later.delete(week.index);
  }
}

interface Sample {
  readonly seed: number;
  readonly reports: number;
  readonly weeks: readonly Week[];
  /** First day, and the day after the last. */
  readonly start: number;
  readonly end: number;
  readonly changes: readonly Change[];
  /** Reports in each week that belong to no change, and how many there were before it. */
  readonly background: readonly { readonly count: number; readonly before: number }[];
  readonly backgroundTotal: number;
  readonly organisations: readonly SampleOrganisation[];
  readonly contributors: Choice<SampleOrganisation>;
}

/** One report to be made: of a change, or of the background and there perhaps with a flaw. */
interface Draw {
  readonly organisation: SampleOrganisation;
  readonly change?: Change | undefined;
  readonly flaw?: Flaw | undefined;
}

function planOf({ seed, reports = DEFAULT_REPORTS, until, traps = false }: SampleOptions): Sample {
  if (!Number.isInteger(reports) || reports < FEWEST_REPORTS)
    throw new RangeError(
      `The sample network needs at least ${FEWEST_REPORTS} reports to hold its planted changes; ${reports} were asked for.`,
    );
  const weeks = weeksUntil(until);
  const changes = traps ? [...CHANGES, ...TRAPS] : CHANGES;
  const planted = weeks.flatMap((week) => changes.map((change) => countIn(week, change, seed, reports)));
  const backgroundTotal = reports - planted.reduce((sum, count) => sum + count, 0);
  let before = 0;
  const background = weeklyVolume(weeks, backgroundTotal, seed).map((count) => ({ count, before: (before += count) - count }));
  const organisations = sampleOrganisations(seed);
  const silent = new Set<string>(changes.flatMap((change) => (change.artefact === 'new-contributor' ? change.organisations : [])));
  return {
    seed,
    reports,
    weeks,
    start: weeks[0]?.monday ?? 0,
    end: lastDay(until),
    changes,
    background,
    backgroundTotal,
    organisations,
    contributors: new Choice(organisations.map((one) => [one, silent.has(one.key) ? 0 : PROFILES[one.kind].weight] as const)),
  };
}

function drawsOf(week: Week, sample: Sample, random: Random): Draw[] {
  const { count, before } = sample.background[week.index] ?? { count: 0, before: 0 };
  const background = Array.from({ length: count }, (_, i): Draw => ({
    organisation: sample.contributors.pick(random),
    flaw: flawOf(before + i, sample),
  }));
  const planted = sample.changes.flatMap((change): Draw[] => {
    const contributors = random.shuffled(sample.organisations.filter(({ key }) => change.organisations.some((one) => one === key)));
    const needed = countIn(week, change, sample.seed, sample.reports);
    return Array.from({ length: needed }, (_, i) => contributors.slice(i % contributors.length)[0]).flatMap((organisation) =>
      organisation ? [{ organisation, change }] : [],
    );
  });
  return [...background, ...planted];
}

/** Spreads the bad lines evenly, and all kinds of flaws among them. @param index of the report in the background */
function flawOf(index: number, { reports, backgroundTotal }: Sample): Flaw | undefined {
  const bad = expectedRejected(reports);
  const upTo = (end: number) => Math.floor((end * bad) / backgroundTotal);
  return upTo(index + 1) > upTo(index) ? FLAW_NAMES[upTo(index) % FLAW_NAMES.length] : undefined;
}

function submission({ organisation, change, flaw }: Draw, week: Week, sample: Sample, number: number, random: Random): SampleAction {
  const day = week.monday + weekday(week, random);
  const planted: Planted | undefined = change?.lay(random);
  const report = reportOf(
    {
      organisation,
      recipient: random.one(sample.organisations.filter(({ id }) => id !== organisation.id)).id,
      day,
      seconds: random.whole(7 * 3600, 19 * 3600),
      country: countryFor(organisation, sample, random),
      years: (day - sample.start) / 365.25,
      number,
      planted,
    },
    random,
  );
  const { recordedAt: at = '', externalIds: [externalId = ''] = [] } = report;
  const submitted = { action: 'submit', organisation: organisation.id, externalId, at } as const;
  if (flaw) return { ...submitted, report: flawed(report, flaw), flaw };
  return { ...submitted, report, ...(change && { planted: change.id }) };
}

/** Corrections come within six weeks and withdrawals within nine, a correction first. Reports of changes are not withdrawn. */
function followUps(submitted: SampleAction, random: Random): SampleAction[] {
  if (submitted.action !== 'submit' || 'flaw' in submitted) return [];
  const { organisation, externalId, at, report, planted } = submitted;
  const after = (days: number) => instantText(dayOf(at) + days, random.whole(7 * 3600, 19 * 3600));
  const found: SampleAction[] = [];
  if (random.chance(CORRECTED_SHARE)) {
    const changed = { ...report, quantities: corrected(report.quantities ?? [], random) };
    found.push({ action: 'correct', organisation, externalId, at: after(random.whole(2, 40)), report: changed });
  }
  if (!planted && random.chance(WITHDRAWN_SHARE))
    found.push({ action: 'withdraw', organisation, externalId, at: after(random.whole(41, 60)), reason: REASONS.pick(random) });
  return found;
}

function weekday({ days }: Week, random: Random): number {
  return new Choice(WEEKDAYS.slice(0, days).map((weight, day) => [day, weight] as const)).pick(random);
}

/** Mostly the organisation's own country. The international team sees all, and a helper in a country of origin hears of the others. */
function countryFor({ kind, country }: SampleOrganisation, { organisations }: Sample, random: Random): string {
  const stays = kind === 'international' ? 0 : country === 'NG' ? 0.3 : 0.9;
  return random.chance(stays) ? country : random.one(organisations).country;
}
