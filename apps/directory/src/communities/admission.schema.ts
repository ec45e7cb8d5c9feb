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
  @Prop({ type: String, required: true }) side: AdmissionSide;
  @Prop({ type: String, required: true }) state: (typeof ADMISSION_STATES)[number];
  @Prop({ type: Date, required: true }) at: Date;
  @Prop({ type: Object, required: true }) by: Author;
  @Prop({ type: Date }) decidedAt?: Date;
  @Prop({ type: Object }) decidedBy?: Author;
}

const ONE_IS_OPEN = { name: 'oneIsOpen', unique: true, partialFilterExpression: { state: 'open' } };

export const AdmissionSchema = SchemaFactory.createForClass(Admission)
  .index({ community: 1, organisation: 1 }, ONE_IS_OPEN)
  .index({ organisation: 1, state: 1 });
