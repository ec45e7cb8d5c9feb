import { Charter, IsInstant, IsSlug, ORGANISATION_KINDS, ORGANISATION_STATUSES } from '@landbridge/contracts';
import type { OrganisationKind, OrganisationStatus } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  ADMISSION_DECISIONS,
  ADMISSION_SIDES,
  ADMISSION_STATES,
  type Admission,
  type AdmissionDecision,
  type AdmissionSide,
} from './admission.schema.ts';

export class NewCommunity {
  /** Its name in markings. Founded by an organisation, it gets six more letters, so that asking for a taken one tells nothing. */
  @IsSlug() @MaxLength(50) id: string;
  @IsString() @IsNotEmpty() @MaxLength(200) name: string;
  @IsDefined() @ValidateNested() @Type(() => Charter) charter: Charter;
  /** The organisation that decides on it and is its first member. The operator may name one, or decide itself; an organisation is it. */
  @IsOptional() @IsUUID() owner?: string;
  /** Whether organisations that are not in it may know of it and apply; no, when left out. */
  @IsOptional() @IsBoolean() listed?: boolean;
}

export class CommunityDetails {
  @IsString() @IsNotEmpty() @MaxLength(200) name: string;
  /** Whether organisations that are not in it may know of it and apply. */
  @IsBoolean() listed: boolean;
}

export class NewOwner {
  /** A member; left out, the operator decides. */
  @IsOptional() @IsUUID() owner?: string;
}

export class CommunityParams {
  @IsSlug() id: string;
}

export class MemberParams {
  @IsSlug() id: string;
  @IsUUID() organisation: string;
}

export class CommunityView {
  @IsSlug() id: string;
  @IsString() name: string;
  /** The organisation that decides on it; absent where the operator does. */
  @IsOptional() @IsUUID() owner?: string;
  @IsDefined() @ValidateNested() @Type(() => Charter) charter: Charter;
  @IsBoolean() listed: boolean;
}

export class CommunityList {
  @IsArray() @ValidateNested({ each: true }) @Type(() => CommunityView) communities: CommunityView[];
}

export class MembersQuery {
  /** `next` of the page before. */
  @IsOptional() @IsString() @MaxLength(1_000) cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
}

export class MemberView {
  @IsUUID() id: string;
  @IsString() name: string;
  @IsIn(ORGANISATION_KINDS) kind: OrganisationKind;
  @IsString() country: string;
  @IsIn(ORGANISATION_STATUSES) status: OrganisationStatus;
}

export class MemberPage {
  @IsArray() @ValidateNested({ each: true }) @Type(() => MemberView) members: MemberView[];
  /** Cursor of the next page; absent on the last one. */
  @IsOptional() @IsString() next?: string;
}

export class NewInvitation {
  @IsUUID() organisation: string;
}

export class AdmissionParams {
  @IsUUID() admission: string;
}

export class NewAdmissionState {
  /** Who asked may withdraw, the other side accepts or declines, the operator does all of it. */
  @IsIn(ADMISSION_DECISIONS) state: AdmissionDecision;
}

export class AdmissionView {
  @IsUUID() id: string;
  @IsSlug() community: string;
  @IsUUID() organisation: string;
  @IsIn(ADMISSION_SIDES) side: AdmissionSide;
  @IsIn(ADMISSION_STATES) state: (typeof ADMISSION_STATES)[number];
  @IsInstant() at: string;
  @IsOptional() @IsInstant() decidedAt?: string;
}

export class AdmissionList {
  @IsArray() @ValidateNested({ each: true }) @Type(() => AdmissionView) admissions: AdmissionView[];
}

export function admissionView({ _id: id, community, organisation, side, state, at, decidedAt }: Admission): AdmissionView {
  return { id, community, organisation, side, state, at: at.toISOString(), ...(decidedAt && { decidedAt: decidedAt.toISOString() }) };
}
