import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** An account at an organisation's provider that somebody signs in by: one person has it at most. */
@Schema({ collection: 'agencyAccounts', versionKey: false })
export class AgencyAccount {
  /** A keyed digest of issuer and subject: neither stands here. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) person: string;
}

export const AgencyAccountSchema = SchemaFactory.createForClass(AgencyAccount).index({ person: 1 });
