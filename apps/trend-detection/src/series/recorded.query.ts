import { IsDay, IsSlug } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { type Format, FORMATS } from '../csv/csv.ts';

/** Which reports of an audience are looked at, and how few are left out. */
export class RecordedQuery {
  /** `public`, or a community. */
  @IsSlug() audience: string;
  /** First day of recording. Left out: a year before the last. */
  @IsOptional() @IsDay() from?: string;
  /** Last day of recording, at most five years after the first. Left out: today. */
  @IsOptional() @IsDay() to?: string;
  /** What has fewer reports is left out. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) minimum: number = 1;
  /** Left out: as `Accept` says, else JSON. */
  @IsOptional() @IsIn(FORMATS) format?: Format;
}
