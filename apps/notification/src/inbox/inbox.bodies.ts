import { IsInstant } from '@landbridge/contracts';
import { Transform, Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, Min, ValidateNested } from 'class-validator';
import { INBOX_KINDS, type InboxKind } from './inbox-item.schema.ts';

export class InboxQuery {
  /** Only what was not read yet. */
  @IsOptional() @Transform(({ obj }: { obj: Record<string, unknown> }) => asBoolean(obj['unread'])) @IsBoolean() unread?: boolean;
  /** `next` of the page before. */
  @IsOptional() @Matches(/^[\w-]{1,120}$/) cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit?: number;
}

/** What it is about, and where that is read; never what it says. */
export class InboxItemView {
  @IsUUID() id: string;
  /**
   * `report`: a report that names you in person. `report-withdrawn`: one that you had is gone. `access-requested`: somebody asks for access
   * to a report of yours. `access-decided`: your request was answered, or its grant was taken back.
   */
  @IsIn(INBOX_KINDS) kind: InboxKind;
  /** A report, or a request for access. */
  @IsUUID() subject: string;
  @IsString() link: string;
  /** The day only where it is about another's report. */
  @IsInstant() at: string;
  @IsBoolean() read: boolean;
}

export class InboxPage {
  @IsArray() @ValidateNested({ each: true }) @Type(() => InboxItemView) items: InboxItemView[];
  /** Cursor of the next page; absent on the last one. */
  @IsOptional() @IsString() next?: string;
}

export class InboxParams {
  @IsUUID() id: string;
}

const asBoolean = (text: unknown) => (text === 'true' ? true : text === 'false' ? false : text);
