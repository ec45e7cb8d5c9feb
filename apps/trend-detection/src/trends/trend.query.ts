import {
  CLOSING_REASONS,
  DETECTION_METHODS,
  DIMENSIONS,
  IsInstant,
  IsSeriesValue,
  IsSlug,
  MEASURES,
  Trend,
  TREND_GRAINS,
  TREND_KINDS,
  TREND_STATES,
  type ClosingReason,
  type DetectionMethod,
  type Dimension,
  type Measure,
  type TrendGrain,
  type TrendKind,
  type TrendState,
} from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsArray, IsDefined, IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, Min, ValidateNested } from 'class-validator';
import { AdvisedAction } from '../assessment/sheet.ts';
import { type Format, FORMATS } from '../csv/csv.ts';
import { type Language, LANGUAGES } from '../explanations/catalogue.ts';
import { READ_AT, type Reading, READINGS } from './read-next.ts';

/** How a trend is told. */
export class TellingQuery {
  /** Of the explanation. Left out: as `Accept-Language` says, else English. */
  @IsOptional() @IsIn(LANGUAGES) language?: Language;
}

export class TrendQuery extends TellingQuery {
  @IsOptional() @IsSlug() audience?: string;
  @IsOptional() @IsIn(TREND_STATES) state?: TrendState;
  @IsOptional() @IsIn(TREND_KINDS) kind?: TrendKind;
  @IsOptional() @IsIn(DETECTION_METHODS) method?: DetectionMethod;
  @IsOptional() @IsIn(TREND_GRAINS) grain?: TrendGrain;
  /** Of a series that a trend is named after, or that shows the same change. */
  @IsOptional() @IsIn(DIMENSIONS) dimension?: Dimension;
  @IsOptional() @IsSeriesValue() value?: string;
  @IsOptional() @IsIn(MEASURES) measure?: Measure;
  /** `next` of the page before. */
  @IsOptional() @Matches(/^[A-Za-z0-9_-]{1,200}$/, { message: 'cursor must be the next of the page before' }) cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
  /** Left out: as `Accept` says, else JSON. */
  @IsOptional() @IsIn(FORMATS) format?: Format;
}

export class TrendParams {
  @IsUUID() id: string;
}

export class TrendPage {
  @IsArray() @ValidateNested({ each: true }) @Type(() => Trend) trends: Trend[];
  /** Asks for the next page; absent on the last. The header `Link` holds the same as an address. */
  @IsOptional() @IsString() next?: string;
}

/** What an assessor says to the audience of a finding. */
export class Assessed {
  @IsString() otherExplanations: string;
  @IsDefined() @ValidateNested() @Type(() => AdvisedAction) action: AdvisedAction;
}

/** Where one reads on. */
export class ReadingBody implements Reading {
  @IsIn(READINGS) what: Reading['what'];
  @IsIn(READ_AT) service: Reading['service'];
  /** With its query, below the base URL of the service. The catalogue may have nothing of a tag yet. */
  @IsString() path: string;
}

export class TrendAnswer extends Trend {
  /** Charts, series, routes, entries of the catalogue and lists of reports that tell more of it. Nothing of what was taken back. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReadingBody) readNext: ReadingBody[];
  /** Where it is published, or was when its change ended. */
  @IsOptional() @ValidateNested() @Type(() => Assessed) assessment?: Assessed;
}

/** One revision of a trend. Its figures may have rested on reports that are withdrawn since, so only the present ones are kept. */
export class RevisionBody {
  @IsInt() @Min(1) revision: number;
  @IsIn(TREND_STATES) state: TrendState;
  @IsInstant() at: string;
  @IsOptional() @IsIn(CLOSING_REASONS) closedBecause?: ClosingReason;
}

export class TrendHistory {
  @IsArray() @ValidateNested({ each: true }) @Type(() => RevisionBody) revisions: RevisionBody[];
}
