import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** Written by all who put together that a report was read and that it is gone, so that of two at the same time the later one sees the other's half. */
@Schema({ collection: 'crossings', versionKey: false })
export class Crossing {
  /** The report. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: Number, required: true }) times: number;
}

export const CrossingSchema = SchemaFactory.createForClass(Crossing);
