import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** A session that ended before its time. The network is told of it until its last token has long ended. */
@Schema({ collection: 'endedSessions', versionKey: false })
export class EndedSession {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) organisation: string;
  @Prop({ type: Date, required: true }) endedAt: Date;
}

export const EndedSessionSchema = SchemaFactory.createForClass(EndedSession).index({ organisation: 1, endedAt: 1 });
