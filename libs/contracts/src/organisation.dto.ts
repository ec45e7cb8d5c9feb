import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import * as codes from './codes.ts';
import { IsCountry, IsSlug } from './fields.ts';

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
  /** Communities it is a member of, by id. */
  @IsArray() @ArrayUnique() @IsSlug({ each: true }) communities: string[];
  /** Client ids whose tokens no longer count. */
  @IsArray() @IsString({ each: true }) revokedCredentials: string[];
  /** Number of the change in directory; one count for all records. */
  @IsInt() @Min(1) sequence: number;
}

export class Charter {
  /** The purpose for which members read here. */
  @IsIn(codes.USE_PURPOSES) purpose: codes.UsePurpose;
  /** Kinds of organisation that may join; what is counted for the community is what the least privileged of them may see. */
  @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(codes.ORGANISATION_KINDS, { each: true }) admits: codes.OrganisationKind[];
}

/** A closed group, one record of the policy context. */
export class CommunityState {
  @IsSlug() id: string;
  @IsString() @IsNotEmpty() @MaxLength(200) name: string;
  @IsDefined() @ValidateNested() @Type(() => Charter) charter: Charter;
  @IsInt() @Min(1) sequence: number;
}
