import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** The link by which the first administrator comes in: one document, replaced at each start, gone when it was used. */
@Schema({ collection: 'setup', versionKey: false })
export class SetupLink {
  @Prop({ type: String, required: true }) _id: 'setup';
  /** SHA-256, hex. */
  @Prop({ type: String, required: true }) hash: string;
}

export const SetupLinkSchema = SchemaFactory.createForClass(SetupLink);
