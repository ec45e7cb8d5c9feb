import { DIMENSIONS, IsDay, IsSlug, MEASURES, type Dimension, type Measure } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsNumber, IsOptional, Matches, Max, Min, ValidateNested } from 'class-validator';
import { type Format, FORMATS } from '../csv/csv.ts';
import { type Language, LANGUAGES } from '../explanations/catalogue.ts';
import { type Bucket, BUCKETS, CLOCKS, type SeriesClock } from './buckets.ts';

/** How a series is cut. */
export class BucketsQuery {
  /** Each sums the reports that say as closely as it when what they tell of happened. Left out: `week`, or as the trend has it. */
  @IsOptional() @IsIn(BUCKETS) bucket?: Bucket;
  /** Counts by the time of recording, or by the time of what is told. Left out: of recording, or as the trend has it. */
  @IsOptional() @IsIn(CLOCKS) clock?: SeriesClock;
  /** Buckets from the one that holds this day on. */
  @IsOptional() @IsDay() from?: string;
  /** Buckets up to the one that holds this day. */
  @IsOptional() @IsDay() to?: string;
}

export class TrendSeriesQuery extends BucketsQuery {
  /** Left out: as `Accept` says, else JSON. */
  @IsOptional() @IsIn(FORMATS) format?: Format;
}

export class TrendChartQuery extends BucketsQuery {
  /** Of title and legend. Left out: as `Accept-Language` says, else English. */
  @IsOptional() @IsIn(LANGUAGES) language?: Language;
}

/** Which series, and how it is cut. */
export class SeriesAsked extends BucketsQuery {
  @IsIn(DIMENSIONS) dimension: Dimension;
  @Matches(/^[A-Za-z0-9>:+-]{1,100}$/, {
    message: 'value must be a value of the dimension, such as RO>IT for a corridor, or all for the total',
  })
  value: string;
  /** `public`, or a community. */
  @IsSlug() audience: string;
  @IsOptional() @IsIn(MEASURES) measure: Measure = 'reports';
}

export class SeriesQuery extends SeriesAsked {
  /** Left out: as `Accept` says, else JSON. */
  @IsOptional() @IsIn(FORMATS) format?: Format;
}

export class ChartQuery extends SeriesAsked {
  /** Of title and legend. Left out: as `Accept-Language` says, else English. */
  @IsOptional() @IsIn(LANGUAGES) language?: Language;
}

/** What a bucket that is not complete is to hold in the end, by how late reports come after they were recorded. */
export class BucketNowcast {
  /** The share of the bucket's reports that should have come by now. */
  @IsNumber() @Min(0) @Max(1) share: number;
  /** What has come, divided by that share. Left out while the share is below a fifth, or not known well enough. */
  @IsOptional() @IsNumber() estimate?: number;
  /** Between these the count lies in the end in 19 of 20 buckets. */
  @IsOptional() @IsInt() lower?: number;
  @IsOptional() @IsInt() upper?: number;
}

export class SeriesBucket {
  /** Its first day, of a week Monday. */
  @IsDay() from: string;
  @IsInt() count: number;
  /** What was to be expected by those before; only where changes are looked for, in weeks by the time of recording, and where the history allows. */
  @IsOptional() @IsNumber() expected?: number;
  /** The largest and the smallest ordinary count. */
  @IsOptional() @IsNumber() upper?: number;
  @IsOptional() @IsNumber() lower?: number;
  /**
   * Whether a change stands in this bucket after the correction for all series; only where changes are looked for. Of candidates this is told
   * to those who assess, and to everybody else of findings only.
   */
  @IsOptional() @IsBoolean() alarm?: boolean;
  /** More may still come in: it is not over yet, or only just. */
  @IsOptional() @IsBoolean() provisional?: boolean;
  /** Only by the time of recording, of a bucket that is not complete. */
  @IsOptional() @ValidateNested() @Type(() => BucketNowcast) nowcast?: BucketNowcast;
}

/** From reports that say as closely as a bucket when what they tell of happened. */
export class SeriesAnswer extends SeriesAsked {
  @IsIn(BUCKETS) override bucket: Bucket;
  /** From the first bucket with something in it to the last that is over, or to a newer one with something in it. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => SeriesBucket) buckets: SeriesBucket[];
}
