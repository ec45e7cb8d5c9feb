import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { LatestReport, LatestTrend } from './reach.ts';

/** What is known of a report or a trend: its last revision, for ever, so that nothing old is taken for new. */
@Schema({ collection: 'subjects', versionKey: false })
export class Subject {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: Number, required: true }) revision: number;
  /** The last revision that came live, where a replay told of a later one: those in between, and that one, still make deliveries when they come. */
  @Prop({ type: Number }) routed?: number;
  @Prop({ type: Boolean, required: true }) withdrawn: boolean;
  /** Of a report that is not withdrawn. */
  @Prop({ type: Object }) report?: LatestReport;
  /** Of a trend. */
  @Prop({ type: Object }) trend?: LatestTrend;
}

export const SubjectSchema = SchemaFactory.createForClass(Subject);
