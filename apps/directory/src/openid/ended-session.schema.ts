import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** A session that ended before its time. It is kept for longer than it could have lasted, and the network is told of it for as long as its tokens live. */
@Schema({ collection: 'endedSessions', versionKey: false })
export class EndedSession {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) organisation: string;
  @Prop({ type: Date, required: true }) endedAt: Date;
}

export const EndedSessionSchema = SchemaFactory.createForClass(EndedSession).index({ organisation: 1, endedAt: 1 });
