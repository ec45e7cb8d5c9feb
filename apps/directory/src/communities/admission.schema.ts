import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Author } from '../policy/author.ts';

/** Who asked: the community invites, or the organisation applies. The other side answers. */
export const ADMISSION_SIDES = ['invitation', 'application'] as const;
export type AdmissionSide = (typeof ADMISSION_SIDES)[number];
export const ADMISSION_DECISIONS = ['accepted', 'declined', 'withdrawn'] as const;
export type AdmissionDecision = (typeof ADMISSION_DECISIONS)[number];
export const ADMISSION_STATES = ['open', ...ADMISSION_DECISIONS] as const;

/** One side's wish that an organisation joins a community, and what became of it. Kept for ever. */
@Schema({ collection: 'admissions', versionKey: false })
export class Admission {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) community: string;
  @Prop({ type: String, required: true }) organisation: string;
  /** How many there were before between the two: of two that are opened at once, one is refused by the index. */
  @Prop({ type: Number, required: true }) earlier: number;
  @Prop({ type: String, required: true }) side: AdmissionSide;
  @Prop({ type: String, required: true }) state: (typeof ADMISSION_STATES)[number];
  @Prop({ type: Date, required: true }) at: Date;
  @Prop({ type: Object, required: true }) by: Author;
  @Prop({ type: Date }) decidedAt?: Date;
  @Prop({ type: Object }) decidedBy?: Author;
}

export const AdmissionSchema = SchemaFactory.createForClass(Admission)
  .index({ community: 1, organisation: 1, earlier: 1 }, { unique: true })
  .index({ community: 1, state: 1 })
  .index({ organisation: 1, state: 1 });
