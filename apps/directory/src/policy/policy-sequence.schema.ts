import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** The number of the last change of the policy context. One document: every change meets here, so that all have one order. */
@Schema({ collection: 'policySequence', versionKey: false })
export class PolicySequence {
  @Prop({ type: String, required: true }) _id: 'policy';
  @Prop({ type: Number, required: true }) value: number;
  /** Number of the last transaction. One may make no record of the policy context, or several. */
  @Prop({ type: Number, required: true }) serial: number;
  /** When, by the store's clock, the last of what it sent was. */
  @Prop({ type: Date }) at?: Date;
}

export const PolicySequenceSchema = SchemaFactory.createForClass(PolicySequence);
