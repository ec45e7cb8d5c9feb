import type { Charter, CommunityState } from '@landbridge/contracts';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** A closed group with its charter, as it was last changed. */
@Schema({ collection: 'communities', versionKey: false })
export class Community {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) name: string;
  @Prop({ type: String }) owner?: string;
  /** The organisation that founded it, whoever owns it now; absent where the operator did. */
  @Prop({ type: String }) founder?: string;
  @Prop({ type: Object, required: true }) charter: Charter;
  @Prop({ type: Number, required: true }) sequence: number;
  /** Whether who is not in it may know that it exists, what its charter is and who decides on it. */
  @Prop({ type: Boolean, required: true }) listed: boolean;
  /** Counts the changes that its versions tell of. */
  @Prop({ type: Number, required: true }) version: number;
}

export const CommunitySchema = SchemaFactory.createForClass(Community)
  .index({ sequence: 1 }, { unique: true })
  .index({ owner: 1 }, { sparse: true })
  .index({ founder: 1 }, { sparse: true });

/** What the network is told of it. */
export const toCommunityState = ({ _id: id, listed: _l, founder: _f, version: _v, ...rest }: Community): CommunityState => ({
  id,
  ...rest,
});
