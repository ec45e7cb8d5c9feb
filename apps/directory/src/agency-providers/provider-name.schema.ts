import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/**
 * A name that a provider has, or had. It stays its organisation's: browsers remember it, and people type it out of habit, so
 * whoever took it over would be given what they type at the next page.
 */
@Schema({ collection: 'providerNames', versionKey: false })
export class ProviderName {
  /** The name. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) organisation: string;
}

export const ProviderNameSchema = SchemaFactory.createForClass(ProviderName);
