import {
  DISCLOSED_LEVELS,
  DISCLOSURE_CHANNELS,
  type DisclosureChannel,
  IsCountry,
  IsInstant,
  ORGANISATION_KINDS,
  type OrganisationKind,
  USE_PURPOSES,
  type UsePurpose,
} from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsDefined, IsIn, IsInt, IsOptional, IsString, IsUUID, Min, ValidateNested } from 'class-validator';

/** Who read, as the owner is told: by kind and country only where its kind reads unseen, as police does. */
export class ReaderAnswer {
  @IsOptional() @IsUUID() organisation?: string;
  /** Absent for an organisation that is not known any more. */
  @IsOptional() @IsIn(ORGANISATION_KINDS) kind?: OrganisationKind;
  @IsOptional() @IsCountry() country?: string;
}

/** Somebody was shown, or began to be sent, a revision. */
export class DisclosureAnswer {
  @IsInt() @Min(1) revision: number;
  @IsDefined() @ValidateNested() @Type(() => ReaderAnswer) reader: ReaderAnswer;
  /** A person read, not a machine; never who. */
  @IsBoolean() byPerson: boolean;
  @IsIn(DISCLOSURE_CHANNELS) channel: DisclosureChannel;
  @IsIn(DISCLOSED_LEVELS) level: (typeof DISCLOSED_LEVELS)[number];
  @IsIn(USE_PURPOSES) purpose: UsePurpose;
  /** Of readers that are told by kind and country, the day. */
  @IsInstant() at: string;
}

export class DisclosureList {
  /** Oldest day first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => DisclosureAnswer) disclosures: DisclosureAnswer[];
  @IsOptional() @IsString() next?: string;
}

/** What a reader may answer when what it had was taken back. */
export const WITHDRAWAL_REPLIES = ['confirmed', 'retained-under-legal-duty'] as const;
export type WithdrawalReply = (typeof WITHDRAWAL_REPLIES)[number];

/** `confirmed`: what we had is deleted, or shows it as withdrawn. */
export class WithdrawalReplyRequest {
  @IsIn(WITHDRAWAL_REPLIES) answer: WithdrawalReply;
}

export class WithdrawalReplyAnswer extends WithdrawalReplyRequest {
  /** The revision of the report by which it was taken back. */
  @IsInt() @Min(1) revision: number;
  @IsInstant() at: string;
}

/** A reader was told that what it had was taken back. */
export class NoticeAnswer {
  @IsInt() @Min(1) revision: number;
  @IsIn(DISCLOSURE_CHANNELS) channel: DisclosureChannel;
  @IsInstant() at: string;
}

export const TAKEN_BACK = ['withdrawn', 'narrowed'] as const;

/** One who had the report: what and when, and whether it was taken back and heard of that. */
export class RecipientAnswer {
  @IsDefined() @ValidateNested() @Type(() => ReaderAnswer) reader: ReaderAnswer;
  @IsArray() @IsIn(DISCLOSURE_CHANNELS, { each: true }) channels: DisclosureChannel[];
  @IsInstant() first: string;
  @IsInstant() last: string;
  /** The most that it was shown. */
  @IsIn(DISCLOSED_LEVELS) level: (typeof DISCLOSED_LEVELS)[number];
  /** The last revision that it was shown. */
  @IsInt() @Min(1) revision: number;
  /** `narrowed`: it may see less now than it had, because the report or what the reader may see has changed. */
  @IsOptional() @IsIn(TAKEN_BACK) takenBack?: (typeof TAKEN_BACK)[number];
  /** When it was told, through which channel. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => NoticeAnswer) told: NoticeAnswer[];
  @IsOptional() @ValidateNested() @Type(() => WithdrawalReplyAnswer) reply?: WithdrawalReplyAnswer;
}

export class RecipientList {
  /** In an order that tells nothing. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => RecipientAnswer) recipients: RecipientAnswer[];
  @IsOptional() @IsString() next?: string;
}
