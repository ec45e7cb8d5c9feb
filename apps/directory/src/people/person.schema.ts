import type { PersonRole } from '@landbridge/contracts';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

export type PersonStatus = 'invited' | 'active' | 'removed';

/** A link by which somebody sets password and second factor, once. */
export interface OneTimeLink {
  /** SHA-256, hex. */
  readonly hash: string;
  readonly expiresAt: Date;
  /** When its page was first shown, to whomever. */
  readonly openedAt?: Date;
}

export interface SecondFactor {
  /** The secret of RFC 6238, sealed under the people's key; base64. */
  readonly sealed: string;
  /** The last step whose code was used. */
  readonly lastStep: number;
}

/** Somebody who acts for an organisation. Names and what proves who they are never leave directory. */
@Schema({ collection: 'people', versionKey: false })
export class Person {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) organisation: string;
  /** Kept when somebody is removed: records of what was done name people by id. */
  @Prop({ type: String, required: true }) name: string;
  /** The name or e-mail address to sign in with, in small letters. */
  @Prop({ type: String }) login?: string;
  @Prop({ type: [String], required: true }) roles: PersonRole[];
  @Prop({ type: String, required: true }) status: PersonStatus;
  /** argon2id, in the PHC string format. */
  @Prop({ type: String }) password?: string;
  @Prop({ type: Object }) secondFactor?: SecondFactor;
  /** SHA-256, hex, of the recovery codes that were not used. */
  @Prop({ type: [String], required: true }) recovery: string[];
  /** An account at the organisation's provider, which stands for password and second factor: its id in `agencyAccounts`. */
  @Prop({ type: String }) account?: string;
  @Prop({ type: Object }) link?: OneTimeLink;
  /** When the last link was used. Whoever signed in as this person before did so by what counts no more. */
  @Prop({ type: Date }) signInsCountFrom?: Date;
  @Prop({ type: Date, required: true }) createdAt: Date;
  @Prop({ type: Date }) removedAt?: Date;
}

export const PersonSchema = SchemaFactory.createForClass(Person)
  .index({ login: 1 }, { unique: true, sparse: true })
  .index({ organisation: 1, _id: 1 })
  .index({ 'link.hash': 1 }, { sparse: true });
