import { DELIVERY_STATES, IsInstant, type DeliveryState } from '@landbridge/contracts';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, Matches, Max, Min, ValidateNested } from 'class-validator';
import type { Answer } from '../queue/delivery.schema.ts';
import { SUBSCRIBED_EVENTS, type SubscribedEvent } from '../subscriptions/subscription.schema.ts';

export class DeliveryQuery {
  @IsOptional() @IsUUID() subscription?: string;
  @IsOptional() @IsIn(DELIVERY_STATES) state?: DeliveryState;
  /** `next` of the page before. */
  @IsOptional() @Matches(/^[\w-]{1,120}$/) cursor?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
}

export class DeliveryAnswer {
  @IsInstant() at: string;
  /** HTTP status of the receiver, when it answered. */
  @IsOptional() @IsInt() status?: number;
  /** Why there was no answer. */
  @IsOptional() @IsString() failure?: string;
}

export const lastAnswerOf = (answer: Answer | undefined): { lastAnswer?: DeliveryAnswer } =>
  answer ? { lastAnswer: { ...answer, at: answer.at.toISOString() } } : {};

export class DeliveryView {
  /** The webhook-id of each attempt. */
  @IsUUID() id: string;
  @IsUUID() subscription: string;
  @IsIn(SUBSCRIBED_EVENTS) event: SubscribedEvent;
  @IsString() subject: string;
  @IsInt() @Min(1) revision: number;
  @IsIn(DELIVERY_STATES) state: DeliveryState;
  @IsInt() @Min(0) attempts: number;
  @IsInstant() createdAt: string;
  @IsOptional() @IsInstant() nextAttemptAt?: string;
  @IsOptional() @IsInstant() finishedAt?: string;
  @IsOptional() @ValidateNested() @IsNotEmpty() @Type(() => DeliveryAnswer) lastAnswer?: DeliveryAnswer;
}

export class DeliveryPage {
  @IsArray() @ValidateNested({ each: true }) @Type(() => DeliveryView) deliveries: DeliveryView[];
  /** Cursor of the next page; absent on the last one. */
  @IsOptional() @IsString() next?: string;
}
