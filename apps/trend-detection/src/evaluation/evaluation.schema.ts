import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** How far evaluation has come. One document. */
@Schema({ collection: 'evaluations', versionKey: false })
export class EvaluationState {
  @Prop({ type: String, required: true }) _id: 'last';
  @Prop({ type: String, required: true }) generation: string;
  /** Monday of the newest week, as an epoch day. */
  @Prop({ type: Number, required: true }) closedWeek: number;
}

/** Who evaluates now. */
@Schema({ collection: 'evaluation-leases', versionKey: false })
export class Lease {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) holder: string;
  /** By the store's clock. */
  @Prop({ type: Date, required: true }) until: Date;
  /** Transactions that it has stood behind. */
  @Prop({ type: Number }) writes?: number;
}

export const EvaluationStateSchema = SchemaFactory.createForClass(EvaluationState);
export const LeaseSchema = SchemaFactory.createForClass(Lease);
