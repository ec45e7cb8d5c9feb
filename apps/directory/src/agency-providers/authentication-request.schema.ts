import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** What somebody is on the way for: to use an invitation's link, by its hash, or to sign in, by the id of the sign-in under way. */
export type Purpose = { readonly join: string } | { readonly signIn: string };

/** Somebody is at an organisation's provider and has not come back. Any instance of directory may see the answer. */
@Schema({ collection: 'authenticationRequests', versionKey: false })
export class AuthenticationRequest {
  /** SHA-256 of the state. */
  @Prop({ type: String, required: true }) _id: string;
  /** SHA-256 of what the browser's cookie holds. */
  @Prop({ type: String, required: true }) browser: string;
  @Prop({ type: String, required: true }) organisation: string;
  /** Who was asked, by whom: an answer counts for these only. */
  @Prop({ type: String, required: true }) issuer: string;
  @Prop({ type: String, required: true }) clientId: string;
  @Prop({ type: Object, required: true }) purpose: Purpose;
  /** Whether the person must sign in there, though there may be a session. */
  @Prop({ type: Boolean, required: true }) anew: boolean;
  @Prop({ type: Date, required: true }) expiresAt: Date;
}

export const AuthenticationRequestSchema = SchemaFactory.createForClass(AuthenticationRequest).index(
  { expiresAt: 1 },
  { expireAfterSeconds: 0 },
);
