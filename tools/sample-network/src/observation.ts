import type { ReportInput } from '@landbridge/contracts';
import type {
  Act,
  FinancialIndicator,
  IsicSection,
  Lure,
  Means,
  OrganisationKind,
  PlatformType,
  Purpose,
  Subsector,
} from '@landbridge/contracts/codes';
import { RECRUITER_RELATIONS, RECRUITMENT_METHODS, RECRUITMENT_STRATEGIES } from '@landbridge/contracts/codes';
import { FORM_SHARES, forcedCriminality, type Form } from './published.ts';
import { Choice, type Random } from './random.ts';

/** What was seen: purpose, acts and means, sector, recruitment, indicators. Shares are our own choice where no source is named. */

const FORMS = new Choice<Form>([['sexual', FORM_SHARES.sexual], ['labour', FORM_SHARES.labour], ['other', FORM_SHARES.other]]); // prettier-ignore

/** `online-scam` and `slavery` are missing: they come with what is planted only. */
const PURPOSES: Readonly<Record<Form | 'criminality', Choice<Purpose>>> = {
  sexual: new Choice<Purpose>([['prostitution', 82], ['other-sexual-exploitation', 18]]), // prettier-ignore
  labour: new Choice<Purpose>([['forced-labour', 86], ['servitude', 9], ['slavery-like-practices', 5]]), // prettier-ignore
  criminality: new Choice<Purpose>([['criminal-activities', 75], ['benefit-fraud', 25]]), // prettier-ignore
  other: new Choice<Purpose>([
    ['begging', 45],
    ['other', 25],
    ['forced-marriage', 22],
    ['illegal-adoption', 3],
    ['organ-removal', 3],
    ['surrogacy-exploitation', 2],
  ]),
};

const ACTS = new Choice<Act>([['recruitment', 40], ['transportation', 20], ['harbouring', 18], ['receipt', 12], ['transfer', 10]]); // prettier-ignore
const MEANS = new Choice<Means>([
  ['deception', 28],
  ['abuse-of-vulnerability', 25],
  ['coercion', 14],
  ['threat', 12],
  ['fraud', 8],
  ['force', 6],
  ['abuse-of-power', 4],
  ['payments-to-controller', 2],
  ['abduction', 1],
]);

const SECTION_OF: Readonly<Record<Subsector, IsicSection>> = {
  horticulture: 'A',
  'food-processing': 'C',
  'construction-and-roads': 'F',
  'au-pair-and-care': 'T',
  restaurants: 'I',
  cleaning: 'N',
  'retail-and-manufacturing': 'G',
  'car-wash': 'G',
  'shipping-and-fishery': 'A',
  hotels: 'I',
  'domestic-work': 'T',
  'nail-bars': 'S',
  delivery: 'H',
  'seasonal-work': 'A',
};
/** Work that is done in the warm months. */
const SUMMER = new Choice<Subsector>([['horticulture', 55], ['seasonal-work', 35], ['shipping-and-fishery', 10]]); // prettier-ignore
const ALL_YEAR = new Choice<Subsector>([
  ['construction-and-roads', 24],
  ['restaurants', 14],
  ['cleaning', 12],
  ['food-processing', 11],
  ['domestic-work', 9],
  ['car-wash', 7],
  ['nail-bars', 6],
  ['au-pair-and-care', 6],
  ['delivery', 5],
  ['hotels', 3],
  ['retail-and-manufacturing', 3],
]);

/** `marketplace`, `forum` and `review-forum` are missing: they come with planted changes only. */
const PLATFORMS: Readonly<Record<Form, Choice<PlatformType>>> = {
  sexual: new Choice<PlatformType>([['social-media', 35], ['dating', 18], ['classifieds', 17], ['messaging', 12], ['offline', 18]]), // prettier-ignore
  labour: new Choice<PlatformType>([['offline', 30], ['job-portal', 26], ['community-group', 18], ['social-media', 14], ['messaging', 7], ['classifieds', 5]]), // prettier-ignore
  other: new Choice<PlatformType>([['offline', 45], ['social-media', 30], ['messaging', 15], ['community-group', 10]]), // prettier-ignore
};
const LURES: Readonly<Record<Form, Choice<Lure>>> = {
  sexual: new Choice<Lure>([['relationship', 40], ['job', 38], ['migration', 14], ['marriage', 5], ['other', 3]]), // prettier-ignore
  labour: new Choice<Lure>([['job', 80], ['migration', 15], ['education', 4], ['other', 1]]), // prettier-ignore
  other: new Choice<Lure>([['job', 35], ['migration', 25], ['marriage', 15], ['other', 25]]), // prettier-ignore
};

const MODI_OPERANDI: Readonly<Record<Form, readonly string[]>> = {
  sexual: ['lover-boy', 'rotating-flats', 'debt-for-travel', 'remote-control-by-phone', 'shared-advert-text', 'oath-of-debt'],
  labour: ['passport-held', 'debt-for-travel', 'sham-self-employment', 'wages-withheld', 'tied-lodging', 'crew-moved-between-sites'],
  other: ['passport-held', 'accounts-in-victims-names', 'brought-by-minibus', 'sham-marriage', 'county-line', 'debt-for-travel'],
};

const INDICATORS = new Choice<FinancialIndicator>([
  ['repeated-small-advert-payments', 16],
  ['funnel-account', 15],
  ['card-moves-across-cities', 12],
  ['short-stays-in-many-cities', 12],
  ['front-company', 10],
  ['costs-of-keeping-others', 8],
  ['exploitative-employment', 8],
  ['out-of-hours-cash', 7],
  ['prepaid-cards', 4],
  ['tickets-in-bulk', 4],
  ['alternative-payment', 2],
  ['same-contact-in-adverts', 2],
]);
const SEES_MONEY: Partial<Record<OrganisationKind, number>> = {
  bank: 0.9,
  'financial-intelligence': 0.9,
  platform: 0.25,
  hotel: 0.3,
  police: 0.08,
};

/** @param years since the sample began: forced criminality grows with them */
export function formAndPurpose(years: number, random: Random): { form: Form; purpose: Purpose } {
  const form = FORMS.pick(random);
  const criminal = form === 'other' && random.chance(forcedCriminality(years) / (FORM_SHARES.other / 100));
  return { form, purpose: PURPOSES[criminal ? 'criminality' : form].pick(random) };
}

/** Some see two purposes at once. The first is the one that shares are counted by. */
export function withSecond(purpose: Purpose, form: Form, random: Random): Purpose[] {
  return random.chance(0.06) ? [...new Set([purpose, PURPOSES[form].pick(random)])] : [purpose];
}

/** @param month 0 for January */
export function subsectorIn(month: number, random: Random): Subsector {
  const inSummer = 0.22 - 0.2 * Math.cos((2 * Math.PI * (month - 0.5)) / 12);
  return (random.chance(inSummer) ? SUMMER : ALL_YEAR).pick(random);
}

export function sectorOf(subsector: Subsector): { section: IsicSection; subsector: Subsector } {
  return { section: SECTION_OF[subsector], subsector };
}

export function actsAndMeans(random: Random): Pick<ReportInput, 'acts' | 'means'> {
  return {
    ...(random.chance(0.9) && { acts: ACTS.some(random, random.whole(1, 3)) }),
    ...(random.chance(0.8) && { means: MEANS.some(random, random.whole(1, 3)) }),
  };
}

export function recruitmentFor(form: Form, random: Random): NonNullable<ReportInput['recruitment']> {
  return {
    platformType: PLATFORMS[form].pick(random),
    ...(random.chance(0.4) && { method: random.one(RECRUITMENT_METHODS) }),
    ...(random.chance(0.3) && { strategy: random.one(RECRUITMENT_STRATEGIES) }),
    ...(random.chance(0.7) && { lure: LURES[form].pick(random) }),
    ...(random.chance(0.4) && { recruiterRelation: random.one(RECRUITER_RELATIONS) }),
  };
}

export function modiOperandi(form: Form, random: Random): string[] {
  return random.shuffled(MODI_OPERANDI[form]).slice(0, random.whole(1, 2));
}

export function financialIndicators(kind: OrganisationKind, random: Random): FinancialIndicator[] {
  return random.chance(SEES_MONEY[kind] ?? 0.02) ? INDICATORS.some(random, random.whole(1, 3)) : [];
}
