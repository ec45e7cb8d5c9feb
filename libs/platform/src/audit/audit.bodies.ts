import {
  AUDIT_OUTCOMES,
  type AuditOutcome,
  IsInstant,
  ORGANISATION_KINDS,
  type OrganisationKind,
  USE_PURPOSES,
  type UsePurpose,
} from '@landbridge/contracts';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

export class AuditQuery {
  /** Id of the object: who has seen this report of yours, what was done with this credential. */
  @IsOptional() @Matches(/^[\w.:-]{1,100}$/, { message: 'object must be an id' }) object?: string;
  @IsOptional() @Matches(/^[a-z.-]{1,60}$/, { message: 'action must be a code such as report.read' }) action?: string;
  /** What you could first read here from this instant on. */
  @IsOptional() @IsInstant() from?: string;
  /** `next` of the page before. */
  @IsOptional() @IsString() @MaxLength(1_000) cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit: number = 100;
}

/** Who did it. Readers of your reports are told as organisation, or as kind and country where their kind asks for delay. */
export class AuditActorView {
  @IsIn(['organisation', 'service', 'operator', 'nobody']) by: 'organisation' | 'service' | 'operator' | 'nobody';
  @IsOptional() @IsUUID() organisation?: string;
  @IsOptional() @IsIn(ORGANISATION_KINDS) kind?: OrganisationKind;
  @IsOptional() @IsString() country?: string;
  /** Your own people only. */
  @IsOptional() @IsUUID() person?: string;
  @IsOptional() @IsString() client?: string;
  @IsOptional() @IsString() service?: string;
}

export class AuditObjectView {
  @IsString() kind: string;
  @IsString() id: string;
}

export class AuditEntryView {
  /** Strand and number for what you did; else the digest of the content, by which the operator finds it. */
  @IsString() id: string;
  /** The beginning of the day, for readers that are told as kind and country. */
  @IsInstant() at: string;
  @IsDefined() @ValidateNested() @Type(() => AuditActorView) actor: AuditActorView;
  @IsString() action: string;
  /** Method and pattern of the route. */
  @IsOptional() @IsString() route?: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => AuditObjectView) objects: AuditObjectView[];
  @IsOptional() @IsIn(USE_PURPOSES) purpose?: UsePurpose;
  @IsOptional() @IsIn(AUDIT_OUTCOMES) outcome?: AuditOutcome;
  /** Codes, counts and ids, by name. */
  @IsOptional() @IsObject() details?: object;
}

export class AuditPage {
  /** In the order in which you could first read them here. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => AuditEntryView) entries: AuditEntryView[];
  @IsOptional() @IsString() next?: string;
}
