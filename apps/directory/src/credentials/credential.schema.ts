import type { JsonWebKey } from 'node:crypto';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** One client id of an organisation, with a secret or a public key. The secret itself is shown once and kept nowhere. */
@Schema({ collection: 'credentials', versionKey: false })
export class Credential {
  /** The client id. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) organisation: string;
  /** SHA-256, hex. The secret is 256 random bits, so a slow hash would add nothing. */
  @Prop({ type: String }) secretHash?: string;
  @Prop({ type: Object }) publicKey?: JsonWebKey;
  /** What its tokens may hold; all that an organisation's may where nothing was said. */
  @Prop({ type: [String], default: undefined }) scopes?: string[];
  @Prop({ type: Date, required: true }) createdAt: Date;
  @Prop({ type: Date }) revokedAt?: Date;
}

export const CredentialSchema = SchemaFactory.createForClass(Credential).index({ organisation: 1, _id: 1 });
