import { createHash } from 'node:crypto';
import type { Reader } from '@landbridge/sharing';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** How far a review has come: it goes through the lines of one subscription after the other. */
export interface ReviewPlace {
  subscription: string;
  subject: string;
}

/** What an organisation may be told has changed, so what it got is looked through. One for each organisation with subscriptions, for ever. */
@Schema({ collection: 'reviews', versionKey: false })
export class Review {
  /** The organisation. */
  @Prop({ type: String, required: true }) _id: string;
  /** Digest of the standing that it is reviewed for, or was. */
  @Prop({ type: String, required: true }) standing: string;
  /** Number of the policy change by which the standing was seen. */
  @Prop({ type: Number, required: true }) sequence: number;
  /** Times that all lines are still to be gone through. */
  @Prop({ type: Number, required: true }) rounds: number;
  @Prop({ type: Object }) place?: ReviewPlace;
  /** When somebody may go on with it; absent when it is done. */
  @Prop({ type: Date }) dueAt?: Date;
}

export const ReviewSchema = SchemaFactory.createForClass(Review).index(
  { dueAt: 1 },
  { partialFilterExpression: { dueAt: { $exists: true } } },
);

/** A digest of all that the policy looks at in a reader. */
export function standingOf(reader: Reader): string {
  if (reader.organisation === undefined) return 'public';
  const { kind, country, regime, clearance, communities, safeguarded, partners } = reader;
  const agreements = partners.map(({ organisation, purposes }) => `${organisation} ${[...purposes].sort().join(' ')}`);
  const looked = [kind, country, regime, clearance, ...[communities, safeguarded, agreements].map((list) => [...list].sort())];
  return createHash('sha256').update(JSON.stringify(looked)).digest('base64url');
}
