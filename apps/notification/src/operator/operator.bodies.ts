import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, Min, ValidateNested } from 'class-validator';

/** How far this service has read a topic. */
export class TopicPosition {
  @IsString() topic: string;
  @IsIn(['starting', 'replaying', 'live']) state: 'starting' | 'replaying' | 'live';
  /** Events that are not routed yet; absent while it is not known. */
  @IsOptional() @IsInt() @Min(0) lag?: number;
}

/** Deliveries by state, and what is on its way to them. */
export class NotificationStatus {
  @IsInt() @Min(0) waiting: number;
  @IsInt() @Min(0) sending: number;
  @IsInt() @Min(0) delivered: number;
  @IsInt() @Min(0) failed: number;
  @IsInt() @Min(0) dropped: number;
  @IsArray() @ValidateNested({ each: true }) @Type(() => TopicPosition) topics: TopicPosition[];
  @IsInt() @Min(0) outboxPending: number;
  @IsInt() @Min(0) deadLetters: number;
}
