import { createHash } from 'node:crypto';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

export const INBOX_KINDS = ['report', 'report-withdrawn', 'access-requested', 'access-decided'] as const;
export type InboxKind = (typeof INBOX_KINDS)[number];

/** Something that an organisation or one person should look at: what it is about, never what that says. */
@Schema({ collection: 'inbox', versionKey: false })
export class InboxItem {
  @Prop({ type: String, required: true }) _id: string;
  /** Whose it is: an organisation's, or a person's own. */
  @Prop({ type: String }) organisation?: string;
  @Prop({ type: String }) person?: string;
  @Prop({ type: String, required: true }) kind: InboxKind;
  /** A report, or a request for access. */
  @Prop({ type: String, required: true }) subject: string;
  @Prop({ type: Number, required: true }) revision: number;
  /** Of what is about another's report the day only, so that neither instants nor their order join reports of one sender. */
  @Prop({ type: Date, required: true }) at: Date;
  @Prop({ type: Boolean, required: true }) read: boolean;
  /** Of a report for a person: the policy let the person see it once, so that it may be told that it is gone. */
  @Prop({ type: Boolean }) wasVisible?: boolean;
}

const YEAR = 365 * 24 * 3600;

export const InboxItemSchema = SchemaFactory.createForClass(InboxItem)
  .index({ organisation: 1, at: -1, _id: -1 })
  .index({ person: 1, at: -1, _id: -1 })
  .index({ subject: 1 })
  .index({ at: 1 }, { expireAfterSeconds: YEAR });

/** The same for the same thing told to the same, however often it is written. A UUID of version 8 (RFC 9562). */
export function itemId(to: string, ...about: readonly (string | number)[]): string {
  const hex = createHash('sha256')
    .update([to, ...about].join('\n'))
    .digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
