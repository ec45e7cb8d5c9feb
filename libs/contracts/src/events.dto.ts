import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined, IsIn, IsInt, IsOptional, IsUUID, Matches, Max, Min, ValidateNested } from 'class-validator';
import { USE_PURPOSES, type UsePurpose, type Visibility } from './codes.ts';
import { IsInstant, IsSlug } from './fields.ts';
import { StructuredReport, Withdrawal } from './report.dto.ts';

/** SHA-256 in hex. */
const SHA_256 = /^[0-9a-f]{64}$/;

/** A revision that was accepted, and the one before it for who needs the difference. */
export class ReportChange {
  @IsDefined() @ValidateNested() @Type(() => StructuredReport) report: StructuredReport;
  @IsOptional() @ValidateNested() @Type(() => StructuredReport) previous?: StructuredReport;
}

export class ReportWithdrawn {
  @IsDefined() @ValidateNested() @Type(() => Withdrawal) withdrawal: Withdrawal;
  @IsOptional() @ValidateNested() @Type(() => StructuredReport) previous?: StructuredReport;
}

/** The owner has written all it had when the replay was asked for. One on each partition. */
export class ReplayCompleted {
  @IsSlug() service: string;
  @Matches(/^[A-Za-z0-9_:.-]{1,200}$/) generation: string;
}

export class LaneHeartbeat {
  @IsInt() @Min(0) @Max(63) lane: number;
  /** `acceptedAt` of the oldest chunk not yet in Kafka; absent when all is sent. */
  @IsOptional() @IsInstant() oldestUnsent?: string;
}

/** Sent each second: by directory with the number of its last change, by owners of an outbox with their lanes. */
export class Heartbeat {
  @IsSlug() sender: string;
  @IsInstant() at: string;
  @IsOptional() @IsInt() @Min(0) sequence?: number;
  @IsOptional() @IsArray() @ArrayMaxSize(64) @ValidateNested({ each: true }) @Type(() => LaneHeartbeat) lanes?: LaneHeartbeat[];
}

export const DISCLOSURE_CHANNELS = ['rest', 'webhook'] as const;
export type DisclosureChannel = (typeof DISCLOSURE_CHANNELS)[number];

/** What can be disclosed of a report. */
export const DISCLOSED_LEVELS = ['existence', 'redacted', 'full'] as const satisfies readonly Visibility[];

/** Somebody was shown, or began to be sent, a revision of a report above CLEAR. */
export class Disclosure {
  @IsUUID() report: string;
  @IsInt() @Min(1) revision: number;
  /** The organisation that read. */
  @IsUUID() reader: string;
  /** The person who read for it, where one did. */
  @IsOptional() @IsUUID() person?: string;
  @IsIn(DISCLOSURE_CHANNELS) channel: DisclosureChannel;
  @IsIn(DISCLOSED_LEVELS) level: (typeof DISCLOSED_LEVELS)[number];
  @IsIn(USE_PURPOSES) purpose: UsePurpose;
  @IsInstant() at: string;
}

/** A receiver that had a report was told that it was taken back, from everybody or from this reader. */
export class WithdrawalDelivered {
  @IsUUID() report: string;
  /** The revision by which it was taken back. */
  @IsInt() @Min(1) revision: number;
  @IsUUID() reader: string;
  @IsIn(DISCLOSURE_CHANNELS) channel: DisclosureChannel;
  @IsInstant() at: string;
}

/** An organisation asks the owner of a report for access to it. Why, in words, is asked of ingestion. */
export class AccessRequested {
  @IsUUID() request: string;
  @IsUUID() report: string;
  @IsUUID() requester: string;
  @IsUUID() owner: string;
  @IsIn(USE_PURPOSES) purpose: UsePurpose;
  @IsInstant() at: string;
}

export const ACCESS_DECISIONS = ['full', 'redacted', 'refused', 'revoked'] as const;
export type AccessDecision = (typeof ACCESS_DECISIONS)[number];

/** What the owner answered, or took back later. */
export class AccessDecided extends AccessRequested {
  @IsIn(ACCESS_DECISIONS) decision: AccessDecision;
}

/** The last entry of a strand of the audit that a root covers. */
export class StrandHead {
  @IsUUID() strand: string;
  /** Number of its last entry, from 1. */
  @IsInt() @Min(0) number: number;
  @Matches(SHA_256) digest: string;
}

/** All heads of a service's audit at one moment, chained to the root before. */
export class AuditRoot {
  @IsSlug() service: string;
  @IsInt() @Min(1) number: number;
  @Matches(SHA_256) digest: string;
  /** Digest of the root before; absent for the first. */
  @IsOptional() @Matches(SHA_256) previous?: string;
  @IsArray() @ArrayMaxSize(1_000) @ValidateNested({ each: true }) @Type(() => StrandHead) heads: StrandHead[];
  @IsInstant() at: string;
}

export const DELIVERY_STATES = ['waiting', 'sending', 'delivered', 'failed', 'dropped'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** The state of one delivery; never what it carries. */
export class DeliveryChange {
  @IsUUID() delivery: string;
  @IsUUID() subscription: string;
  @IsIn(DELIVERY_STATES) state: DeliveryState;
  @IsInt() @Min(0) attempts: number;
  @IsInstant() at: string;
}
