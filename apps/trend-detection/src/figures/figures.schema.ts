import type { Charter } from '@landbridge/contracts';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** Of what the figures of an audience are made, its series and its trends. */
@Schema({ collection: 'figures', versionKey: false })
export class Figures {
  /** The audience. */
  @Prop({ type: String, required: true }) _id: string;
  /** Under which charter they stand; the public has none. */
  @Prop({ type: Object }) charter?: Charter;
  /** Raised when the figures turn. Who writes names it, so that nothing made of what they stood on before comes too late. */
  @Prop({ type: Number, required: true }) edition: number;
  /** Transactions that wrote trends of this edition: two that meet here do not both commit. */
  @Prop({ type: Number }) writes?: number;
  /** The family of lines that the trends are made of; absent before there is one. */
  @Prop({ type: String }) family?: string;
}

export const FiguresSchema = SchemaFactory.createForClass(Figures);
