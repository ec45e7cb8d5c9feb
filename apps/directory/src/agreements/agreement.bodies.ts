import { IsInstant, USE_PURPOSES, type UsePurpose } from '@landbridge/contracts';
import type { Caller } from '@landbridge/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Author } from '../policy/author.ts';
import { toldAuthor } from '../policy/told-author.ts';
import { type Agreement, AGREEMENT_DECISIONS, AGREEMENT_STAGES, type AgreementDecision, type AgreementStage } from './agreement.schema.ts';

/** Proposed by one of the two; from the operator it is in force at once. */
export class NewAgreement {
  /** The two organisations. */
  @IsArray() @ArrayMinSize(2) @ArrayMaxSize(2) @ArrayUnique() @IsUUID(undefined, { each: true }) between: string[];
  /** What each may read for by it. */
  @IsArray() @ArrayMinSize(1) @ArrayUnique() @IsIn(USE_PURPOSES, { each: true }) purposes: UsePurpose[];
  /** In force before this instant, at most five years from now. */
  @IsInstant() until: string;
}

export class NewAgreementState {
  /** `in-force` and `declined` answer a proposal, `withdrawn` takes one's own back, `ended` ends one that is in force, at once. */
  @IsIn(AGREEMENT_DECISIONS) state: AgreementDecision;
}

export class AgreementParams {
  @IsUUID() id: string;
}

export class AgreementQuery {
  @IsOptional() @IsIn(AGREEMENT_STAGES) state?: AgreementStage;
  /** For the operator: those of one organisation. */
  @IsOptional() @IsUUID() organisation?: string;
  /** `next` of the page before. */
  @IsOptional() @IsString() @MaxLength(1_000) cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
}

export class AgreementStepView {
  @IsIn(AGREEMENT_STAGES) state: AgreementStage;
  @IsInstant() at: string;
  /** Persons and credentials of the caller's own only. */
  @ValidateNested() @Type(() => Author) by: Author;
}

export class AgreementView {
  @IsUUID() id: string;
  @IsArray() @IsUUID(undefined, { each: true }) between: string[];
  /** The side that proposed it; absent where the operator registered it for both. */
  @IsOptional() @IsUUID() proposedBy?: string;
  @IsArray() @IsIn(USE_PURPOSES, { each: true }) purposes: UsePurpose[];
  @IsInstant() until: string;
  @IsIn(AGREEMENT_STAGES) state: AgreementStage;
  /** All that happened to it, oldest first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => AgreementStepView) history: AgreementStepView[];
}

export class AgreementPage {
  @IsArray() @ValidateNested({ each: true }) @Type(() => AgreementView) agreements: AgreementView[];
  /** Cursor of the next page; absent on the last one. */
  @IsOptional() @IsString() next?: string;
}

export function agreementView({ _id: id, between, proposedBy, purposes, until, state, history }: Agreement, caller: Caller): AgreementView {
  return {
    id,
    between,
    ...(proposedBy !== undefined && { proposedBy }),
    purposes,
    until: until.toISOString(),
    state,
    history: history.map((step) => ({ state: step.state, at: step.at.toISOString(), by: toldAuthor(step.by, caller) })),
  };
}
