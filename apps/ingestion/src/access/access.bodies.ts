import {
  ACCESS_DECISIONS,
  type AccessDecision,
  IsCountry,
  IsInstant,
  ORGANISATION_KINDS,
  type OrganisationKind,
  USE_PURPOSES,
  type UsePurpose,
} from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { PageQuery } from '../quarantine/quarantine.answers.ts';
import { AttributedContributor } from '../reports/report.answers.ts';
import { ACCESS_STATES, type AccessState } from './access-request.document.ts';

const MOST_WORDS = 2_000;

/** A request for access to a report. */
export class NewAccessRequest {
  /** What it is wanted for. */
  @IsIn(USE_PURPOSES) purpose: UsePurpose;
  /** Why, without names. Only the owner of the report reads it; it is stored as narratives are, and destroyed with the report. */
  @IsString() @IsNotEmpty() @MaxLength(MOST_WORDS) reason: string;
}

/** What the owner decides. `revoked` takes a grant back. */
export class AccessDecisionRequest {
  @IsIn(ACCESS_DECISIONS) decision: AccessDecision;
  /** To the requester, without names. */
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(MOST_WORDS) note?: string;
}

export class Requester {
  @IsUUID() organisation: string;
  @IsOptional() @IsIn(ORGANISATION_KINDS) kind?: OrganisationKind;
  @IsOptional() @IsCountry() country?: string;
}

/** A request as one of its two sides may see it. */
export class AccessRequestAnswer {
  @IsUUID() id: string;
  @IsUUID() report: string;
  @IsIn(USE_PURPOSES) purpose: UsePurpose;
  /** `lapsed`: the report was withdrawn. */
  @IsIn(ACCESS_STATES) state: AccessState;
  @IsOptional() @IsIn(['redacted', 'full']) level?: 'redacted' | 'full';
  @IsInstant() askedAt: string;
  /** Last change; the requester is told the day. */
  @IsInstant() changedAt: string;
  /** Owner only. */
  @IsOptional() @ValidateNested() @Type(() => Requester) requester?: Requester;
  /** Owner only. */
  @IsOptional() @IsString() reason?: string;
  /** Requester only: the owner, as far as the report tells. */
  @IsOptional() @ValidateNested() @Type(() => AttributedContributor) owner?: AttributedContributor;
  @IsOptional() @IsString() note?: string;
  /** Owner only: whether the requester sees as much as was granted. */
  @IsOptional() @IsBoolean() effective?: boolean;
  /** Owner only: why not. */
  @IsOptional() @IsString() notice?: string;
}

export class AccessRequestList {
  /** Newest first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => AccessRequestAnswer) requests: AccessRequestAnswer[];
  @IsOptional() @IsString() next?: string;
}

export class AccessRequestQuery extends PageQuery {
  /** `owner`: about your reports; `requester`: your own. */
  @IsIn(['owner', 'requester']) role: 'owner' | 'requester';
  @IsOptional() @IsIn(ACCESS_STATES) state?: AccessState;
}
