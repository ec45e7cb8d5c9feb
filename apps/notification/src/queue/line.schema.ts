import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Carried } from '../routing/reach.ts';
import type { Entry, Line } from './line.ts';

/** One line of the queue: a subject for a subscription. It stays for as long as the receiver may hold the subject. */
@Schema({ collection: 'lines', versionKey: false })
export class LineDocument implements Line {
  /** `subscription:subject` */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) subscription: string;
  @Prop({ type: String, required: true }) organisation: string;
  @Prop({ type: String, required: true }) subject: string;
  @Prop({ type: [Object], required: true }) queue: Entry[];
  @Prop({ type: Boolean, required: true }) holds: boolean;
  @Prop({ type: String }) level?: Carried;
  @Prop({ type: Boolean }) holdsFinding?: true;
  /** Something in it is not to be kept waiting by a limit. */
  @Prop({ type: Boolean, required: true }) urgent: boolean;
  @Prop({ type: Date }) dueAt?: Date;
  @Prop({ type: String }) lease?: string;
}

export const LineSchema = SchemaFactory.createForClass(LineDocument)
  .index({ subscription: 1, dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } })
  .index({ subject: 1 })
  .index({ subscription: 1, subject: 1 });

export const lineId = (subscription: string, subject: string) => `${subscription}:${subject}`;
