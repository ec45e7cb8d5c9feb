import { IsInstant } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { type Format, FORMATS } from '../csv/csv.ts';
import { STATISTICS_UNITS, type StatisticsUnit, TABLE_IDS, type TableId } from './catalogue.ts';
import type { Codebook } from './codebook.ts';
import { PERIOD } from './period.ts';

const A_PERIOD = { message: '$property must be a year or a quarter, such as 2025 or 2025-Q3' };

/** What a release is to hold. */
export class ReleaseAsked {
  /** First period: a year or a quarter. */
  @Matches(PERIOD, A_PERIOD) from: string;
  /** Last period, of the same length. */
  @Matches(PERIOD, A_PERIOD) to: string;
  @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(TABLE_IDS, { each: true }) tables: TableId[];
  @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(STATISTICS_UNITS, { each: true }) units: StatisticsUnit[];
  /** For differential privacy: how much of the network's budget this release spends, in steps of 0.001. */
  @IsOptional() @IsNumber({ maxDecimalPlaces: 3 }) @Min(0.001) @Max(100) epsilon?: number;
}

/** A release that waits to be made, or is being made. It is published under this number. */
export class ReleaseBegun {
  @IsInt() @Min(1) number: number;
}

/** Of one table in one unit: what a release would show. For the operator only. */
export class TablePreview {
  @IsIn(TABLE_IDS) table: TableId;
  @IsIn(STATISTICS_UNITS) unit: StatisticsUnit;
  /** Cells with a report. */
  @IsInt() @Min(0) cells: number;
  /** Cells that would be shown, and how many of them with a value that they had before. */
  @IsInt() @Min(0) shown: number;
  @IsInt() @Min(0) kept: number;
  @IsInt() @Min(0) suppressed: number;
  /** What was counted, and what the cells that are shown would say together. */
  @IsInt() counted: number;
  @IsInt() @Min(0) told: number;
}

export class PrivacyBudget {
  /** What the network may spend in all, what releases have spent, and what is left. */
  @IsNumber() total: number;
  @IsNumber() spent: number;
  @IsNumber() left: number;
}

/** What is held back is drawn anew for each release: another preview, and the release, differ by a little. */
export class ReleasePreview {
  @IsArray() @ValidateNested({ each: true }) @Type(() => TablePreview) tables: TablePreview[];
  @ValidateNested() @Type(() => PrivacyBudget) budget: PrivacyBudget;
}

export class StatisticsStatus {
  /** Numbers of releases that are not published yet. */
  @IsArray() @IsInt({ each: true }) making: number[];
  @ValidateNested() @Type(() => PrivacyBudget) budget: PrivacyBudget;
}

export class ReleaseSummary {
  @IsInt() @Min(1) number: number;
  @IsInstant() publishedAt: string;
  /** First and last period. */
  @IsString() from: string;
  @IsString() to: string;
  @IsArray() @IsIn(TABLE_IDS, { each: true }) tables: TableId[];
  @IsArray() @IsIn(STATISTICS_UNITS, { each: true }) units: StatisticsUnit[];
  /** Of differential privacy; absent where there is none. */
  @IsOptional() @IsNumber() epsilon?: number;
}

/** One cell of one table in one unit. A cell that is not there is suppressed. */
export class StatisticsFigure {
  @IsIn(TABLE_IDS) table: TableId;
  @IsString() period: string;
  /** A code for each dimension of the table. */
  @IsObject() codes: Record<string, string>;
  @IsIn(STATISTICS_UNITS) unit: StatisticsUnit;
  @IsInt() @Min(0) value: number;
}

/** Reports received; never how much trafficking there is. */
export class StatisticsRelease extends ReleaseSummary {
  /** How to read it: what k and suppressed mean, dimensions and their codes, caveats. */
  @IsObject() codebook: Codebook;
  @IsArray() @ValidateNested({ each: true }) @Type(() => StatisticsFigure) figures: StatisticsFigure[];
}

export class ReleasesQuery {
  /** `next` of the page before. */
  @IsOptional() @Matches(/^[A-Za-z0-9_-]{1,200}$/, { message: 'cursor must be the next of the page before' }) cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
}

export class ReleasePage {
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReleaseSummary) releases: ReleaseSummary[];
  /** Asks for the next page; absent on the last. */
  @IsOptional() @IsString() next?: string;
}

export class ReleaseParams {
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) number: number;
}

export class ReleaseQuery {
  /** Left out: as `Accept` says, else JSON. */
  @IsOptional() @IsIn(FORMATS) format?: Format;
}
