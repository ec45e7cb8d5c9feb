import {
  IsCountry,
  IsInstant,
  ORGANISATION_KINDS,
  REGIMES,
  ReportContent,
  TextCheckOverride,
  WITHDRAWAL_REASONS,
  type OrganisationKind,
  type Regime,
  type Violation,
  type WithdrawalReason,
} from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, Min, ValidateNested } from 'class-validator';
import { PERSONAL_KINDS, type PersonalKind } from '@landbridge/platform';

/** What this service answers. The decorators make the schemas of /openapi.json. */

export const LISTED_STATES = ['held', 'restricted', 'withdrawn'] as const;

/** Something in a text that looks like a person's data: where, never what. */
export class TextWarningAnswer {
  /** RFC 6901, into the report as it was sent. */
  @IsString() pointer: string;
  @IsIn(PERSONAL_KINDS) kind: PersonalKind;
  /** In UTF-16 code units from the beginning of the text. */
  @IsInt() @Min(0) offset: number;
  @IsInt() @Min(1) length: number;
}

/** Where a report stands after a request. */
export class Revised {
  @IsUUID() id: string;
  @IsInt() @Min(1) revision: number;
  @IsOptional() @IsIn(['withdrawn']) state?: 'withdrawn';
}

/** A report was taken, or is held already. */
export class Taken extends Revised {
  /** The same content under the same external ids was held before. */
  @IsOptional() @IsBoolean() alreadyHeld?: boolean;
  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => TextWarningAnswer) warnings?: TextWarningAnswer[];
  /** What the check of texts cannot do. */
  @IsOptional() @IsString() notice?: string;
}

/** Who contributed, as far as the report's attribution tells. */
export class AttributedContributor {
  @IsOptional() @IsUUID() id?: string;
  @IsOptional() @IsIn(ORGANISATION_KINDS) kind?: OrganisationKind;
  @IsOptional() @IsCountry() country?: string;
  @IsOptional() @IsIn(REGIMES) regime?: Regime;
}

export class PersonalKindCount {
  @IsIn(PERSONAL_KINDS) kind: PersonalKind;
  @IsInt() @Min(1) count: number;
}

/** A narrative was taken although it tells who somebody is. */
export class TextCheckOverridden extends TextCheckOverride {
  /** What was found, by kind; never what it says. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => PersonalKindCount) found: PersonalKindCount[];
  @IsInstant() at: string;
  /** Who sent it, where it was no machine. */
  @IsOptional() @IsUUID() person?: string;
}

/** One revision of a report as the caller may see it. */
export class ReportAnswer extends ReportContent {
  @IsIn(['held']) state: 'held';
  /** `redacted` is a coarse form: months, sums, no details. Ask the owner for more with POST /v1/reports/{id}/access-requests. */
  @IsIn(['redacted', 'full']) visibility: 'redacted' | 'full';
  @IsUUID() id: string;
  @IsInt() @Min(1) revision: number;
  /** Absent where the attribution is hidden. */
  @IsOptional() @ValidateNested() @Type(() => AttributedContributor) contributor?: AttributedContributor;
  @IsInstant() recordedAt: string;
  /** When the first revision was accepted; others than the owner are told the day. */
  @IsInstant() acceptedAt: string;
  /** When this revision was accepted; others than the owner are told the day. */
  @IsInstant() revisedAt: string;
  @IsBoolean() palermoComplete: boolean;
  @IsBoolean() concernsMinors: boolean;
  @IsBoolean() hasNarrative: boolean;
  /** Owner only. */
  @IsOptional() @IsString() signature?: string;
  /** Owner only. */
  @IsOptional() @IsString() narrative?: string;
  /** Owner only. */
  @IsOptional() @IsArray() @IsString({ each: true }) references?: string[];
  /** Owner only. */
  @IsOptional() @IsArray() @IsString({ each: true }) externalIds?: string[];
  /** Owner only. */
  @IsOptional() @ValidateNested() @Type(() => TextCheckOverridden) textCheckOverride?: TextCheckOverridden;
}

/** A report of which the caller may know only that it exists. Its owner can be asked with POST /v1/reports/{id}/access-requests. */
export class RestrictedAnswer {
  @IsIn(['restricted']) state: 'restricted';
  @IsUUID() id: string;
}

/** A report that was taken back. Others than its owner are told its id and no more. */
export class WithdrawnAnswer {
  @IsIn(['withdrawn']) state: 'withdrawn';
  @IsUUID() id: string;
  @IsOptional() @IsInt() @Min(2) revision?: number;
  @IsOptional() @IsInstant() revisedAt?: string;
  @IsOptional() @IsIn(WITHDRAWAL_REASONS) reason?: WithdrawalReason;
}

export interface ReportList {
  readonly reports: readonly (ReportAnswer | RestrictedAnswer | WithdrawnAnswer)[];
  /** Cursor of the next page; the Link header has its address. */
  readonly next?: string;
}

/** What is wrong with one field, and how to mend it. */
export class FieldError implements Violation {
  /** RFC 6901. */
  @IsString() pointer: string;
  @IsString() detail: string;
}

export const BULK_STATUSES = ['accepted', 'alreadyHeld', 'rejected'] as const;

/** What became of one line of a bulk load. */
export class BulkLine {
  @IsInt() @Min(1) line: number;
  @IsIn(BULK_STATUSES) status: (typeof BULK_STATUSES)[number];
  @IsOptional() @IsUUID() id?: string;
  @IsOptional() @IsInt() @Min(1) revision?: number;
  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => FieldError) errors?: FieldError[];
  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => TextWarningAnswer) warnings?: TextWarningAnswer[];
}

export class BulkCounts {
  @IsInt() @Min(0) accepted: number;
  @IsInt() @Min(0) alreadyHeld: number;
  @IsInt() @Min(0) rejected: number;
}

/** The last line of a bulk answer. Without it, what was not answered was not taken; send the whole again. */
export class BulkSummary {
  @IsNotEmpty() @ValidateNested() @Type(() => BulkCounts) summary: BulkCounts;
  /** Whether every line of the body was dealt with. */
  @IsBoolean() complete: boolean;
  /** Why not. */
  @IsOptional() @IsString() detail?: string;
  /** What the check of texts cannot do. */
  @IsOptional() @IsString() notice?: string;
}
