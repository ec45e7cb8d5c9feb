import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsDay, IsInstant, IsSlug } from './fields.ts';
import { SERIES_VALUE } from './series-values.ts';
import {
  ARTEFACTS,
  type Artefact,
  CLOSING_REASONS,
  type ClosingReason,
  DETECTION_METHODS,
  type DetectionMethod,
  type Dimension,
  DIMENSIONS,
  type Measure,
  MEASURES,
  TREND_GRAINS,
  TREND_KINDS,
  TREND_STATES,
  type TrendGrain,
  type TrendKind,
  type TrendState,
} from './trend-codes.ts';

export class TrendSeries {
  @IsIn(DIMENSIONS) dimension: Dimension;
  /**
   * The value in its dimension: a code, a country, `RO>IT` for a corridor (`RO>online` where there is no place of exploitation),
   * `RO>IT:forced-labour`, `IT:forced-labour:A` for country, purpose and sector, `NP>FI+NO+SE` for neighbouring corridors,
   * `platform:dating+purpose:begging` for a combination, or `all` for the total.
   */
  @Matches(SERIES_VALUE) value: string;
  @IsIn(MEASURES) measure: Measure;
}

/** One bucket of the series, as it stood when the revision was made. */
export class TrendEvidence {
  /** First day of the bucket. */
  @IsDay() bucket: string;
  /** Absent: a week. */
  @IsOptional() @IsIn(TREND_GRAINS) grain?: TrendGrain;
  /** How many buckets up to this one the numbers are of. Absent: this one alone. */
  @IsOptional() @IsInt() @Min(1) buckets?: number;
  @IsInt() observed: number;
  @IsNumber() expected: number;
  /** The largest ordinary count; for a fall the smallest. */
  @IsNumber() upperBound: number;
  /** How often chance alone would do this or more in one bucket of one series. */
  @IsOptional() @IsNumber() @Min(0) @Max(1) p?: number;
}

/** The explanation of a trend in other languages than English, by their BCP 47 tags. */
export class TrendTranslations {
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(2_000) es?: string;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(2_000) fr?: string;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(2_000) ro?: string;
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(2_000) sv?: string;
}

/** A change in reports received. A candidate is a signal, not a finding. */
export class Trend {
  @IsUUID() id: string;
  @IsInt() @Min(1) revision: number;
  @IsIn(TREND_STATES) state: TrendState;
  /** Absent: a rise. */
  @IsOptional() @IsIn(TREND_KINDS) kind?: TrendKind;
  @IsSlug() audience: string;
  @IsDefined() @ValidateNested() @Type(() => TrendSeries) series: TrendSeries;
  /** Other series that show the same change, those that show it most first. */
  @IsOptional() @IsArray() @ArrayMaxSize(10) @ValidateNested({ each: true }) @Type(() => TrendSeries) shares?: TrendSeries[];
  /** For a displacement: the series that falls as this one rises. */
  @IsOptional() @ValidateNested() @Type(() => TrendSeries) awayFrom?: TrendSeries;
  @IsIn(DETECTION_METHODS) method: DetectionMethod;
  /** First day of the first and of the last bucket that alarmed. */
  @IsDay() firstBucket: string;
  @IsDay() lastBucket: string;
  /** The newest bucket that alarmed. */
  @IsDefined() @ValidateNested() @Type(() => TrendEvidence) evidence: TrendEvidence;
  /** How many organisations and countries contributed at least, as far as attributions tell them apart; never which. */
  @IsInt() @Min(0) organisations: number;
  @IsInt() @Min(0) countries: number;
  /** The alarm stays when any one organisation is left out. */
  @IsBoolean() survivesLeavingOneOut: boolean;
  /** What could explain the change otherwise, as far as the numbers show it. */
  @IsOptional() @IsArray() @ArrayUnique() @IsIn(ARTEFACTS, { each: true }) artefacts?: Artefact[];
  /** In plain words: of an event and a delivery in English, of an answer in the language that was asked for. */
  @IsString() @IsNotEmpty() @MaxLength(2_000) explanation: string;
  /** Of an event and a delivery: the same in the other languages. */
  @IsOptional() @ValidateNested() @Type(() => TrendTranslations) translations?: TrendTranslations;
  @IsInstant() evaluatedAt: string;
  /** Why it was closed or taken back. */
  @IsOptional() @IsIn(CLOSING_REASONS) closedBecause?: ClosingReason;
}
