import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import * as codes from './codes.ts';
import { IsCountry, IsDay, IsInstant, IsLanguage, IsSlug } from './fields.ts';

/** At most this many entries in any list of a report. */
const LIST = 50;
/** The largest count one report may state. */
const COUNT = 1_000_000;

export class Sector {
  /** ISIC Rev. 4 section. */
  @IsOptional() @IsIn(codes.ISIC_SECTIONS) section?: codes.IsicSection;
  @IsOptional() @IsIn(codes.SUBSECTORS) subsector?: codes.Subsector;
}

export class Recruitment {
  @IsOptional() @IsIn(codes.RECRUITMENT_METHODS) method?: codes.RecruitmentMethod;
  @IsOptional() @IsIn(codes.PLATFORM_TYPES) platformType?: codes.PlatformType;
  @IsOptional() @IsIn(codes.RECRUITMENT_STRATEGIES) strategy?: codes.RecruitmentStrategy;
  @IsOptional() @IsIn(codes.LURES) lure?: codes.Lure;
  @IsOptional() @IsIn(codes.RECRUITER_RELATIONS) recruiterRelation?: codes.RecruiterRelation;
}

/** Places. A domestic case is ordinary: `origin` equals `exploitation`. What is not known is left out. */
export class Where {
  @IsOptional() @IsArray() @ArrayMaxSize(LIST) @ArrayUnique() @IsCountry({ each: true }) citizenships?: string[];
  @IsOptional() @IsCountry() origin?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(LIST) @ArrayUnique() @IsCountry({ each: true }) transit?: string[];
  /** The country of exploitation. */
  @IsOptional() @IsCountry() exploitation?: string;
  /** ISO 3166-2 subdivision of the country of exploitation. */
  @IsOptional() @Matches(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, { message: '$property must be an ISO 3166-2 code such as SE-AB' }) region?: string;
  @IsOptional() @IsBoolean() online?: boolean;
}

/** A count in one unit. Units are never added together. */
export class Quantity {
  @IsIn(codes.UNITS) unit: codes.Unit;
  /** Negative only with `adjustment`: a correction of an earlier period. */
  @IsInt() @Min(-COUNT) @Max(COUNT) value: number;
  @IsOptional() @IsBoolean() adjustment?: boolean;
  @IsOptional() @IsIn(codes.AGE_BANDS) ageBand?: codes.AgeBand;
  @IsOptional() @IsIn(codes.GENDERS) gender?: codes.Gender;
  @IsOptional() @IsIn(codes.VICTIM_STATUSES) status?: codes.VictimStatus;
  @IsOptional() @IsIn(codes.STATUS_DECIDERS) decidedBy?: codes.StatusDecider;
}

/** When it happened. The report counts only in buckets at least as long as `precision`. */
export class Observed {
  @IsDay() from: string;
  @IsDay() to: string;
  @IsIn(codes.PRECISIONS) precision: codes.Precision;
}

/** How sure the organisation is, in its own scheme. */
export class Evaluation {
  @IsIn(codes.EVALUATION_SCHEMES) scheme: codes.EvaluationScheme;
  @IsOptional() @IsIn([...new Set([...codes.ADMIRALTY_SOURCES, ...codes.EUROPOL_SOURCES])]) source?: string;
  @IsOptional() @IsIn(codes.ADMIRALTY_INFORMATION) information?: string;
  @IsOptional() @IsIn(codes.EVALUATION_BASES) basis?: codes.EvaluationBasis;
  /** The code as the organisation wrote it, kept as it came. */
  @IsOptional() @Matches(/^[A-Za-z0-9×x /+-]{1,20}$/) code?: string;
}

/** To whom. TLP 2.0 (FIRST). */
export class Marking {
  @IsIn(codes.TLP) tlp: codes.Tlp;
  @IsOptional() @IsArray() @ArrayMaxSize(LIST) @ArrayUnique() @IsSlug({ each: true }) communities?: string[];
  /** Organisations by id. */
  @IsOptional() @IsArray() @ArrayMaxSize(LIST) @ArrayUnique() @IsUUID(undefined, { each: true }) recipients?: string[];
  /** For RED: the people, by id, who may read it in person. */
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(LIST) @ArrayUnique() @IsUUID(undefined, { each: true }) persons?: string[];
  /** Countries to which the report may go; absent means no limit. */
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(300) @ArrayUnique() @IsCountry({ each: true }) territory?: string[];
  @IsOptional() @IsArray() @ArrayMaxSize(4) @ArrayUnique() @IsIn(codes.HANDLING, { each: true }) handling?: codes.Handling[];
}

/** What stands in every form of a report: all that may be counted and shared in structure. No text that could hold a person's data. */
export class ReportContent {
  @IsOptional() @IsArray() @ArrayUnique() @IsIn(codes.ACTS, { each: true }) acts?: codes.Act[];
  @IsOptional() @IsArray() @ArrayUnique() @IsIn(codes.MEANS, { each: true }) means?: codes.Means[];
  @IsOptional() @IsArray() @ArrayUnique() @IsIn(codes.PURPOSES, { each: true }) purposes?: codes.Purpose[];
  @IsOptional() @IsArray() @ArrayMaxSize(LIST) @ValidateNested({ each: true }) @Type(() => Sector) sectors?: Sector[];
  /** Ids of the catalogue, or free tags. */
  @IsOptional() @IsArray() @ArrayMaxSize(LIST) @ArrayUnique() @IsSlug({ each: true }) modusOperandi?: string[];
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsIn(codes.FINANCIAL_INDICATORS, { each: true })
  financialIndicators?: codes.FinancialIndicator[];

  @IsOptional() @ValidateNested() @Type(() => Recruitment) recruitment?: Recruitment;
  @IsOptional() @ValidateNested() @Type(() => Where) where?: Where;
  @IsOptional() @IsArray() @ArrayMaxSize(LIST) @ValidateNested({ each: true }) @Type(() => Quantity) quantities?: Quantity[];
  @IsDefined() @ValidateNested() @Type(() => Observed) observed: Observed;
  @IsOptional() @ValidateNested() @Type(() => Evaluation) evaluation?: Evaluation;
  /** The ground on which the organisation shares. */
  @IsIn(codes.SHARING_GROUNDS) basis: codes.SharingGround;
  @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(codes.USE_PURPOSES, { each: true }) usePurposes: codes.UsePurpose[];
  @IsDefined() @ValidateNested() @Type(() => Marking) marking: Marking;
  @IsIn(codes.ATTRIBUTIONS) attribution: codes.Attribution;
  @IsOptional() @IsIn(codes.URGENCIES) urgency?: codes.Urgency;
  /** Other organisations' reports of the same event. */
  @IsOptional() @IsArray() @ArrayMaxSize(LIST) @ArrayUnique() @IsUUID(undefined, { each: true }) sameEventAs?: string[];
  /** Language of the narrative, BCP 47. */
  @IsOptional() @IsLanguage() language?: string;
}

/** The sender takes it upon itself that a narrative holds what the text check takes for a person's data. */
export class TextCheckOverride {
  @IsIn(codes.TEXT_CHECK_OVERRIDES) reason: codes.TextCheckOverrideReason;
}

/** A report as an organisation submits it. */
export class ReportInput extends ReportContent {
  /** What was seen, in words, without names. Stored once, encrypted; it never leaves ingestion but through its own GET. */
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(20_000) narrative?: string;
  /** The organisation's own ids; the same one again is the same report. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  @MaxLength(200, { each: true })
  externalIds?: string[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(LIST)
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  @MaxLength(2_000, { each: true })
  references?: string[];

  /** When the organisation recorded it. Given for history, else the time of acceptance. */
  @IsOptional() @IsInstant() recordedAt?: string;
  /** For a narrative that was refused as one that tells who somebody is. The reason is kept with the revision. */
  @IsOptional() @ValidateNested() @Type(() => TextCheckOverride) textCheckOverride?: TextCheckOverride;
}

/** Who submitted, as the policy saw it at acceptance. */
export class Contributor {
  @IsUUID() id: string;
  @IsIn(codes.ORGANISATION_KINDS) kind: codes.OrganisationKind;
  @IsCountry() country: string;
  @IsIn(codes.REGIMES) regime: codes.Regime;
}

/** One revision of a report as it is stored in clear and as it travels: structure only. */
export class StructuredReport extends ReportContent {
  @IsUUID() id: string;
  @IsInt() @Min(1) revision: number;
  @IsDefined() @ValidateNested() @Type(() => Contributor) contributor: Contributor;
  @IsInstant() recordedAt: string;
  @IsInstant() acceptedAt: string;
  /** Act, purpose and, for adults, means are all stated. */
  @IsBoolean() palermoComplete: boolean;
  @IsBoolean() concernsMinors: boolean;
  @IsBoolean() hasNarrative: boolean;
  /** MinHash signature of the narrative: base64 of 64 unsigned 32-bit numbers, little endian. */
  @IsOptional() @Matches(/^[A-Za-z0-9+/]{342}==$/) signature?: string;
}

/** The last revision of a report that was taken back. */
export class Withdrawal {
  @IsUUID() id: string;
  @IsInt() @Min(2) revision: number;
  @IsDefined() @ValidateNested() @Type(() => Contributor) contributor: Contributor;
  @IsInstant() acceptedAt: string;
  @IsIn(codes.WITHDRAWAL_REASONS) reason: codes.WithdrawalReason;
}
