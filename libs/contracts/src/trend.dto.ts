import { Type } from 'class-transformer';
import {
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
  'citizenship', 'origin', 'transit', 'exploitation', 'corridor', 'corridor-purpose',
] as const; // prettier-ignore
export type Dimension = (typeof DIMENSIONS)[number];

export const TREND_STATES = ['candidate', 'published', 'closed', 'retracted'] as const;
export type TrendState = (typeof TREND_STATES)[number];

export const DETECTION_METHODS = ['ears'] as const;

export const CLOSING_REASONS = ['ended', 'history', 'reports-withdrawn', 'corrected', 'charter-changed'] as const;
export type ClosingReason = (typeof CLOSING_REASONS)[number];

/** Who the counts are for: `public`, or one community by id. */
export const PUBLIC_AUDIENCE = 'public';

export class TrendSeries {
  @IsIn(DIMENSIONS) dimension: Dimension;
  /** The value in its dimension: a code, a country, `RO>IT` for a corridor, `RO>IT:forced-labour`, or `all` for the total. */
  @Matches(/^[A-Za-z0-9>:+-]{1,100}$/) value: string;
  @IsIn(MEASURES) measure: Measure;
}

/** One week of the series, as it stood when the revision was made. */
export class TrendEvidence {
  @IsDay() bucket: string;
  @IsInt() observed: number;
  @IsNumber() expected: number;
  @IsNumber() upperBound: number;
}

/** A change in reports received. A candidate is a signal, not a finding. */
export class Trend {
  @IsUUID() id: string;
  @IsInt() @Min(1) revision: number;
  @IsIn(TREND_STATES) state: TrendState;
  @IsSlug() audience: string;
  @IsDefined() @ValidateNested() @Type(() => TrendSeries) series: TrendSeries;
  @IsIn(DETECTION_METHODS) method: (typeof DETECTION_METHODS)[number];
  /** First day (Monday) of the first and of the last week that alarmed. */
  @IsDay() firstBucket: string;
  @IsDay() lastBucket: string;
  /** The newest week that alarmed. */
  @IsDefined() @ValidateNested() @Type(() => TrendEvidence) evidence: TrendEvidence;
  /** How many organisations and countries contributed at least, as far as attributions tell them apart; never which. */
  @IsInt() @Min(0) organisations: number;
  @IsInt() @Min(0) countries: number;
  /** The alarm stays when any one organisation is left out. */
  @IsBoolean() survivesLeavingOneOut: boolean;
  @IsString() @IsNotEmpty() @MaxLength(2_000) explanation: string;
  @IsInstant() evaluatedAt: string;
  /** Why it was closed or taken back. */
  @IsOptional() @IsIn(CLOSING_REASONS) closedBecause?: ClosingReason;
}
