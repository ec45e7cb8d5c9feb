import type { Charter, CommunityState } from '@landbridge/contracts';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** A closed group with its charter, as it was last changed. */
@Schema({ collection: 'communities', versionKey: false })
export class Community {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) name: string;
  @Prop({ type: Object, required: true }) charter: Charter;
  @Prop({ type: Number, required: true }) sequence: number;
}

export const CommunitySchema = SchemaFactory.createForClass(Community).index({ sequence: 1 }, { unique: true });

export const toCommunityState = ({ _id: id, ...rest }: Community): CommunityState => ({ id, ...rest });
export const fromCommunityState = ({ id: _id, ...rest }: CommunityState): Community => ({ _id, ...rest });
