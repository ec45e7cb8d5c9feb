import type { Disclosure, WithdrawalDelivered } from '@landbridge/contracts';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** An event of `disclosures`, sent from here or read there, kept for ever: who had a report is told when it is gone, and ingestion may have to be told again who had it and who knows. */
@Schema({ collection: 'disclosed', versionKey: false })
export class Disclosed {
  /** Of the event; where it was sent from here mostly that of the delivery that it tells of. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) name: 'disclosure.recorded' | 'withdrawal.delivered';
  @Prop({ type: Object, required: true }) data: Disclosure | WithdrawalDelivered;
}

export const DisclosedSchema = SchemaFactory.createForClass(Disclosed).index({ 'data.report': 1 });
