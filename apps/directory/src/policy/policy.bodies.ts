import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsNotEmpty, IsOptional, Min, ValidateNested } from 'class-validator';

export class PolicyStateQuery {
  /** The number that the service knows already. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) after?: number;
}

export class PolicyRecordAnswer {
  @IsIn(['organisation', 'community']) kind: 'organisation' | 'community';
  /** An OrganisationState or a CommunityState. */
  @IsNotEmpty() state: object;
}

export class PolicyStateAnswer {
  /** All changes up to this number are among the records, or were before. */
  @IsInt() @Min(0) sequence: number;
  @IsArray() @ValidateNested({ each: true }) @Type(() => PolicyRecordAnswer) records: PolicyRecordAnswer[];
}

export class Republished {
  @IsInt() @Min(0) records: number;
}

export class DirectoryStatus {
  /** Number of the last change, and the one up to which all are in Kafka. */
  @IsInt() @Min(0) sequence: number;
  @IsInt() @Min(0) published: number;
}
