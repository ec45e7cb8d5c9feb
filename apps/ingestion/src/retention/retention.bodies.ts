import { IsInstant } from '@landbridge/contracts';
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
  Min,
  ValidateNested,
} from 'class-validator';
import { HOLD_REASONS, type HoldReason, PURGE_REASONS, type PurgeReason } from './purge.document.ts';

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

/** The proof that a report was destroyed. */
export class PurgeAnswer {
  @IsUUID() id: string;
  @IsInstant() at: string;
  @IsIn(PURGE_REASONS) why: PurgeReason;
  /** Keyed digest of what was destroyed. */
  @IsString() digest: string;
  @IsInt() @Min(1) revisions: number;
  /** When Kafka, which keeps its topics for a time, has nothing of it any more. Backups are the operator's. */
  @IsInstant() kafkaUntil: string;
}

export class PurgeList {
  /** Oldest first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => PurgeAnswer) purges: PurgeAnswer[];
  @IsOptional() @IsString() next?: string;
}

export const MOST_APPLIED = 2_000;

export class ApplyPurges {
  /** Reports that were purged, as the list had them before a backup was restored. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(MOST_APPLIED) @ArrayUnique() @IsUUID(undefined, { each: true }) reports: string[];
}

export class AppliedPurges {
  @IsInt() @Min(0) purged: number;
  /** Not here, or purged before. */
  @IsInt() @Min(0) gone: number;
}

export class RetentionRunAnswer {
  @IsInt() @Min(0) purged: number;
  /** Due, and under a legal hold. */
  @IsInt() @Min(0) held: number;
}
