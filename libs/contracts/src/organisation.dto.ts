import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import * as codes from './codes.ts';
import { IsCountry, IsInstant, IsSlug } from './fields.ts';

/** At most this many people may act for one organisation, and this many agreements stand beside it. */
export const MOST_PEOPLE = 2_000;
export const MOST_AGREEMENTS = 500;

/** One side of a sharing agreement between two organisations. Until its end each may read, for its purposes, what the other shares. */
export class AgreementState {
  @IsUUID() id: string;
  /** The other organisation. */
  @IsUUID() with: string;
  @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(codes.USE_PURPOSES, { each: true }) purposes: codes.UsePurpose[];
  /** In force before this instant. */
  @IsInstant() until: string;
}

/** Somebody who may act for an organisation: an id and roles, never a name. */
export class PersonState {
  @IsUUID() id: string;
  @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(codes.PERSON_ROLES, { each: true }) roles: codes.PersonRole[];
}

/** What every service must know of an organisation to decide what it may see and do: one record of the policy context. */
export class OrganisationState {
  @IsUUID() id: string;
  @IsString() @IsNotEmpty() @MaxLength(200) name: string;
  @IsIn(codes.ORGANISATION_KINDS) kind: codes.OrganisationKind;
  @IsCountry() country: string;
  @IsIn(codes.REGIMES) regime: codes.Regime;
  @IsIn(codes.ORGANISATION_STATUSES) status: codes.OrganisationStatus;
  /** Member of the team that assesses candidates. */
  @IsBoolean() assessing: boolean;
  /** Its administrators operate the network. */
  @IsBoolean() operates: boolean;
  /** The strictest marking that it may be shown and may give. */
  @IsIn(codes.TLP) clearance: codes.Tlp;
  /** Communities it is a member of, by id. */
  @IsArray() @ArrayUnique() @IsSlug({ each: true }) communities: string[];
  @IsArray() @ArrayMaxSize(MOST_AGREEMENTS) @ValidateNested({ each: true }) @Type(() => AgreementState) agreements: AgreementState[];
  /** Who may act for it now. */
  @IsArray() @ArrayMaxSize(MOST_PEOPLE) @ValidateNested({ each: true }) @Type(() => PersonState) people: PersonState[];
  /** Client ids, and ids of people's sessions, whose tokens no longer count. */
  @IsArray() @IsString({ each: true }) revokedCredentials: string[];
  /** Number of the change in directory; one count for all records. */
  @IsInt() @Min(1) sequence: number;
}

/** Whom a community admits. What is counted for it is what the least privileged of them may see in full. */
export class Charter {
  /** The purpose for which members read here. */
  @IsIn(codes.USE_PURPOSES) purpose: codes.UsePurpose;
  /** Kinds of organisation that may join. */
  @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(codes.ORGANISATION_KINDS, { each: true }) admits: codes.OrganisationKind[];
  /** Legal regimes that may join. */
  @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(codes.REGIMES, { each: true }) regimes: codes.Regime[];
  /** Countries that may join; absent means any. */
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(300) @ArrayUnique() @IsCountry({ each: true }) countries?: string[];
  /** The least clearance of a member. */
  @IsIn(codes.TLP) clearance: codes.Tlp;
  /** Members have signed what their regimes ask for before personal data may pass from one to another (GDPR art. 46, LED art. 37). */
  @IsBoolean() safeguards: boolean;
}

/** A closed group, one record of the policy context. */
export class CommunityState {
  @IsSlug() id: string;
  @IsString() @IsNotEmpty() @MaxLength(200) name: string;
  /** The organisation that decides on charter and members; absent where the operator does. */
  @IsOptional() @IsUUID() owner?: string;
  @IsDefined() @ValidateNested() @Type(() => Charter) charter: Charter;
  @IsInt() @Min(1) sequence: number;
}
