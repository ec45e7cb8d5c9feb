import { IsDay, IsInstant } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength, Min, ValidateNested } from 'class-validator';
import { PageQuery } from '../quarantine/quarantine.answers.ts';
import {
  SUBJECT_OUTCOMES,
  SUBJECT_REQUEST_KINDS,
  SUBJECT_STATES,
  type SubjectOutcome,
  type SubjectRequestKind,
  type SubjectState,
} from './subject-request.document.ts';

/** A data subject asks your organisation. Who it is stays with you. */
export class NewSubjectRequest {
  @IsIn(SUBJECT_REQUEST_KINDS) kind: SubjectRequestKind;
  /** Your own id of the report or case, as you sent it in externalIds. */
  @IsString() @IsNotEmpty() @MaxLength(200) externalId: string;
  /** The day on which you got the request; from it the time for an answer runs. */
  @IsDay() received: string;
}

/** `erased` destroys the reports, also those found only now; before `answered` read them, before `rectified` revise them. */
export class SubjectReply {
  @IsIn(SUBJECT_OUTCOMES) outcome: SubjectOutcome;
}

export class SubjectRequestAnswer {
  @IsUUID() id: string;
  @IsIn(SUBJECT_REQUEST_KINDS) kind: SubjectRequestKind;
  @IsIn(SUBJECT_STATES) state: SubjectState;
  /** Your reports that the external id stands for; GET each for what is held, and its recipients for who had it. */
  @IsArray() @IsUUID(undefined, { each: true }) reports: string[];
  /** Those of them that you did not have when you opened the request. While it is open, each GET looks again. */
  @IsArray() @IsUUID(undefined, { each: true }) foundLater: string[];
  /** Lines of yours in quarantine in which it was found. */
  @IsInt() @Min(0) quarantined: number;
  /** Lines of yours in quarantine that are no UTF-8, and in which it was not found. That proves nothing: look at them yourself. */
  @IsInt() @Min(0) quarantinedUnsure: number;
  @IsDay() received: string;
  /** The last day for an answer, by the regime of your organisation. */
  @IsDay() due: string;
  /** What the day follows from. */
  @IsString() source: string;
  @IsBoolean() overdue: boolean;
  /** It was put off once. */
  @IsBoolean() extended: boolean;
  @IsOptional() @IsInstant() closedAt?: string;
}

export class SubjectRequestList {
  /** The most urgent first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => SubjectRequestAnswer) requests: SubjectRequestAnswer[];
  @IsOptional() @IsString() next?: string;
}

export class SubjectRequestQuery extends PageQuery {
  @IsOptional() @IsIn(SUBJECT_STATES) state?: SubjectState;
}
