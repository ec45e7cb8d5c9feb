import { DIMENSIONS, IsDay, IsSlug, MEASURES, type Dimension, type Measure } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, Matches, ValidateNested } from 'class-validator';

export const BUCKETS = ['week'] as const;
export type Bucket = (typeof BUCKETS)[number];

export class SeriesQuery {
  @IsIn(DIMENSIONS) dimension: Dimension;
  @Matches(/^[A-Za-z0-9>:+-]{1,100}$/, {
    message: 'value must be a value of the dimension, such as RO>IT for a corridor, or all for the total',
  })
  value: string;
  /** `public`, or a community. */
  @IsSlug() audience: string;
  @IsOptional() @IsIn(MEASURES) measure: Measure = 'reports';
  @IsOptional() @IsIn(BUCKETS) bucket: Bucket = 'week';
}

export class SeriesBucket {
  /** Monday. */
  @IsDay() from: string;
  @IsInt() count: number;
}

/** By the time of recording, from reports that say the day or the week of what they saw. */
export class SeriesAnswer extends SeriesQuery {
  /** From the first bucket with something in it to the last; the newest may still grow. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => SeriesBucket) buckets: SeriesBucket[];
}
