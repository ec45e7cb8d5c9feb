import { type Dimension, DIMENSIONS, IsDay, IsSlug } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsString, Min, ValidateNested } from 'class-validator';
import { RecordedQuery } from '../series/recorded.query.ts';

/** No report has a code in these: evaluation makes them of many reports. The total has but one. */
const NOT_OF_A_REPORT: readonly Dimension[] = ['total', 'combination', 'script', 'corridor-region'];
export const MATRIX_DIMENSIONS = DIMENSIONS.filter((dimension) => !NOT_OF_A_REPORT.includes(dimension));

export class MatrixQuery extends RecordedQuery {
  @IsIn(MATRIX_DIMENSIONS) rows: Dimension;
  /** Another one. */
  @IsIn(MATRIX_DIMENSIONS) columns: Dimension;
}

export class MatrixFigure {
  @IsString() row: string;
  @IsString() column: string;
  @IsInt() @Min(1) reports: number;
}

export class MatrixMargin {
  @IsString() value: string;
  /** Each report once, however many of the cells it counts in. */
  @IsInt() @Min(1) reports: number;
}

/** Two dimensions against each other, in the reports recorded in some days that have a code in both. */
export class MatrixAnswer {
  @IsSlug() audience: string;
  @IsDay() from: string;
  @IsDay() to: string;
  @IsIn(MATRIX_DIMENSIONS) rows: Dimension;
  @IsIn(MATRIX_DIMENSIONS) columns: Dimension;
  /** What has fewer reports is left out. */
  @IsInt() @Min(1) minimum: number;
  /** Reports with a code in both dimensions, each once. */
  @IsInt() @Min(0) reports: number;
  /** How cells and totals go together. */
  @IsString() note: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => MatrixFigure) cells: MatrixFigure[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => MatrixMargin) rowTotals: MatrixMargin[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => MatrixMargin) columnTotals: MatrixMargin[];
}
