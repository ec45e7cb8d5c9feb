import { IsInstant } from '@landbridge/contracts';
import type { Caller } from '@landbridge/platform';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsObject, IsOptional, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Author } from './author.ts';
import { toldAuthor } from './told-author.ts';
import type { Version } from './version.schema.ts';

export class VersionQuery {
  /** `next` of the page before. */
  @IsOptional() @IsString() @MaxLength(1_000) cursor?: string;
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
  @IsOptional() @IsString() next?: string;
}

export function versionView({ number, at, by, reason, changed }: Version, caller: Caller): VersionView {
  return { version: number, at: at.toISOString(), by: toldAuthor(by, caller), ...(reason !== undefined && { reason }), changed };
}

/** Where a version stands in the list of its subject. */
export type VersionPlace = readonly [number: string];
export const placeOf = ({ number }: Version): VersionPlace => [String(number)];
export const numberOf = (place: VersionPlace | undefined) => place && Number(place[0]);
