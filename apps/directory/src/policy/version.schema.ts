import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Author } from './author.ts';

/** What one change made of an organisation or a community. Every version is kept. */
@Schema({ collection: 'versions', versionKey: false })
export class Version {
  /** `<subject>/<number>` */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) subject: string;
  /** From 1. */
  @Prop({ type: Number, required: true }) number: number;
  @Prop({ type: Date, required: true }) at: Date;
  @Prop({ type: Object, required: true }) by: Author;
  /** A code, where one was given. */
  @Prop({ type: String }) reason?: string;
  /** The fields that it changed, as they were from then on; `null` for one that went. */
  @Prop({ type: Object, required: true }) changed: Record<string, unknown>;
}

export const VersionSchema = SchemaFactory.createForClass(Version).index({ subject: 1, number: -1 }, { unique: true });
