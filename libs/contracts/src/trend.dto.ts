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
import * as codes from './codes.ts';
import { IsDay, IsInstant, IsSlug } from './fields.ts';

/** `reports`, or one unit of quantities. Measures are never added together. */
export const MEASURES = ['reports', ...codes.UNITS] as const;
export type Measure = (typeof MEASURES)[number];

export const DIMENSIONS = [
  'total', 'purpose', 'sector', 'subsector', 'means', 'recruitment-method', 'platform', 'lure', 'modus-operandi', 'financial-indicator',
  'citizenship', 'origin', 'transit', 'exploitation', 'corridor', 'corridor-purpose', 'country-purpose-sector', 'corridor-region', 'combination',
  'script',
] as const; // prettier-ignore
export type Dimension = (typeof DIMENSIONS)[number];

/**
 * A candidate is a signal. An assessor takes it up, and publishes or dismisses it. It is closed when the change is over, and retracted when
 * its reports are no longer there.
 */
export const TREND_STATES = ['candidate', 'under-assessment', 'published', 'closed', 'dismissed', 'retracted'] as const;
export type TrendState = (typeof TREND_STATES)[number];

/** What changed in the reports received. */
export const TREND_KINDS = ['rise', 'fall', 'displacement', 'new-code', 'new-combination', 'spreading-script'] as const;
export type TrendKind = (typeof TREND_KINDS)[number];

export const DETECTION_METHODS = [
  'ears', 'default', 'sparse', 'recent-baseline', 'farrington', 'farrington-flexible', 'novelty', 'combination', 'similar-narratives',
  'space-time-scan', 'displacement',
] as const; // prettier-ignore
export type DetectionMethod = (typeof DETECTION_METHODS)[number];

/** What else than a change in what happens may be behind a change in reports. */
export const ARTEFACTS = [
  'new-contributor',
  'back-fill',
  'campaign',
  'law-or-code-change',
  'one-organisation',
  'more-contributors',
] as const;
export type Artefact = (typeof ARTEFACTS)[number];

/** Length of the buckets that a change was found in. */
export const TREND_GRAINS = ['week', 'month', 'quarter', 'year'] as const;
export type TrendGrain = (typeof TREND_GRAINS)[number];

export const CLOSING_REASONS = ['ended', 'history', 'reports-withdrawn', 'corrected', 'charter-changed'] as const;
export type ClosingReason = (typeof CLOSING_REASONS)[number];

/** Who the counts are for: `public`, or one community by id. */
export const PUBLIC_AUDIENCE = 'public';

export class TrendSeries {
  @IsIn(DIMENSIONS) dimension: Dimension;
  /**
   * The value in its dimension: a code, a country, `RO>IT` for a corridor (`RO>online` where there is no place of exploitation),
   * `RO>IT:forced-labour`, `IT:forced-labour:A` for country, purpose and sector, `NP>FI+NO+SE` for neighbouring corridors,
   * `platform:dating+purpose:begging` for a combination, or `all` for the total.
   */
  @Matches(/^[A-Za-z0-9>:+-]{1,100}$/) value: string;
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
  @IsString() @IsNotEmpty() @MaxLength(2_000) explanation: string;
  @IsInstant() evaluatedAt: string;
  /** Why it was closed or taken back. */
  @IsOptional() @IsIn(CLOSING_REASONS) closedBecause?: ClosingReason;
}
