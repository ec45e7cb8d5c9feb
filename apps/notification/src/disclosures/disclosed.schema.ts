import type { Disclosure, WithdrawalDelivered } from '@landbridge/contracts';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** An event that was sent on `disclosures`, kept for ever: ingestion may have to be told again who had a report, and who knows that it is gone. */
@Schema({ collection: 'disclosed', versionKey: false })
export class Disclosed {
  /** Of the event, and of the delivery that it tells of. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) name: 'disclosure.recorded' | 'withdrawal.delivered';
  @Prop({ type: Object, required: true }) data: Disclosure | WithdrawalDelivered;
}

export const DisclosedSchema = SchemaFactory.createForClass(Disclosed).index({ 'data.report': 1 });
