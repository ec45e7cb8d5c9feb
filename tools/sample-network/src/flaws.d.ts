import type { ReportInput } from '@landbridge/contracts';
/** A line as a careless submitter might send it; it must be refused with a reason. */
export type FlawedReport = Record<string, unknown>;
/** What is wrong with the deliberately bad lines. Each breaks one good report in one place. */
declare const FLAWS: {
  readonly 'unknown-country': (good: ReportInput) => {
    where: {
      exploitation: string;
      citizenships?: string[];
      origin?: string;
      transit?: string[];
      region?: string;
      online?: boolean;
    };
    narrative?: string;
    externalIds?: string[];
    references?: string[];
    recordedAt?: string;
    acts?: import('@landbridge/contracts').Act[];
    means?: import('@landbridge/contracts').Means[];
    purposes?: import('@landbridge/contracts').Purpose[];
    sectors?: import('@landbridge/contracts').Sector[];
    modusOperandi?: string[];
    financialIndicators?: import('@landbridge/contracts').FinancialIndicator[];
    recruitment?: import('@landbridge/contracts').Recruitment;
    quantities?: import('@landbridge/contracts').Quantity[];
    observed: import('@landbridge/contracts').Observed;
    evaluation?: import('@landbridge/contracts').Evaluation;
    basis: import('@landbridge/contracts').SharingGround;
    usePurposes: import('@landbridge/contracts').UsePurpose[];
    marking: import('@landbridge/contracts').Marking;
    attribution: import('@landbridge/contracts').Attribution;
    urgency?: import('@landbridge/contracts').Urgency;
    sameEventAs?: string[];
    language?: string;
  };
  readonly 'unknown-purpose': (good: ReportInput) => {
    purposes: string[];
    narrative?: string;
    externalIds?: string[];
    references?: string[];
    recordedAt?: string;
    acts?: import('@landbridge/contracts').Act[];
    means?: import('@landbridge/contracts').Means[];
    sectors?: import('@landbridge/contracts').Sector[];
    modusOperandi?: string[];
    financialIndicators?: import('@landbridge/contracts').FinancialIndicator[];
    recruitment?: import('@landbridge/contracts').Recruitment;
    where?: import('@landbridge/contracts').Where;
    quantities?: import('@landbridge/contracts').Quantity[];
    observed: import('@landbridge/contracts').Observed;
    evaluation?: import('@landbridge/contracts').Evaluation;
    basis: import('@landbridge/contracts').SharingGround;
    usePurposes: import('@landbridge/contracts').UsePurpose[];
    marking: import('@landbridge/contracts').Marking;
    attribution: import('@landbridge/contracts').Attribution;
    urgency?: import('@landbridge/contracts').Urgency;
    sameEventAs?: string[];
    language?: string;
  };
  readonly 'observed-missing': ({ observed: _observed, ...rest }: ReportInput) => {
    narrative?: string;
    externalIds?: string[];
    references?: string[];
    recordedAt?: string;
    acts?: import('@landbridge/contracts').Act[];
    means?: import('@landbridge/contracts').Means[];
    purposes?: import('@landbridge/contracts').Purpose[];
    sectors?: import('@landbridge/contracts').Sector[];
    modusOperandi?: string[];
    financialIndicators?: import('@landbridge/contracts').FinancialIndicator[];
    recruitment?: import('@landbridge/contracts').Recruitment;
    where?: import('@landbridge/contracts').Where;
    quantities?: import('@landbridge/contracts').Quantity[];
    evaluation?: import('@landbridge/contracts').Evaluation;
    basis: import('@landbridge/contracts').SharingGround;
    usePurposes: import('@landbridge/contracts').UsePurpose[];
    marking: import('@landbridge/contracts').Marking;
    attribution: import('@landbridge/contracts').Attribution;
    urgency?: import('@landbridge/contracts').Urgency;
    sameEventAs?: string[];
    language?: string;
  };
  readonly 'observed-turned-round': (good: ReportInput) => {
    observed: {
      from: string;
      to: string;
      precision: import('@landbridge/contracts').Precision;
    };
    narrative?: string;
    externalIds?: string[];
    references?: string[];
    recordedAt?: string;
    acts?: import('@landbridge/contracts').Act[];
    means?: import('@landbridge/contracts').Means[];
    purposes?: import('@landbridge/contracts').Purpose[];
    sectors?: import('@landbridge/contracts').Sector[];
    modusOperandi?: string[];
    financialIndicators?: import('@landbridge/contracts').FinancialIndicator[];
    recruitment?: import('@landbridge/contracts').Recruitment;
    where?: import('@landbridge/contracts').Where;
    quantities?: import('@landbridge/contracts').Quantity[];
    evaluation?: import('@landbridge/contracts').Evaluation;
    basis: import('@landbridge/contracts').SharingGround;
    usePurposes: import('@landbridge/contracts').UsePurpose[];
    marking: import('@landbridge/contracts').Marking;
    attribution: import('@landbridge/contracts').Attribution;
    urgency?: import('@landbridge/contracts').Urgency;
    sameEventAs?: string[];
    language?: string;
  };
  readonly 'observed-in-future': (good: ReportInput) => {
    observed: {
      from: string;
      to: string;
      precision: string;
    };
    narrative?: string;
    externalIds?: string[];
    references?: string[];
    recordedAt?: string;
    acts?: import('@landbridge/contracts').Act[];
    means?: import('@landbridge/contracts').Means[];
    purposes?: import('@landbridge/contracts').Purpose[];
    sectors?: import('@landbridge/contracts').Sector[];
    modusOperandi?: string[];
    financialIndicators?: import('@landbridge/contracts').FinancialIndicator[];
    recruitment?: import('@landbridge/contracts').Recruitment;
    where?: import('@landbridge/contracts').Where;
    quantities?: import('@landbridge/contracts').Quantity[];
    evaluation?: import('@landbridge/contracts').Evaluation;
    basis: import('@landbridge/contracts').SharingGround;
    usePurposes: import('@landbridge/contracts').UsePurpose[];
    marking: import('@landbridge/contracts').Marking;
    attribution: import('@landbridge/contracts').Attribution;
    urgency?: import('@landbridge/contracts').Urgency;
    sameEventAs?: string[];
    language?: string;
  };
  readonly 'negative-without-adjustment': (good: ReportInput) => {
    quantities: {
      unit: string;
      value: number;
    }[];
    narrative?: string;
    externalIds?: string[];
    references?: string[];
    recordedAt?: string;
    acts?: import('@landbridge/contracts').Act[];
    means?: import('@landbridge/contracts').Means[];
    purposes?: import('@landbridge/contracts').Purpose[];
    sectors?: import('@landbridge/contracts').Sector[];
    modusOperandi?: string[];
    financialIndicators?: import('@landbridge/contracts').FinancialIndicator[];
    recruitment?: import('@landbridge/contracts').Recruitment;
    where?: import('@landbridge/contracts').Where;
    observed: import('@landbridge/contracts').Observed;
    evaluation?: import('@landbridge/contracts').Evaluation;
    basis: import('@landbridge/contracts').SharingGround;
    usePurposes: import('@landbridge/contracts').UsePurpose[];
    marking: import('@landbridge/contracts').Marking;
    attribution: import('@landbridge/contracts').Attribution;
    urgency?: import('@landbridge/contracts').Urgency;
    sameEventAs?: string[];
    language?: string;
  };
  readonly 'count-in-words': (good: ReportInput) => {
    quantities: {
      unit: string;
      value: string;
    }[];
    narrative?: string;
    externalIds?: string[];
    references?: string[];
    recordedAt?: string;
    acts?: import('@landbridge/contracts').Act[];
    means?: import('@landbridge/contracts').Means[];
    purposes?: import('@landbridge/contracts').Purpose[];
    sectors?: import('@landbridge/contracts').Sector[];
    modusOperandi?: string[];
    financialIndicators?: import('@landbridge/contracts').FinancialIndicator[];
    recruitment?: import('@landbridge/contracts').Recruitment;
    where?: import('@landbridge/contracts').Where;
    observed: import('@landbridge/contracts').Observed;
    evaluation?: import('@landbridge/contracts').Evaluation;
    basis: import('@landbridge/contracts').SharingGround;
    usePurposes: import('@landbridge/contracts').UsePurpose[];
    marking: import('@landbridge/contracts').Marking;
    attribution: import('@landbridge/contracts').Attribution;
    urgency?: import('@landbridge/contracts').Urgency;
    sameEventAs?: string[];
    language?: string;
  };
  readonly 'green-for-everybody': (good: ReportInput) => {
    marking: {
      tlp: string;
    };
    narrative?: string;
    externalIds?: string[];
    references?: string[];
    recordedAt?: string;
    acts?: import('@landbridge/contracts').Act[];
    means?: import('@landbridge/contracts').Means[];
    purposes?: import('@landbridge/contracts').Purpose[];
    sectors?: import('@landbridge/contracts').Sector[];
    modusOperandi?: string[];
    financialIndicators?: import('@landbridge/contracts').FinancialIndicator[];
    recruitment?: import('@landbridge/contracts').Recruitment;
    where?: import('@landbridge/contracts').Where;
    quantities?: import('@landbridge/contracts').Quantity[];
    observed: import('@landbridge/contracts').Observed;
    evaluation?: import('@landbridge/contracts').Evaluation;
    basis: import('@landbridge/contracts').SharingGround;
    usePurposes: import('@landbridge/contracts').UsePurpose[];
    attribution: import('@landbridge/contracts').Attribution;
    urgency?: import('@landbridge/contracts').Urgency;
    sameEventAs?: string[];
    language?: string;
  };
  readonly 'minors-too-loose': (good: ReportInput) => {
    quantities: {
      unit: string;
      value: number;
      ageBand: string;
    }[];
    marking: {
      tlp: string;
      communities: string[];
    };
    narrative?: string;
    externalIds?: string[];
    references?: string[];
    recordedAt?: string;
    acts?: import('@landbridge/contracts').Act[];
    means?: import('@landbridge/contracts').Means[];
    purposes?: import('@landbridge/contracts').Purpose[];
    sectors?: import('@landbridge/contracts').Sector[];
    modusOperandi?: string[];
    financialIndicators?: import('@landbridge/contracts').FinancialIndicator[];
    recruitment?: import('@landbridge/contracts').Recruitment;
    where?: import('@landbridge/contracts').Where;
    observed: import('@landbridge/contracts').Observed;
    evaluation?: import('@landbridge/contracts').Evaluation;
    basis: import('@landbridge/contracts').SharingGround;
    usePurposes: import('@landbridge/contracts').UsePurpose[];
    attribution: import('@landbridge/contracts').Attribution;
    urgency?: import('@landbridge/contracts').Urgency;
    sameEventAs?: string[];
    language?: string;
  };
  readonly 'red-marking': (good: ReportInput) => {
    marking: {
      tlp: string;
    };
    narrative?: string;
    externalIds?: string[];
    references?: string[];
    recordedAt?: string;
    acts?: import('@landbridge/contracts').Act[];
    means?: import('@landbridge/contracts').Means[];
    purposes?: import('@landbridge/contracts').Purpose[];
    sectors?: import('@landbridge/contracts').Sector[];
    modusOperandi?: string[];
    financialIndicators?: import('@landbridge/contracts').FinancialIndicator[];
    recruitment?: import('@landbridge/contracts').Recruitment;
    where?: import('@landbridge/contracts').Where;
    quantities?: import('@landbridge/contracts').Quantity[];
    observed: import('@landbridge/contracts').Observed;
    evaluation?: import('@landbridge/contracts').Evaluation;
    basis: import('@landbridge/contracts').SharingGround;
    usePurposes: import('@landbridge/contracts').UsePurpose[];
    attribution: import('@landbridge/contracts').Attribution;
    urgency?: import('@landbridge/contracts').Urgency;
    sameEventAs?: string[];
    language?: string;
  };
  readonly 'graded-testimony': (good: ReportInput) => {
    evaluation: {
      scheme: string;
      basis: string;
      source: string;
    };
    narrative?: string;
    externalIds?: string[];
    references?: string[];
    recordedAt?: string;
    acts?: import('@landbridge/contracts').Act[];
    means?: import('@landbridge/contracts').Means[];
    purposes?: import('@landbridge/contracts').Purpose[];
    sectors?: import('@landbridge/contracts').Sector[];
    modusOperandi?: string[];
    financialIndicators?: import('@landbridge/contracts').FinancialIndicator[];
    recruitment?: import('@landbridge/contracts').Recruitment;
    where?: import('@landbridge/contracts').Where;
    quantities?: import('@landbridge/contracts').Quantity[];
    observed: import('@landbridge/contracts').Observed;
    basis: import('@landbridge/contracts').SharingGround;
    usePurposes: import('@landbridge/contracts').UsePurpose[];
    marking: import('@landbridge/contracts').Marking;
    attribution: import('@landbridge/contracts').Attribution;
    urgency?: import('@landbridge/contracts').Urgency;
    sameEventAs?: string[];
    language?: string;
  };
  readonly 'no-purpose-of-use': (good: ReportInput) => {
    usePurposes: never[];
    narrative?: string;
    externalIds?: string[];
    references?: string[];
    recordedAt?: string;
    acts?: import('@landbridge/contracts').Act[];
    means?: import('@landbridge/contracts').Means[];
    purposes?: import('@landbridge/contracts').Purpose[];
    sectors?: import('@landbridge/contracts').Sector[];
    modusOperandi?: string[];
    financialIndicators?: import('@landbridge/contracts').FinancialIndicator[];
    recruitment?: import('@landbridge/contracts').Recruitment;
    where?: import('@landbridge/contracts').Where;
    quantities?: import('@landbridge/contracts').Quantity[];
    observed: import('@landbridge/contracts').Observed;
    evaluation?: import('@landbridge/contracts').Evaluation;
    basis: import('@landbridge/contracts').SharingGround;
    marking: import('@landbridge/contracts').Marking;
    attribution: import('@landbridge/contracts').Attribution;
    urgency?: import('@landbridge/contracts').Urgency;
    sameEventAs?: string[];
    language?: string;
  };
};
export type Flaw = keyof typeof FLAWS;
export declare const FLAW_NAMES: (
  | 'unknown-country'
  | 'unknown-purpose'
  | 'observed-missing'
  | 'observed-turned-round'
  | 'observed-in-future'
  | 'negative-without-adjustment'
  | 'count-in-words'
  | 'green-for-everybody'
  | 'minors-too-loose'
  | 'red-marking'
  | 'graded-testimony'
  | 'no-purpose-of-use'
)[];
export declare function flawed(good: ReportInput, flaw: Flaw): FlawedReport;
/** How many of that many submitted lines must be refused. */
export declare function expectedRejected(reports: number): number;
export {};
//# sourceMappingURL=flaws.d.ts.map
