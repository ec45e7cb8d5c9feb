import type { ReportInput } from '@landbridge/contracts';
import type { WithdrawalReason } from '@landbridge/contracts/codes';
import { dayOf, instantText, lastDay, weeksUntil, type Week } from './calendar.ts';
import { plantedByWeek, type PlantedDraw } from './laid.ts';
import { FLAW_NAMES, expectedRejected, flawed, type Flaw, type FlawedReport } from './flaws.ts';
import { sampleOrganisations, type SampleOrganisation } from './organisations.ts';
import { PROFILES } from './profiles.ts';
import { corrected } from './quantities.ts';
import { Choice, Random } from './random.ts';
import { reportOf } from './report.ts';
import { SILENT } from './traps.ts';
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

/** What an organisation does, in the order of `at`. What is planted has the id of its change or trap, and whether that has begun. */
export type SampleAction =
  | (Action & { readonly action: 'submit'; readonly report: ReportInput; readonly planted?: string; readonly begun?: boolean })
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
  /** What is planted in each week. */
  readonly planted: readonly (readonly PlantedDraw[])[];
  /** Reports in each week that are not planted, and how many there were before it. */
  readonly background: readonly { readonly count: number; readonly before: number }[];
  readonly backgroundTotal: number;
  readonly organisations: readonly SampleOrganisation[];
  readonly contributors: Choice<SampleOrganisation>;
}

/** One report to be made, perhaps with a flaw. */
interface Draw {
  readonly organisation: SampleOrganisation;
  readonly flaw?: Flaw | undefined;
  readonly of?: PlantedDraw | undefined;
}

function planOf({ seed, reports = DEFAULT_REPORTS, until, traps = false }: SampleOptions): Sample {
  if (!Number.isInteger(reports) || reports < FEWEST_REPORTS)
    throw new RangeError(
      `The sample network needs at least ${FEWEST_REPORTS} reports to hold its planted changes; ${reports} were asked for.`,
    );
  const weeks = weeksUntil(until);
  const planted = plantedByWeek({ seed, reports, traps }, weeks);
  const backgroundTotal = reports - planted.reduce((sum, { length }) => sum + length, 0);
  let before = 0;
  const background = weeklyVolume(weeks, backgroundTotal, seed).map((count) => ({ count, before: (before += count) - count }));
  const organisations = sampleOrganisations(seed);
  const weightOf = ({ key, kind }: SampleOrganisation) => (traps && SILENT.has(key) ? 0 : PROFILES[kind].weight);
  return {
    seed,
    reports,
    weeks,
    start: weeks[0]?.monday ?? 0,
    end: lastDay(until),
    planted,
    background,
    backgroundTotal,
    organisations,
    contributors: new Choice(organisations.map((one) => [one, weightOf(one)] as const)),
  };
}

function drawsOf(week: Week, sample: Sample, random: Random): Draw[] {
  const { count, before } = sample.background[week.index] ?? { count: 0, before: 0 };
  const background = Array.from({ length: count }, (_, i): Draw => ({
    organisation: sample.contributors.pick(random),
    flaw: flawOf(before + i, sample),
  }));
  const planted = (sample.planted[week.index] ?? []).flatMap((of): Draw[] =>
    sample.organisations.filter(({ key }) => key === of.organisation).map((organisation) => ({ organisation, of })),
  );
  return [...background, ...planted];
}

/** Spreads the bad lines evenly, and all kinds of flaws among them. @param index of the report in the background */
function flawOf(index: number, { reports, backgroundTotal }: Sample): Flaw | undefined {
  const bad = expectedRejected(reports);
  const upTo = (end: number) => Math.floor((end * bad) / backgroundTotal);
  return upTo(index + 1) > upTo(index) ? FLAW_NAMES[upTo(index) % FLAW_NAMES.length] : undefined;
}

function submission({ organisation, of, flaw }: Draw, week: Week, sample: Sample, number: number, random: Random): SampleAction {
  const day = week.monday + weekday(week, random);
  const report = reportOf(
    {
      organisation,
      recipient: random.one(sample.organisations.filter(({ id }) => id !== organisation.id)).id,
      day,
      seconds: random.whole(7 * 3600, 19 * 3600),
      country: countryFor(organisation, sample, random),
      years: (day - sample.start) / 365.25,
      number,
      planted: of?.laid.lay?.(random, of.place),
    },
    random,
  );
  const { recordedAt: at = '', externalIds: [externalId = ''] = [] } = report;
  const submitted = { action: 'submit', organisation: organisation.id, externalId, at } as const;
  if (flaw) return { ...submitted, report: flawed(report, flaw), flaw };
  return { ...submitted, report, ...(of && { planted: of.laid.id, begun: of.place.begun }) };
}

/** Corrections come within six weeks and withdrawals within nine, a correction first. Reports of a change are not withdrawn once it has begun. */
function followUps(submitted: SampleAction, random: Random): SampleAction[] {
  if (submitted.action !== 'submit' || 'flaw' in submitted) return [];
  const { organisation, externalId, at, report, begun = false } = submitted;
  const after = (days: number) => instantText(dayOf(at) + days, random.whole(7 * 3600, 19 * 3600));
  const found: SampleAction[] = [];
  if (random.chance(CORRECTED_SHARE)) {
    const changed = { ...report, quantities: corrected(report.quantities ?? [], random) };
    found.push({ action: 'correct', organisation, externalId, at: after(random.whole(2, 40)), report: changed });
  }
  if (!begun && random.chance(WITHDRAWN_SHARE))
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
