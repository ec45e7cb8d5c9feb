import { IsInstant } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { MOST_ON_PAGE } from '../quarantine/quarantine.answers.ts';
import { HOLD_REASONS, type HoldReason, PURGE_REASONS, type PurgeReason, WAITED_FOR, type WaitedFor } from './purge.document.ts';

/** A legal hold: nothing of the report is destroyed before it ends. */
export class HoldRequest {
  @IsIn(HOLD_REASONS) reason: HoldReason;
  /** At most ten years from now; set it again to prolong it. */
  @IsInstant() until: string;
}

export class HoldAnswer extends HoldRequest {
  @IsIn(['owner', 'operator']) by: 'owner' | 'operator';
  @IsInstant() since: string;
}

/** What keeps something of a purged report for a time: the outbox, from which events can be sent again, or a topic of Kafka. */
export class WaitedForAnswer {
  @IsIn(WAITED_FOR) what: WaitedFor;
  @IsInt() @Min(1) days: number;
}

/** The proof that a report was destroyed. */
export class PurgeAnswer {
  @IsUUID() id: string;
  @IsInstant() at: string;
  @IsIn(PURGE_REASONS) why: PurgeReason;
  /** Keyed digest of what was destroyed. */
  @IsString() @MaxLength(100) digest: string;
  @IsInt() @Min(1) revisions: number;
  /** When Kafka, which keeps its topics for a time, has nothing of it any more. Backups are the operator's. */
  @IsInstant() kafkaUntil: string;
  /** What that day follows from, one after the other. */
  @IsArray() @ArrayMaxSize(10) @ValidateNested({ each: true }) @Type(() => WaitedForAnswer) waitedFor: WaitedForAnswer[];
  /** By it the network knows the proof as its own, when it is to be applied after a restore. */
  @IsString() @MaxLength(100) seal: string;
}

export class PurgeList {
  /** Oldest first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => PurgeAnswer) purges: PurgeAnswer[];
  @IsOptional() @IsString() next?: string;
}

/** A page of the list as it was given away before the backup was restored. */
export class ApplyPurges {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MOST_ON_PAGE) @ValidateNested({ each: true }) @Type(() => PurgeAnswer) purges: PurgeAnswer[];
  /** Of the page; it says nothing here. */
  @IsOptional() @IsString() next?: string;
}

/** How many of them were what. All are on the list again. */
export class AppliedPurges {
  /** The backup brought it back, and it was destroyed again. */
  @IsInt() @Min(0) purged: number;
  /** It was gone in the backup, too, or was applied already. */
  @IsInt() @Min(0) purgedBefore: number;
  /** The backup is older than the report. */
  @IsInt() @Min(0) notThere: number;
}

export class RetentionRunAnswer {
  @IsInt() @Min(0) purged: number;
  /** Due, and under a legal hold. */
  @IsInt() @Min(0) held: number;
}
