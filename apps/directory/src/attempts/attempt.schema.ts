import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** Failed attempts: to sign in as somebody, known or not, by a known browser, from an address; or to invite by a name that is taken. */
@Schema({ collection: 'signInAttempts', versionKey: false })
export class Attempt {
  /** A keyed digest of what is counted, which stands nowhere here. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: Number, required: true }) failures: number;
  /** No attempt is looked at before. */
  @Prop({ type: Date, required: true }) closedUntil: Date;
  @Prop({ type: Date, required: true }) expiresAt: Date;
}

export const AttemptSchema = SchemaFactory.createForClass(Attempt).index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
