import type { Evaluation, Marking, Observed, Quantity, ReportInput } from '@landbridge/contracts';
import {
  ADMIRALTY_INFORMATION,
  ADMIRALTY_SOURCES,
  EUROPOL_INFORMATION,
  EUROPOL_SOURCES,
  MINOR_AGE_BANDS,
  TIERS,
  USE_PURPOSES,
  type EvaluationBasis,
  type Handling,
  type Means,
  type PlatformType,
  type Purpose,
  type Subsector,
} from '@landbridge/contracts/codes';
import { dayText, instantText, periodOf } from './calendar.ts';
import type { Told } from './adverts.ts';
import { canary, narrativeOf, withCanary } from './narratives.ts';
import {
  actsAndMeans,
  financialIndicators,
  formAndPurpose,
  modiOperandi,
  recruitmentFor,
  sectorOf,
  subsectorIn,
  withSecond,
} from './observation.ts';
import type { SampleOrganisation } from './organisations.ts';
import { citizenshipIn, regionOf, transitBetween } from './places.ts';
import { PROFILES, type Profile } from './profiles.ts';
import { formOf, type Form } from './published.ts';
import { quantitiesOf } from './quantities.ts';
import { Choice, type Random } from './random.ts';

/** What is laid down in a planted report; the rest of it is like all others. */
export interface Planted {
  readonly purpose?: Purpose;
  readonly origin?: string;
  readonly exploitation?: string;
  readonly platformType?: PlatformType;
  readonly subsector?: Subsector;
  readonly means?: Means[];
  readonly modusOperandi?: string[];
  readonly quantities?: Quantity[];
  readonly told?: Told;
  /** Where it is not of a day or a week. */
  readonly precision?: 'year';
  /** Days from what happened to its record, where it is not the usual delay of the organisation's kind. */
  readonly delay?: number;
}

export interface Recorded {
  readonly organisation: SampleOrganisation;
  /** Another organisation, for reports to one recipient. */
  readonly recipient: string;
  /** Day and second of the record. */
  readonly day: number;
  readonly seconds: number;
  /** Country of exploitation. */
  readonly country: string;
  /** Since the sample began. */
  readonly years: number;
  /** Unique in the sample. */
  readonly number: number;
  readonly planted?: Planted | undefined;
}

const BASES = new Choice<EvaluationBasis>([['testimony', 55], ['observation', 30], ['hearsay', 15]]); // prettier-ignore
const HANDLING = new Choice<Handling[]>([[['H1'], 40], [['H0'], 25], [['H2'], 20], [['H1', 'H2'], 10], [['H3'], 5]]); // prettier-ignore
/** Series of planted changes are seen by the members of these. */
export const PLANTED_AUDIENCES = ['law-enforcement', 'practitioners'];
const MINORS: ReadonlySet<string | undefined> = new Set(MINOR_AGE_BANDS);

/** A report that keeps every rule of the contracts. */
export function reportOf(recorded: Recorded, random: Random): ReportInput {
  const { organisation, planted } = recorded;
  const profile = PROFILES[organisation.kind];
  const drawn = formAndPurpose(recorded.years, random);
  const purpose = planted?.purpose ?? drawn.purpose;
  const form = formOf(purpose);
  const quantities = planted?.quantities ?? quantitiesOf(organisation.kind, form, planted !== undefined, random);
  const minors = quantities.some(({ ageBand }) => MINORS.has(ageBand));
  const indicators = financialIndicators(organisation.kind, random);
  const subsector =
    planted?.subsector ?? (form === 'labour' && random.chance(0.85) ? subsectorIn(monthOf(recorded.day), random) : undefined);
  const report: ReportInput = {
    ...actsAndMeans(random),
    ...(planted?.means && { means: planted.means }),
    purposes: planted ? [purpose] : withSecond(purpose, form, random),
    ...(subsector && { sectors: [sectorOf(subsector)] }),
    ...(random.chance(0.3) && { modusOperandi: modiOperandi(form, random) }),
    ...(planted?.modusOperandi && { modusOperandi: planted.modusOperandi }),
    ...(indicators.length > 0 && { financialIndicators: indicators }),
    ...((planted?.platformType ?? random.chance(0.7)) && {
      recruitment: { ...recruitmentFor(form, random), ...(planted?.platformType && { platformType: planted.platformType }) },
    }),
    where: whereOf(recorded, form === 'sexual' ? 0.35 : 0.05, random),
    quantities,
    observed: observedOf(recorded, profile, random),
    evaluation: evaluationOf(profile, random),
    basis: minors && organisation.kind === 'ngo' ? 'guardian-best-interests' : profile.ground.pick(random),
    usePurposes: usePurposesOf(recorded, profile, random),
    marking: planted ? { tlp: 'green', communities: PLANTED_AUDIENCES } : markingOf(recorded, profile, minors, random),
    attribution: profile.attribution.pick(random),
    ...(random.chance(0.004) && { urgency: 'imminent' as const }),
    ...narrativeFor(recorded, form, random),
    externalIds: [`${canary('external', random)}-${recorded.number}`],
    ...(random.chance(0.15) && { references: [`File ${canary('reference', random)}`] }),
    recordedAt: instantText(recorded.day, recorded.seconds),
  };
  // what is public holds nothing of a person
  return report.marking.tlp === 'clear' ? { ...report, basis: 'no-personal-data' } : report;
}

function narrativeFor({ organisation, planted }: Recorded, form: Form, random: Random): Partial<Told> {
  if (planted?.told) return withCanary(planted.told, random);
  const tells = random.chance(PROFILES[organisation.kind].narratives);
  return tells ? withCanary(narrativeOf(form, organisation.country, random), random) : {};
}

function whereOf({ planted, country }: Recorded, onlineShare: number, random: Random): NonNullable<ReportInput['where']> {
  const exploitation = planted?.exploitation ?? country;
  const citizenship = planted?.origin ?? citizenshipIn(exploitation, random);
  // a few are recruited in the country where they are exploited, far from their own
  const origin = planted?.origin ?? (random.chance(0.05) ? exploitation : citizenship);
  const region = random.chance(0.2) ? regionOf(exploitation, random) : undefined;
  return {
    ...(random.chance(0.92) && { citizenships: [citizenship] }),
    ...((planted?.origin !== undefined || random.chance(0.88)) && { origin }),
    ...(origin !== exploitation && random.chance(0.25) && { transit: transitBetween(origin, exploitation, random) }),
    exploitation,
    ...(region && { region }),
    ...(random.chance(onlineShare) && { online: true }),
  };
}

/** A period that was over when it was recorded. Planted reports are exact enough to count in weeks, where they are not of a year. */
function observedOf({ day, planted }: Recorded, { delay, precision }: Profile, random: Random): Observed {
  const days = planted?.delay ?? Math.min(1500, Math.floor(delay.medianDays * Math.exp(delay.spread * random.normal())));
  const drawn = precision.pick(random);
  const length = planted?.precision ?? (planted && drawn !== 'week' ? 'day' : drawn);
  const period = periodOf(day - days, length);
  const { from, to } = period.to > day ? periodOf(period.from - 1, length) : period;
  return { from: dayText(from), to: dayText(to), precision: length };
}

function evaluationOf(profile: Profile, random: Random): Evaluation {
  const scheme = profile.evaluation.pick(random);
  if (scheme === 'none') return { scheme };
  if (scheme === 'basis') return { scheme, basis: BASES.pick(random) };
  const source = random.one(scheme === 'admiralty' ? ADMIRALTY_SOURCES : EUROPOL_SOURCES);
  const information = random.one(scheme === 'admiralty' ? ADMIRALTY_INFORMATION : EUROPOL_INFORMATION);
  return { scheme, source, information, code: `${source}${information}` };
}

function usePurposesOf({ planted }: Recorded, { usePurposes }: Profile, random: Random): ReportInput['usePurposes'] {
  if (planted) return USE_PURPOSES.filter((purpose) => purpose !== 'financial-compliance');
  const [first, ...others] = usePurposes;
  return first ? [first, ...others.filter(() => random.chance(0.6))] : [];
}

function markingOf({ organisation, recipient, country }: Recorded, profile: Profile, minors: boolean, random: Random): Marking {
  if (minors) return { tlp: 'amber+strict', communities: [...profile.minors] };
  const { tlp, communities, to } = profile.sharing.pick(random);
  if (to === 'recipients') return { tlp, recipients: [recipient] };
  const closed = organisation.communities.filter((id) => !TIERS.some((tier) => tier === id));
  const named = to !== 'closed' ? communities : closed.length > 0 ? closed : organisation.communities.slice(0, 1);
  return {
    tlp,
    ...(named.length > 0 && { communities: [...named] }),
    ...(tlp === 'amber' && random.chance(0.1) && { territory: [...new Set([organisation.country, country])] }),
    ...(organisation.regime === 'led' && tlp !== 'clear' && random.chance(0.25) && { handling: [...HANDLING.pick(random)] }),
  };
}

function monthOf(day: number): number {
  return Number(dayText(day).slice(5, 7)) - 1;
}
