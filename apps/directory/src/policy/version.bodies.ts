import { IsInstant } from '@landbridge/contracts';
import type { Caller } from '@landbridge/platform';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsObject, IsOptional, IsString, Max, Min, ValidateNested } from 'class-validator';
import { Author } from './author.ts';
import { toldAuthor } from './told-author.ts';
import type { Version } from './version.schema.ts';

export class VersionQuery {
  /** `next` of the page before. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) cursor?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit?: number;
}

export class VersionView {
  @IsInt() @Min(1) version: number;
  @IsInstant() at: string;
  /** Persons and credentials of the caller's own only. */
  @ValidateNested() @Type(() => Author) by: Author;
  /** A code, where one was given. */
  @IsOptional() @IsString() reason?: string;
  /** The fields that changed, as they were from then on; `null` for one that went. */
  @IsObject() changed: Record<string, unknown>;
}

/** Newest first. */
export class VersionPage {
  @IsArray() @ValidateNested({ each: true }) @Type(() => VersionView) versions: VersionView[];
  /** Cursor of the next page; absent on the last one. */
  @IsOptional() @IsInt() next?: number;
}

/** @param found one more than fit on the page, if there are so many */
export function pageOf(found: readonly Version[], limit: number, caller: Caller): VersionPage {
  const versions = found.slice(0, limit).map(({ number, at, by, reason, changed }) => ({
    version: number,
    at: at.toISOString(),
    by: toldAuthor(by, caller),
    ...(reason !== undefined && { reason }),
    changed,
  }));
  const next = found.length > limit ? versions.at(-1)?.version : undefined;
  return { versions, ...(next !== undefined && { next }) };
}
