import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { DismissalReason } from '../trends/judgement.ts';
import type { Sheet } from './sheet.ts';

/** Who did something. */
export interface Assessor {
  readonly organisation: string;
  /** Absent where a machine did. */
  readonly person?: string;
}

/** What the assessing team has made of a trend so far. Its texts lie here and nowhere else. */
@Schema({ collection: 'assessments', versionKey: false })
export class Assessment {
  /** Id of the trend. */
  @Prop({ type: String, required: true }) _id: string;
  /** How many acts it is made of. */
  @Prop({ type: Number, required: true }) version: number;
  @Prop({ type: Object }) sheet?: Sheet;
  @Prop({ type: Object }) assignee?: Required<Assessor>;
  /** The trend that this one was merged into. */
  @Prop({ type: String }) duplicateOf?: string;
}

export const ACTS = [
  'acknowledged',
  'assigned',
  'noted',
  'sheet',
  'published',
  'dismissed',
  'merged',
  'took-in',
  'gave-back',
  'reopened',
] as const;
export type ActKind = (typeof ACTS)[number];

/** What an act says. */
export interface ActContent {
  readonly kind: ActKind;
  readonly assignee?: Required<Assessor>;
  readonly note?: string;
  readonly sheet?: Sheet;
  readonly reason?: DismissalReason;
  /** What the code of the reason does not say. */
  readonly text?: string;
  /** The other trend of a merging. */
  readonly other?: string;
}

/** One act of an assessor, kept for ever as it was. */
@Schema({ collection: 'assessment-acts', versionKey: false })
export class Act {
  /** `trend|number` */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) trend: string;
  /** From 1 on, without a gap. */
  @Prop({ type: Number, required: true }) number: number;
  @Prop({ type: Date, required: true }) at: Date;
  @Prop({ type: Object, required: true }) by: Assessor;
  /** The revision of the trend that it was about, or that it made. */
  @Prop({ type: Number, required: true }) revision: number;
  @Prop({ type: Object, required: true }) content: ActContent;
}

export const AssessmentSchema = SchemaFactory.createForClass(Assessment);
export const ActSchema = SchemaFactory.createForClass(Act).index({ trend: 1, number: 1 });
