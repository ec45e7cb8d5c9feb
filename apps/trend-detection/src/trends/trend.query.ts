import { DIMENSIONS, IsSlug, MEASURES, Trend, TREND_STATES, type Dimension, type Measure, type TrendState } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, Min, ValidateNested } from 'class-validator';

export class TrendQuery {
  @IsOptional() @IsSlug() audience?: string;
  @IsOptional() @IsIn(TREND_STATES) state?: TrendState;
  @IsOptional() @IsIn(DIMENSIONS) dimension?: Dimension;
  @IsOptional() @Matches(/^[A-Za-z0-9>:+-]{1,100}$/) value?: string;
  @IsOptional() @IsIn(MEASURES) measure?: Measure;
  /** `next` of the page before. */
  @IsOptional() @Matches(/^[A-Za-z0-9_-]{1,200}$/, { message: 'cursor must be the next of the page before' }) cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
}

export class TrendParams {
  @IsUUID() id: string;
}

export class TrendPage {
  @IsArray() @ValidateNested({ each: true }) @Type(() => Trend) trends: Trend[];
  /** Asks for the next page; absent on the last. */
  @IsOptional() @IsString() next?: string;
}
