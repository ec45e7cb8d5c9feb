import { IsInstant, Trend } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { DISMISSAL_REASONS, type DismissalReason } from '../trends/judgement.ts';
import { ACTS, type ActKind } from './assessment.schema.ts';
import { LONG_TEXT, Sheet, SHORT_TEXT, WORDS } from './sheet.ts';

export class Assignment {
  /** A person with the role of an assessor. */
  @IsUUID() person: string;
}

export class NewNote {
  /** For the team only. It names nobody. */
  @IsString() @MaxLength(LONG_TEXT) @Matches(WORDS, { message: 'text must say something' }) text: string;
}

export class DismissalRequest {
  @IsIn(DISMISSAL_REASONS) reason: DismissalReason;
  /** Needed for `other`. */
  @ValidateIf(({ reason, text }: DismissalRequest) => reason === 'other' || text !== undefined)
  @IsString()
  @MaxLength(SHORT_TEXT)
  @Matches(WORDS, { message: 'text must say why, where the reason is other' })
  text?: string;
}

export class Merging {
  /** The trend that tells of the same. */
  @IsUUID() into: string;
}

/** Who did something: a person of an organisation, or a machine of it. */
export class AssessorBody {
  @IsUUID() organisation: string;
  @IsOptional() @IsUUID() person?: string;
}

/** What was done, by whom and when. */
export class ActBody {
  @IsInt() @Min(1) number: number;
  @IsIn(ACTS) act: ActKind;
  @IsInstant() at: string;
  @IsDefined() @ValidateNested() @Type(() => AssessorBody) by: AssessorBody;
  /** The revision of the trend that it was about, or that it made. */
  @IsInt() @Min(1) revision: number;
  @IsOptional() @ValidateNested() @Type(() => AssessorBody) assignee?: AssessorBody;
  @IsOptional() @IsString() note?: string;
  @IsOptional() @IsIn(DISMISSAL_REASONS) reason?: DismissalReason;
  @IsOptional() @IsString() text?: string;
  /** The other trend of a merging. */
  @IsOptional() @IsUUID() other?: string;
}

/** A change that was dismissed. At which level is not told: a charter may have changed since, and the level be that of others' reports. */
export class EarlierDismissal {
  @IsUUID() trend: string;
  /** Absent where it was silent itself, because of one before it. */
  @IsOptional() @IsIn(DISMISSAL_REASONS) reason?: DismissalReason;
}

/** All that the team has made of a trend. */
export class AssessmentAnswer {
  @IsDefined() @ValidateNested() @Type(() => Trend) trend: Trend;
  @IsOptional() @ValidateNested() @Type(() => AssessorBody) assignee?: AssessorBody;
  @IsOptional() @ValidateNested() @Type(() => Sheet) sheet?: Sheet;
  /** What publishing still lacks; nothing where it may be published. */
  @IsArray() @IsString({ each: true }) @IsNotEmpty({ each: true }) missing: string[];
  /** Where it is dismissed, or has been and has risen since. */
  @IsOptional() @ValidateNested() @Type(() => EarlierDismissal) dismissed?: EarlierDismissal;
  @IsOptional() @IsUUID() duplicateOf?: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => EarlierDismissal) earlier: EarlierDismissal[];
  /** The last 500, oldest first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => ActBody) acts: ActBody[];
}

/** Wilson's 95 % interval. */
export class IntervalBody {
  @IsNumber() @Min(0) @Max(1) from: number;
  @IsNumber() @Min(0) @Max(1) to: number;
}

export class PrecisionShare {
  /** A method, a kind of change, a dimension, or `all`. */
  @IsString() by: string;
  @IsInt() @Min(0) published: number;
  @IsInt() @Min(0) dismissedAsFalse: number;
  /** Were published, and evaluation took them back, because fewer stand behind them or their reports are gone; not in the precision. */
  @IsInt() @Min(0) takenBack: number;
  /** Published ones among those and the dismissed ones; absent where there are none. */
  @IsOptional() @IsNumber() @Min(0) @Max(1) precision?: number;
  @IsOptional() @ValidateNested() @Type(() => IntervalBody) interval?: IntervalBody;
}

/** How many candidates were worth being told of, by what assessors have decided. */
export class Precision {
  @IsDefined() @ValidateNested() @Type(() => PrecisionShare) all: PrecisionShare;
  @IsArray() @ValidateNested({ each: true }) @Type(() => PrecisionShare) methods: PrecisionShare[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => PrecisionShare) kinds: PrecisionShare[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => PrecisionShare) dimensions: PrecisionShare[];
}
