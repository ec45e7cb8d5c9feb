import { IsDay, IsInstant, IsSlug } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, Min, ValidateNested } from 'class-validator';

/** How far the figures of a community are made anew, after its charter has changed. */
export class FiguresRemade {
  @IsSlug() community: string;
  /** Series that are evaluated under the new charter, of how many; the old figures stand until all are. */
  @IsInt() @Min(0) done: number;
  @IsInt() @Min(0) total: number;
  /** Absent before it has begun. */
  @IsOptional() @IsInstant() since?: string;
}

/** How far the figures of an audience are made. */
export class FiguresMade {
  @IsSlug() audience: string;
  /** Series that are evaluated, of how many. When all are, changes are told from chance, week by week. */
  @IsInt() @Min(0) done: number;
  @IsInt() @Min(0) total: number;
}

export class TrendDetectionStatus {
  @IsOptional() @IsString() generation?: string;
  @IsIn(['starting', 'replaying', 'live']) state: 'starting' | 'replaying' | 'live';
  /** Events in Kafka that are not yet counted; absent while it is not known. */
  @IsOptional() @IsInt() @Min(0) lag?: number;
  /** Reports that count: accepted, and not withdrawn. */
  @IsInt() @Min(0) counted: number;
  /** Sum of each unit of quantities, over everything that counts. Units are never added together. */
  @IsObject() totals: Partial<Record<string, number>>;
  /** Counters whose series is still to be evaluated. */
  @IsInt() @Min(0) dirty: number;
  /** Audiences whose figures do not yet tell of everything that is counted. */
  @IsInt() @Min(0) unfinished: number;
  @IsInt() @Min(0) trendsOpen: number;
  /** Monday of the newest week that is evaluated, and of the newest that should be. */
  @IsOptional() @IsDay() evaluatedWeek?: string;
  @IsDay() dueWeek: string;
  /** Communities whose charter has changed and whose figures stand under the old one still. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => FiguresRemade) madeAnew: FiguresRemade[];
  /** Audiences whose figures are being made, for the first time or because older reports have come. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => FiguresMade) making: FiguresMade[];
  /** Nothing is left to count or to evaluate. */
  @IsBoolean() settled: boolean;
  /** Events of ours that are not yet in Kafka. */
  @IsInt() @Min(0) outboxPending: number;
}

export class RecountDifference {
  /** Series, grain, year and cell, then measure, clock and day. */
  @IsString() slot: string;
  @IsInt() counted: number;
  @IsInt() recounted: number;
}

export class RecountAnswer {
  /** Reports that were recounted. */
  @IsInt() @Min(0) reports: number;
  @IsInt() @Min(0) slots: number;
  @IsBoolean() equal: boolean;
  @IsInt() @Min(0) differing: number;
  /** The first of them. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => RecountDifference) differences: RecountDifference[];
}
