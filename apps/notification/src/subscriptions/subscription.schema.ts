import type { Dimension, Purpose, UsePurpose } from '@landbridge/contracts';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

export const SUBSCRIBED_EVENTS = [
  'report.accepted',
  'report.revised',
  'report.withdrawn',
  'trend.opened',
  'trend.revised',
  'trend.closed',
] as const;
export type SubscribedEvent = (typeof SUBSCRIBED_EVENTS)[number];

/** All that are given must fit; one that is left out fits everything. */
export interface Filters {
  countries?: string[];
  /** Purposes of exploitation. */
  purposes?: Purpose[];
  /** From origin to country of exploitation, such as `RO>SE`, or to what is exploited online, such as `RO>online`. */
  corridors?: string[];
  /** For trends only: which of their series are looked at. */
  dimension?: Dimension;
}

/** Signs deliveries until `until`, or without end. */
export interface SealedSecret {
  sealed: Buffer;
  until?: Date;
}

/** A machine of the organisation, or one of its people by id. */
export type Maker = { readonly kind: 'machine' } | { readonly kind: 'person'; readonly person: string };

@Schema({ collection: 'subscriptions', versionKey: false })
export class Subscription {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) organisation: string;
  @Prop({ type: String, required: true }) url: string;
  @Prop({ type: [String], required: true }) events: SubscribedEvent[];
  @Prop({ type: Object, required: true }) filters: Filters;
  /** What the organisation reads for. */
  @Prop({ type: String, required: true }) purpose: UsePurpose;
  /** The newest first; two at most. */
  @Prop({ type: [Object], required: true }) secrets: SealedSecret[];
  /** Nothing older makes a delivery. */
  @Prop({ type: Date, required: true }) createdAt: Date;
  /** Absent: it was made before this was kept. */
  @Prop({ type: Object }) madeBy?: Maker;
  /** The receiver said 410 Gone. */
  @Prop({ type: Date }) disabledAt?: Date;
}

export const SubscriptionSchema = SchemaFactory.createForClass(Subscription).set('minimize', false).index({ organisation: 1, _id: 1 });
