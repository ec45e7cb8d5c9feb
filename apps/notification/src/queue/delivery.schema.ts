import { createHash } from 'node:crypto';
import type { DeliveryState, StructuredReport, Trend } from '@landbridge/contracts';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Carried } from '../routing/reach.ts';
import type { SubscribedEvent } from '../subscriptions/subscription.schema.ts';

/** What the receiver last answered. */
export interface Answer {
  at: Date;
  /** HTTP status, when there was one. */
  status?: number;
  /** A short code, when there was none. */
  failure?: string;
}

/** One event for one subscription, from being routed to its end. */
@Schema({ collection: 'deliveries', versionKey: false })
export class Delivery {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) subscription: string;
  @Prop({ type: String, required: true }) organisation: string;
  @Prop({ type: String, required: true }) subject: string;
  @Prop({ type: Number, required: true }) revision: number;
  @Prop({ type: String, required: true }) name: SubscribedEvent;
  /** Of the event. */
  @Prop({ type: Date, required: true }) time: Date;
  @Prop({ type: String, required: true }) state: DeliveryState;
  @Prop({ type: Number, required: true }) attempts: number;
  @Prop({ type: Date, required: true }) createdAt: Date;
  @Prop({ type: Date }) nextAttemptAt?: Date;
  /** Since when all attempts of the schedule have failed; it is tried on each day, because the receiver holds what it should not. */
  @Prop({ type: Date }) overdueSince?: Date;
  @Prop({ type: Date }) finishedAt?: Date;
  @Prop({ type: Object }) answer?: Answer;
  /** Until the first attempt begins, which makes the body of it. */
  @Prop({ type: Object }) report?: StructuredReport;
  @Prop({ type: Object }) trend?: Trend;
  /** Of a trend: the revision is what its audience reads. */
  @Prop({ type: Boolean }) finding?: true;
  /** Of a trend: only the assessing team may know that there is this revision. */
  @Prop({ type: Boolean }) teamOnly?: true;
  /** How much of the report the body tells. */
  @Prop({ type: String }) level?: Carried;
  /** The same bytes at each attempt; gone when the delivery has ended. */
  @Prop({ type: String }) body?: string;
}

const NINETY_DAYS = 90 * 24 * 3600;

export const DeliverySchema = SchemaFactory.createForClass(Delivery)
  .index({ organisation: 1, createdAt: -1, _id: -1 })
  .index({ subscription: 1, state: 1 })
  .index({ state: 1 })
  .index({ overdueSince: -1, _id: -1 }, { partialFilterExpression: { overdueSince: { $exists: true } } })
  .index({ finishedAt: 1 }, { expireAfterSeconds: NINETY_DAYS });

/** A delivery that has come to its end: what it carried is gone. */
export function ended(delivery: Delivery, state: 'delivered' | 'failed' | 'dropped', finishedAt: Date): Delivery {
  const { body: _body, report: _report, trend: _trend, nextAttemptAt: _next, overdueSince: _overdue, ...kept } = delivery;
  return { ...kept, state, finishedAt };
}

/** The same for deliveries in the store. */
export const dropped = (finishedAt: Date) => ({
  $set: { state: 'dropped' as const, finishedAt },
  $unset: { body: 1, report: 1, trend: 1, nextAttemptAt: 1, overdueSince: 1 } as const,
});

/**
 * The id of a delivery, and of its webhook. It follows from what is delivered (a name-based UUID in the manner of RFC 9562, 5.8),
 * so whoever routes an event again, or delivers from a restored store, uses the same one.
 */
export function deliveryId(subscription: string, subject: string, revision: number, name: string): string {
  const digest = createHash('sha256').update(`${subscription}\n${subject}\n${revision}\n${name}`).digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  return digest.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
