/** Code lists. Sources are named at each list; the codes are ours, lower case and stable: a code is never given another meaning. */

/** UN Trafficking Protocol (Palermo), art. 3 (a): the act. */
export const ACTS = ['recruitment', 'transportation', 'transfer', 'harbouring', 'receipt'] as const;

/** UN Trafficking Protocol, art. 3 (a): the means. For children none is needed (art. 3 (c)). */
export const MEANS = [
  'threat',
  'force',
  'coercion',
  'abduction',
  'fraud',
  'deception',
  'abuse-of-power',
  'abuse-of-vulnerability',
  'payments-to-controller',
] as const;

/** UN Trafficking Protocol, art. 3 (a); Directive 2011/36/EU, art. 2 (3), as amended by (EU) 2024/1712; forms seen in the field. */
export const PURPOSES = [
  'prostitution',
  'other-sexual-exploitation',
  'forced-labour',
  'slavery',
  'slavery-like-practices',
  'servitude',
  'organ-removal',
  'begging',
  'criminal-activities',
  'benefit-fraud',
  'online-scam',
  'surrogacy-exploitation',
  'forced-marriage',
  'illegal-adoption',
  'other',
] as const;

/** ISIC Rev. 4, sections. */
export const ISIC_SECTIONS = [
  'A',
  'B',
  'C',
  'D',
  'E',
  'F',
  'G',
  'H',
  'I',
  'J',
  'K',
  'L',
  'M',
  'N',
  'O',
  'P',
  'Q',
  'R',
  'S',
  'T',
  'U',
] as const;

/** Where exploitation is found, finer than a section (European Commission 2025, Eurostat, national rapporteurs). */
export const SUBSECTORS = [
  'horticulture',
  'food-processing',
  'construction-and-roads',
  'au-pair-and-care',
  'restaurants',
  'cleaning',
  'retail-and-manufacturing',
  'car-wash',
  'shipping-and-fishery',
  'hotels',
  'domestic-work',
  'nail-bars',
  'delivery',
  'seasonal-work',
] as const;

/** After FinCEN advisory FIN-2020-A008 and FINTRAC's operational alert on sexual exploitation. */
export const FINANCIAL_INDICATORS = [
  'front-company',
  'exploitative-employment',
  'funnel-account',
  'alternative-payment',
  'card-moves-across-cities',
  'costs-of-keeping-others',
  'out-of-hours-cash',
  'prepaid-cards',
  'same-contact-in-adverts',
  'foreign-classifieds',
  'crypto-to-illegal-markets',
  'processor-hides-parties',
  'repeated-small-advert-payments',
  'short-stays-in-many-cities',
  'tickets-in-bulk',
] as const;

/** HTCDS 2.0, MethodOfRecruitment, in our spelling. */
export const RECRUITMENT_METHODS = [
  'place-of-business',
  'educational-institution',
  'work',
  'online-social-network',
  'online-advertisement',
  'television-advertisement',
  'newspaper-advertisement',
  'family',
  'friends',
  'other',
] as const;
export const PLATFORM_TYPES = [
  'job-portal',
  'classifieds',
  'social-media',
  'community-group',
  'dating',
  'messaging',
  'forum',
  'marketplace',
  'review-forum',
  'offline',
] as const;
/** Europol 2020: hunting (the recruiter seeks the victim) and fishing (the recruiter waits for answers). */
export const RECRUITMENT_STRATEGIES = ['hunting', 'fishing'] as const;
export const LURES = ['job', 'relationship', 'marriage', 'education', 'migration', 'other'] as const;
/** CTDC, recruiterRelation. */
export const RECRUITER_RELATIONS = ['intimate-partner', 'friend', 'family', 'acquaintance', 'stranger', 'other'] as const;

/** The units of IC-TIP (event, victim, perpetrator), the reporting entity's report, and the offence of police statistics. Never added together. */
export const UNITS = ['report', 'event', 'victim', 'perpetrator', 'offence'] as const;
/** CTDC bands, cut at 18, and the coarse ones. */
export const AGE_BANDS = ['0-8', '9-17', '18-20', '21-23', '24-26', '27-29', '30-38', '39-47', '48+', 'minor', 'adult', 'unknown'] as const;
export const MINOR_AGE_BANDS = ['0-8', '9-17', 'minor'] as const satisfies readonly AgeBand[];
export const GENDERS = ['female', 'male', 'trans-or-non-conforming', 'unknown'] as const;
export const VICTIM_STATUSES = ['presumed', 'identified', 'not-a-victim'] as const;
/** HTCDS 2.0, TraffickingStatusDecisionMakingOrg. */
export const STATUS_DECIDERS = ['police', 'ngo', 'court-or-prosecution', 'other-authority', 'other'] as const;

/** Lengths of time, shortest first. */
export const PRECISIONS = ['day', 'week', 'month', 'quarter', 'year'] as const;

export const EVALUATION_SCHEMES = ['admiralty', 'europol-4x4', 'basis', 'none'] as const;
/** NATO AJP-2.1 ("Admiralty") source reliability and information credibility. */
export const ADMIRALTY_SOURCES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export const ADMIRALTY_INFORMATION = ['1', '2', '3', '4', '5', '6'] as const;
/** Regulation (EU) 2016/794, art. 29. */
export const EUROPOL_SOURCES = ['A', 'B', 'C', 'X'] as const;
export const EUROPOL_INFORMATION = ['1', '2', '3', '4'] as const;
/** What an NGO's report rests on; a victim's account is never graded. */
export const EVALUATION_BASES = ['testimony', 'observation', 'hearsay'] as const;

/** The ground on which the organisation shares. */
export const SHARING_GROUNDS = ['no-personal-data', 'informed-consent', 'legal-duty', 'guardian-best-interests'] as const;
/** Immigration enforcement is no purpose here and is never implied. */
export const USE_PURPOSES = ['investigation', 'victim-support', 'prevention', 'research', 'policy', 'financial-compliance'] as const;

/** FIRST, Traffic Light Protocol 2.0, least restrictive first. */
export const TLP = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;
/** Europol handling codes. */
export const HANDLING = ['H0', 'H1', 'H2', 'H3'] as const;
/** How much of a report somebody may know, least first: nothing, that it exists, a coarse form, all structured fields. */
export const VISIBILITIES = ['none', 'existence', 'redacted', 'full'] as const;
/** Why a report was taken back. Codes, not text: a reason must not become a place for personal data. */
export const WITHDRAWAL_REASONS = ['error', 'duplicate', 'consent-withdrawn', 'not-trafficking', 'legal-duty', 'other'] as const;
/** Why a narrative is taken although the text check is sure that it holds a person's data. */
export const TEXT_CHECK_OVERRIDES = ['official-contact', 'public-figure-office', 'false-alarm', 'needed-for-investigation'] as const;
export const ATTRIBUTIONS = ['named', 'kind-and-country', 'hidden'] as const;
export const URGENCIES = ['none', 'imminent'] as const;

export const ORGANISATION_KINDS = [
  'police',
  'prosecution',
  'border',
  'labour-inspectorate',
  'financial-intelligence',
  'judiciary',
  'ngo',
  'academic',
  'bank',
  'platform',
  'recruiter',
  'transport',
  'hotel',
  'policy',
  'international',
] as const;
/** The legal regime under which an organisation handles personal data. */
export const REGIMES = ['led', 'gdpr', 'eu-body', 'third-country', 'international-organisation'] as const;
export const ORGANISATION_STATUSES = ['active', 'suspended'] as const;
/** Why an organisation was suspended. Codes, not text: a reason must not become a place for accusations. */
export const SUSPENSION_REASONS = ['own-wish', 'credentials-exposed', 'misuse', 'not-answering', 'legal-order', 'other'] as const;
/** The four Ps: what an organisation does (UN Global Plan of Action, A/RES/64/293; partnership added to the three of Palermo). */
export const FOUR_PS = ['prevention', 'protection', 'prosecution', 'partnership'] as const;
/** What a contact of an organisation is for. */
export const CONTACT_ROLES = [
  'duty-desk',
  'liaison',
  'national-referral',
  'victim-support',
  'analysis',
  'financial-intelligence',
  'data-protection',
  'other',
] as const;
/** Ways to reach a contact that are made for such content, and two that are not and say so by their name. */
export const CHANNEL_KINDS = [
  'siena',
  'i-24-7',
  'fiu-net',
  'egmont-secure-web',
  'encrypted-mail',
  'encrypted-messenger',
  'web-form',
  'open-mail',
  'open-telephone',
] as const;
/** What a person may do for an organisation. */
export const PERSON_ROLES = ['administrator', 'analyst', 'assessor', 'contributor', 'reader'] as const;
/** The communities that exist from the start. */
export const TIERS = ['law-enforcement', 'practitioners', 'research', 'private-sector'] as const;

export type Act = (typeof ACTS)[number];
export type Means = (typeof MEANS)[number];
export type Purpose = (typeof PURPOSES)[number];
export type IsicSection = (typeof ISIC_SECTIONS)[number];
export type Subsector = (typeof SUBSECTORS)[number];
export type FinancialIndicator = (typeof FINANCIAL_INDICATORS)[number];
export type RecruitmentMethod = (typeof RECRUITMENT_METHODS)[number];
export type PlatformType = (typeof PLATFORM_TYPES)[number];
export type RecruitmentStrategy = (typeof RECRUITMENT_STRATEGIES)[number];
export type Lure = (typeof LURES)[number];
export type RecruiterRelation = (typeof RECRUITER_RELATIONS)[number];
export type Unit = (typeof UNITS)[number];
export type AgeBand = (typeof AGE_BANDS)[number];
export type Gender = (typeof GENDERS)[number];
export type VictimStatus = (typeof VICTIM_STATUSES)[number];
export type StatusDecider = (typeof STATUS_DECIDERS)[number];
export type Precision = (typeof PRECISIONS)[number];
export type EvaluationScheme = (typeof EVALUATION_SCHEMES)[number];
export type EvaluationBasis = (typeof EVALUATION_BASES)[number];
export type SharingGround = (typeof SHARING_GROUNDS)[number];
export type UsePurpose = (typeof USE_PURPOSES)[number];
export type Tlp = (typeof TLP)[number];
export type Handling = (typeof HANDLING)[number];
export type Visibility = (typeof VISIBILITIES)[number];
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];
export type TextCheckOverrideReason = (typeof TEXT_CHECK_OVERRIDES)[number];
export type Attribution = (typeof ATTRIBUTIONS)[number];
export type Urgency = (typeof URGENCIES)[number];
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];
export type Regime = (typeof REGIMES)[number];
export type SuspensionReason = (typeof SUSPENSION_REASONS)[number];
export type FourP = (typeof FOUR_PS)[number];
export type ContactRole = (typeof CONTACT_ROLES)[number];
export type ChannelKind = (typeof CHANNEL_KINDS)[number];
export type PersonRole = (typeof PERSON_ROLES)[number];
export type OrganisationStatus = (typeof ORGANISATION_STATUSES)[number];
export type Tier = (typeof TIERS)[number];
