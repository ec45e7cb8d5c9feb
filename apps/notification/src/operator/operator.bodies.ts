import { IsInstant } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, Matches, Max, Min, ValidateNested } from 'class-validator';
import { DeliveryAnswer } from '../deliveries/delivery.bodies.ts';
import { SUBSCRIBED_EVENTS, type SubscribedEvent } from '../subscriptions/subscription.schema.ts';

/** Deliveries by state, and what is looked through because somebody's standing has changed. */
export class NotificationStatus {
  @IsInt() @Min(0) waiting: number;
  @IsInt() @Min(0) sending: number;
  @IsInt() @Min(0) delivered: number;
  @IsInt() @Min(0) failed: number;
  @IsInt() @Min(0) dropped: number;
  /** Withdrawals and narrowed reports that receivers did not take in all attempts of the schedule. They are tried on, each day. */
  @IsInt() @Min(0) overdue: number;
  /** Organisations whose deliveries are still to be gone through. */
  @IsInt() @Min(0) reviews: number;
}

export class OverdueQuery {
  /** `next` of the page before. */
  @IsOptional() @Matches(/^[\w-]{1,120}$/) cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
}

/** A withdrawal or a narrowed report that a receiver does not take: call its organisation. Which report it is stands nowhere in it. */
export class OverdueView {
  @IsUUID() id: string;
  @IsUUID() subscription: string;
  @IsUUID() organisation: string;
  @IsIn(SUBSCRIBED_EVENTS) event: SubscribedEvent;
  @IsInt() @Min(1) attempts: number;
  @IsInstant() since: string;
  @IsOptional() @IsInstant() nextAttemptAt?: string;
  @IsOptional() @ValidateNested() @IsNotEmpty() @Type(() => DeliveryAnswer) lastAnswer?: DeliveryAnswer;
}

export class OverduePage {
  /** The latest first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => OverdueView) deliveries: OverdueView[];
  /** Cursor of the next page; absent on the last one. */
  @IsOptional() @IsString() next?: string;
}
