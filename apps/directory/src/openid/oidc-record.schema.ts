import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** What the OpenID provider keeps: sessions, grants, codes, refresh tokens, sign-ins under way, and ids of assertions seen. */
@Schema({ collection: 'openid', versionKey: false })
export class OidcRecord {
  /** SHA-256 of kind and id. The id itself opens something, so it stands nowhere. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) kind: string;
  /** JSON: its names hold dots. */
  @Prop({ type: String, required: true }) payload: string;
  @Prop({ type: Date }) expiresAt?: Date;
  @Prop({ type: Date }) consumedAt?: Date;
  @Prop({ type: String }) grant?: string;
  /** Of a session: the id that tokens carry. */
  @Prop({ type: String }) uid?: string;
  @Prop({ type: String }) person?: string;
}

export const OidcRecordSchema = SchemaFactory.createForClass(OidcRecord)
  .index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
  .index({ grant: 1 }, { sparse: true })
  .index({ uid: 1 }, { sparse: true })
  .index({ person: 1, kind: 1 }, { sparse: true });
