import { IsInstant } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { FieldError } from '../reports/report.answers.ts';

/** A line that was not taken, for its submitter only. */
export class QuarantineEntry {
  @IsString() id: string;
  @IsInt() @Min(1) line: number;
  @IsInstant() at: string;
  @IsInstant() expiresAt: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => FieldError) errors: FieldError[];
  /** The line as it came. Left out in lists, and where it was too long or may not be kept. */
  @IsOptional() @IsString() content?: string;
  /** `base64` where the line is not UTF-8. */
  @IsOptional() @IsIn(['base64']) encoding?: 'base64';
}

export class QuarantineList {
  @IsArray() @ValidateNested({ each: true }) @Type(() => QuarantineEntry) entries: QuarantineEntry[];
  @IsOptional() @IsString() next?: string;
}

export const MOST_ON_PAGE = 200;

export class PageQuery {
  @Type(() => Number) @IsInt() @Min(1) @Max(MOST_ON_PAGE) limit: number = 50;
  @IsOptional() @IsString() @MaxLength(1_000) cursor?: string;
}
