import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined, IsIn, IsInt, IsOptional, IsUUID, Matches, Max, Min, ValidateNested } from 'class-validator';
import { USE_PURPOSES, type UsePurpose } from './codes.ts';
import { IsInstant, IsSlug } from './fields.ts';
import { StructuredReport, Withdrawal } from './report.dto.ts';

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

/** Sent each second: by directory with the number of its last published change, by owners of an outbox with their lanes. */
export class Heartbeat {
  @IsSlug() sender: string;
  @IsInstant() at: string;
  @IsOptional() @IsInt() @Min(0) sequence?: number;
  @IsOptional() @IsArray() @ArrayMaxSize(64) @ValidateNested({ each: true }) @Type(() => LaneHeartbeat) lanes?: LaneHeartbeat[];
}

export const DISCLOSURE_CHANNELS = ['rest', 'webhook'] as const;

/** Somebody was shown, or began to be sent, a revision of a report above CLEAR. */
export class Disclosure {
  @IsUUID() report: string;
  @IsInt() @Min(1) revision: number;
  /** The organisation that read. */
  @IsUUID() reader: string;
  @IsIn(DISCLOSURE_CHANNELS) channel: (typeof DISCLOSURE_CHANNELS)[number];
  @IsIn(USE_PURPOSES) purpose: UsePurpose;
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
