import {
  FOUR_PS,
  IsCountry,
  IsLanguage,
  ORGANISATION_KINDS,
  PURPOSES,
  type FourP,
  type OrganisationKind,
  type Purpose,
} from '@landbridge/contracts';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { type About, TOPICS_OF_QUESTIONS } from './vocabulary.ts';

/** A question in plain words, conditions that an answer must meet, or both. */
export class SearchQuery {
  /** Such as: who handles labour exploitation in Romania and speaks Swedish? */
  @IsOptional() @IsString() @IsNotEmpty() @MaxLength(300) q?: string;
  @IsOptional() @IsIn(PURPOSES) purpose?: Purpose;
  /** Covered, or where it is. */
  @IsOptional() @IsCountry() country?: string;
  @IsOptional() @IsLanguage() language?: string;
  @IsOptional() @IsIn(ORGANISATION_KINDS) kind?: OrganisationKind;
  @IsOptional() @IsIn(FOUR_PS) role?: FourP;
  /** With a contact that answers at any hour. */
  @IsOptional() @IsIn(['24/7']) duty?: '24/7';
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100) limit?: number;
}

/** A part of the question, as it was understood: any of the codes answers it. */
export class Understood {
  @IsString() text: string;
  @IsIn(TOPICS_OF_QUESTIONS) about: About;
  @IsArray() @IsString({ each: true }) codes: string[];
}

export class FoundOrganisation {
  @IsUUID() id: string;
  @IsString() name: string;
  @IsIn(ORGANISATION_KINDS) kind: OrganisationKind;
  @IsCountry() country: string;
}

export class SearchHit {
  @IsDefined() @ValidateNested() @Type(() => FoundOrganisation) organisation: FoundOrganisation;
  /** Share of what was asked for that it meets, 0 to 1, weighted. */
  @IsNumber() @Min(0) @Max(1) score: number;
  @IsArray() @IsString({ each: true }) reasons: string[];
  /** What was asked for and is not known of it. */
  @IsArray() @IsString({ each: true }) missing: string[];
}

export class SearchAnswer {
  @IsArray() @ValidateNested({ each: true }) @Type(() => Understood) understood: Understood[];
  /** Words of the question that stand for nothing here and are in no name. */
  @IsArray() @IsString({ each: true }) notUnderstood: string[];
  /** How many were found in all. */
  @IsInt() @Min(0) total: number;
  /** The best first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => SearchHit) hits: SearchHit[];
}
