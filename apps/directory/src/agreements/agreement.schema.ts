import type { UsePurpose } from '@landbridge/contracts';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Author } from '../policy/author.ts';

/** What the two sides, or the operator, decide; only time expires one. */
export const AGREEMENT_DECISIONS = ['in-force', 'declined', 'withdrawn', 'ended'] as const;
export type AgreementDecision = (typeof AGREEMENT_DECISIONS)[number];
export const AGREEMENT_STAGES = ['proposed', ...AGREEMENT_DECISIONS, 'expired'] as const;
export type AgreementStage = (typeof AGREEMENT_STAGES)[number];

export interface AgreementStep {
  readonly state: AgreementStage;
  readonly at: Date;
  readonly by: Author;
}

/** A sharing agreement between two organisations. Its terms never change: other terms are another agreement. */
@Schema({ collection: 'agreements', versionKey: false })
export class Agreement {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: [String], required: true }) between: string[];
  /** The side that proposed it; absent where the operator registered it for both. */
  @Prop({ type: String }) proposedBy?: string;
  @Prop({ type: [String], required: true }) purposes: UsePurpose[];
  @Prop({ type: Date, required: true }) until: Date;
  @Prop({ type: String, required: true }) state: AgreementStage;
  /** All that happened to it, oldest first. */
  @Prop({ type: [Object], required: true }) history: AgreementStep[];
}

export const AgreementSchema = SchemaFactory.createForClass(Agreement).index({ between: 1, _id: 1 }).index({ state: 1, until: 1 });
