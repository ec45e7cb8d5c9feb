import { IsInstant, TOPIC_NAMES, type TopicName } from '@landbridge/contracts';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

/** How far a service has come with what it is told again while it builds its read model. */
export class ReplayHandled {
  /** Events of the past that are handled, and those that are there and wait. More may come until the topic is live. */
  @IsInt() @Min(0) handled: number;
  @IsInt() @Min(0) waiting: number;
}

/** How far a service has come with a replay that it fills for another one. */
export class ReplayFilled {
  @IsString() topic: string;
  @IsIn(['running', 'done']) state: 'running' | 'done';
  @IsInt() @Min(0) sent: number;
  /** How many there were when it began. */
  @IsInt() @Min(0) total: number;
}

/** How far a service has come with a topic that it handles. */
export class TopicProgress {
  @IsString() topic: string;
  @IsIn(['starting', 'replaying', 'live']) state: 'starting' | 'replaying' | 'live';
  /** Events that are not handled yet; absent while it is not known. */
  @IsOptional() @IsInt() @Min(0) lag?: number;
  /** While it is replaying. */
  @IsOptional() @ValidateNested() @Type(() => ReplayHandled) replay?: ReplayHandled;
}

/** What goes into a service from Kafka, and out of it. */
export class MessagingStatus {
  @IsArray() @ValidateNested({ each: true }) @Type(() => TopicProgress) topics: TopicProgress[];
  /** Replays that it was asked for, the newest first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReplayFilled) replays: ReplayFilled[];
  /** Chunks that are not yet in Kafka. */
  @IsInt() @Min(0) outboxPending: number;
  /** Events that Kafka refuses for ever. */
  @IsInt() @Min(0) outboxQuarantined: number;
  /** Dead letters that were never replayed, and could be. */
  @IsInt() @Min(0) deadLetters: number;
}

export class DeadLetterError {
  @IsString() name: string;
  @IsString() message: string;
}

/** An event that the service could not use: where it is and why, never what it says. */
export class DeadLetterView {
  @IsString() id: string;
  @IsString() topic: string;
  @IsInt() partition: number;
  @IsInt() offset: number;
  @ValidateNested() @Type(() => DeadLetterError) error: DeadLetterError;
  @IsInstant() at: string;
  /** How often it was replayed, and when last. */
  @IsInt() @Min(0) replays: number;
  @IsOptional() @IsInstant() replayedAt?: string;
  /** The report was withdrawn since: what the event said is gone, and there is nothing to replay. */
  @IsBoolean() forgotten: boolean;
}

export class DeadLetterQuery {
  @IsOptional() @IsIn(TOPIC_NAMES) topic?: TopicName;
  /** Left out, both those that were replayed and those that were not. */
  @IsOptional() @Transform(({ obj }: { obj: Record<string, unknown> }) => asBoolean(obj['replayed'])) @IsBoolean() replayed?: boolean;
  /** `next` of the page before. */
  @IsOptional() @IsString() @MaxLength(1_000) cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit: number = 100;
}

export class DeadLetterPage {
  @IsArray() @ValidateNested({ each: true }) @Type(() => DeadLetterView) deadLetters: DeadLetterView[];
  /** Asks for the next page; absent on the last. */
  @IsOptional() @IsString() next?: string;
}

export class DeadLetterReplay {
  /** Left out, all that were never replayed. */
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @IsString({ each: true }) ids?: string[];
  @IsOptional() @IsIn(TOPIC_NAMES) topic?: TopicName;
}

export class DeadLettersReplayed {
  @IsInt() @Min(0) replayed: number;
}

const asBoolean = (text: unknown) => (text === 'true' ? true : text === 'false' ? false : text);
