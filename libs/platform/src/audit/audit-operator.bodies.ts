import { AuditRoot, IsInstant } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsArray, IsDefined, IsInt, IsObject, IsOptional, IsString, IsUUID, Max, Min, ValidateNested } from 'class-validator';

export class StrandPlace {
  @IsUUID() strand: string;
  @IsInt() @Min(0) number: number;
  @IsString() digest: string;
}

export class StrandView {
  @IsUUID() strand: string;
  @IsString() service: string;
  @IsInstant() startedAt: string;
  /** The head of the strand before, when this one began. */
  @IsOptional() @ValidateNested() @Type(() => StrandPlace) predecessor?: StrandPlace;
}

export class StrandPageQuery {
  /** Strands to leave out from the beginning of the list. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) after: number = 0;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1_000) limit: number = 500;
}

export class StrandPage {
  /** In the order in which they began. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => StrandView) strands: StrandView[];
  /** How many entries lie in the store, whatever strand they say they belong to. */
  @IsInt() @Min(0) entries: number;
  /** `after` for the next page. */
  @IsOptional() @IsInt() next?: number;
}

export class SpanQuery {
  /** Numbers from here on. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) from: number = 0;
  /** So many numbers, whether anything stands under them or not. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(2_000) limit: number = 1_000;
}

export class EntrySpanQuery extends SpanQuery {
  @IsUUID() strand: string;
}

/** As it lies in the store, so that whoever verifies can make the digests again. */
export class StoredEntry {
  @IsUUID() strand: string;
  @IsInt() number: number;
  @IsString() previous: string;
  @IsString() contentDigest: string;
  @IsString() digest: string;
  /** Absent, with the content, after a purge. */
  @IsOptional() @IsString() salt?: string;
  @IsOptional() @IsObject() content?: object;
}

export class EntrySpan {
  @IsArray() @ValidateNested({ each: true }) @Type(() => StoredEntry) entries: StoredEntry[];
  /** `from` for what comes after; absent when nothing does. */
  @IsOptional() @IsInt() next?: number;
}

export class RootSpan {
  @IsArray() @ValidateNested({ each: true }) @Type(() => AuditRoot) roots: AuditRoot[];
  @IsOptional() @IsInt() next?: number;
}

export class SealAnswer {
  /** The last root; absent where nothing was ever on record. */
  @IsOptional() @ValidateNested() @Type(() => AuditRoot) root?: AuditRoot;
}

export class AuditPurge {
  /** Entries that were put on record before this instant. It lies at least a year back. */
  @IsDefined() @IsInstant() before: string;
}

export class AuditPurged {
  @IsInt() @Min(0) purged: number;
}
