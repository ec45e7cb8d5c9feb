import { IsDay, IsSlug, PURPOSES, type Purpose } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, Min, ValidateNested } from 'class-validator';
import { RecordedQuery } from '../series/recorded.query.ts';
import { type Leg, LEGS, type Role, ROLES } from './route-graph.ts';

export class RoutesQuery extends RecordedQuery {
  /** Only of reports with this purpose of exploitation. */
  @IsOptional() @IsIn(PURPOSES) purpose?: Purpose;
}

export class RouteRole {
  @IsIn(ROLES) role: Role;
  @IsInt() @Min(1) reports: number;
}

export class RouteNode {
  /** ISO 3166-1 alpha-2, or `online`. */
  @IsString() country: string;
  /** Reports that name it, each once. */
  @IsInt() @Min(1) reports: number;
  @IsArray() @ValidateNested({ each: true }) @Type(() => RouteRole) roles: RouteRole[];
}

export class RouteEdge {
  @IsIn(LEGS) leg: Leg;
  @IsString() from: string;
  @IsString() to: string;
  @IsInt() @Min(1) reports: number;
}

/** Routes of the reports recorded in some days, those with the most reports first. A report with several countries of transit counts in several edges. */
export class RoutesAnswer {
  @IsSlug() audience: string;
  @IsDay() from: string;
  @IsDay() to: string;
  @IsOptional() @IsIn(PURPOSES) purpose?: Purpose;
  /** What has fewer reports is left out. */
  @IsInt() @Min(1) minimum: number;
  /** Reports that name a place. */
  @IsInt() @Min(0) reports: number;
  @IsArray() @ValidateNested({ each: true }) @Type(() => RouteNode) nodes: RouteNode[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => RouteEdge) edges: RouteEdge[];
}
