import type {
  Attribution,
  EvaluationScheme,
  OrganisationKind,
  Precision,
  SharingGround,
  StatusDecider,
  Tlp,
  UsePurpose,
} from '@landbridge/contracts/codes';
import { Choice } from './random.ts';

/** To whom a report goes. `closed` stands for the closed groups that the organisation is in, `recipients` for one other organisation. */
export interface Sharing {
  readonly tlp: Tlp;
  readonly communities: readonly string[];
  readonly to?: 'closed' | 'recipients';
}

/** How organisations of a kind report. All figures are our own choice; none is published by kind. */
export interface Profile {
  /** Share of the network's reports for one organisation of the kind, against the others. */
  readonly weight: number;
  /** From what happened to its record: the median in days, and the spread of its logarithm. */
  readonly delay: { readonly medianDays: number; readonly spread: number };
  readonly precision: Choice<Precision>;
  readonly sharing: Choice<Sharing>;
  /** Communities for reports on minors, always AMBER+STRICT. */
  readonly minors: readonly string[];
  readonly evaluation: Choice<EvaluationScheme>;
  readonly ground: Choice<SharingGround>;
  readonly usePurposes: readonly UsePurpose[];
  readonly attribution: Choice<Attribution>;
  readonly decidedBy: StatusDecider;
  /** Share of reports with a narrative. */
  readonly narratives: number;
}

const LAW = 'law-enforcement';
const PRACTICE = 'practitioners';
const RESEARCH = 'research';
const PRIVATE = 'private-sector';

const fine = new Choice<Precision>([['day', 86], ['week', 8], ['month', 6]]); // prettier-ignore
const coarse = new Choice<Precision>([['day', 25], ['week', 15], ['month', 30], ['quarter', 10], ['year', 20]]); // prettier-ignore
const clear: Sharing = { tlp: 'clear', communities: [] };
const green = (...communities: string[]): Sharing => ({ tlp: 'green', communities });
const amber = (...communities: string[]): Sharing => ({ tlp: 'amber', communities });
const closed: Sharing = { tlp: 'amber', communities: [], to: 'closed' };
const recipients: Sharing = { tlp: 'amber', communities: [], to: 'recipients' };

const authority = {
  precision: fine,
  sharing: new Choice<Sharing>([
    [green(LAW), 40],
    [green(LAW, PRACTICE), 28],
    [amber(LAW), 14],
    [closed, 6],
    [recipients, 2],
    [clear, 7],
    [green(LAW, PRIVATE), 3],
  ]),
  minors: [LAW],
  evaluation: new Choice<EvaluationScheme>([['europol-4x4', 60], ['admiralty', 30], ['none', 10]]), // prettier-ignore
  ground: new Choice<SharingGround>([['legal-duty', 65], ['no-personal-data', 35]]), // prettier-ignore
  usePurposes: ['investigation', 'prevention', 'victim-support', 'policy'],
  attribution: new Choice<Attribution>([['named', 35], ['kind-and-country', 55], ['hidden', 10]]), // prettier-ignore
  decidedBy: 'other-authority',
  narratives: 0.35,
} as const satisfies Partial<Profile>;

const support = {
  precision: new Choice<Precision>([['day', 62], ['week', 16], ['month', 17], ['quarter', 3], ['year', 2]]), // prettier-ignore
  sharing: new Choice<Sharing>([
    [green(PRACTICE), 45],
    [green(PRACTICE, LAW), 18],
    [green(PRACTICE, RESEARCH), 12],
    [amber(PRACTICE), 10],
    [closed, 5],
    [clear, 10],
  ]),
  minors: [PRACTICE],
  evaluation: new Choice<EvaluationScheme>([['basis', 1]]),
  ground: new Choice<SharingGround>([['informed-consent', 55], ['no-personal-data', 45]]), // prettier-ignore
  usePurposes: ['victim-support', 'prevention', 'research', 'policy'],
  attribution: new Choice<Attribution>([['named', 20], ['kind-and-country', 60], ['hidden', 20]]), // prettier-ignore
  decidedBy: 'ngo',
  narratives: 0.55,
} as const satisfies Partial<Profile>;

const company = {
  precision: fine,
  sharing: new Choice<Sharing>([[green(PRIVATE), 45], [green(PRIVATE, LAW), 35], [closed, 10], [clear, 10]]), // prettier-ignore
  minors: [LAW],
  evaluation: new Choice<EvaluationScheme>([['none', 75], ['admiralty', 25]]), // prettier-ignore
  ground: new Choice<SharingGround>([['no-personal-data', 100]]),
  usePurposes: ['prevention', 'investigation', 'financial-compliance'],
  attribution: new Choice<Attribution>([['kind-and-country', 70], ['hidden', 30]]), // prettier-ignore
  decidedBy: 'other',
  narratives: 0.2,
} as const satisfies Partial<Profile>;

const study = {
  precision: coarse,
  sharing: new Choice<Sharing>([[clear, 45], [green(RESEARCH), 30], [green(RESEARCH, PRACTICE), 25]]), // prettier-ignore
  minors: [RESEARCH],
  evaluation: new Choice<EvaluationScheme>([['none', 60], ['admiralty', 40]]), // prettier-ignore
  ground: new Choice<SharingGround>([['no-personal-data', 100]]),
  usePurposes: ['research', 'policy', 'prevention', 'victim-support'],
  attribution: new Choice<Attribution>([['named', 80], ['kind-and-country', 20]]), // prettier-ignore
  decidedBy: 'other',
  narratives: 0.3,
} as const satisfies Partial<Profile>;

export const PROFILES: Readonly<Record<OrganisationKind, Profile>> = {
  police: { ...authority, weight: 10, delay: { medianDays: 6, spread: 1.1 }, decidedBy: 'police' },
  prosecution: { ...authority, weight: 3, delay: { medianDays: 60, spread: 0.7 }, decidedBy: 'court-or-prosecution' },
  border: { ...authority, weight: 6, delay: { medianDays: 1, spread: 0.6 } },
  'labour-inspectorate': { ...authority, weight: 7, delay: { medianDays: 30, spread: 0.7 } },
  'financial-intelligence': { ...authority, weight: 3, delay: { medianDays: 45, spread: 0.6 }, narratives: 0.1 },
  judiciary: { ...authority, weight: 1.5, delay: { medianDays: 200, spread: 0.5 }, precision: coarse, decidedBy: 'court-or-prosecution' },
  ngo: { ...support, weight: 8, delay: { medianDays: 21, spread: 1.3 } },
  academic: { ...study, weight: 1, delay: { medianDays: 180, spread: 0.5 } },
  policy: { ...study, weight: 1.5, delay: { medianDays: 90, spread: 0.5 } },
  bank: { ...company, weight: 3, delay: { medianDays: 20, spread: 0.7 } },
  platform: { ...company, weight: 4, delay: { medianDays: 3, spread: 0.8 } },
  recruiter: { ...company, weight: 1, delay: { medianDays: 10, spread: 0.8 } },
  transport: { ...company, weight: 2, delay: { medianDays: 2, spread: 0.8 } },
  hotel: { ...company, weight: 1.5, delay: { medianDays: 4, spread: 0.8 } },
  international: { ...authority, weight: 6, delay: { medianDays: 14, spread: 0.8 }, minors: [PRACTICE] },
};
