import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** The OpenID provider at which an organisation's people may sign in: one for each at most, so names need no index. Nothing of it leaves directory. */
@Schema({ collection: 'agencyProviders', versionKey: false })
export class AgencyProvider {
  /** The organisation. */
  @Prop({ type: String, required: true }) _id: string;
  /** What people type. Only its organisation's, now and later: see ProviderName. */
  @Prop({ type: String, required: true }) name: string;
  /** As the provider's metadata spells it. */
  @Prop({ type: String, required: true }) issuer: string;
  @Prop({ type: String, required: true }) clientId: string;
  /** Sealed under the people's key; base64. */
  @Prop({ type: String, required: true }) clientSecret: string;
  /** Values of `acr` that stand for two factors, besides `mfa` in `amr`. */
  @Prop({ type: [String], required: true }) acrValues: string[];
  @Prop({ type: Date, required: true }) changedAt: Date;
}

export const AgencyProviderSchema = SchemaFactory.createForClass(AgencyProvider);
