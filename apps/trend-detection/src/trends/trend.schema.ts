import type { Trend } from '@landbridge/contracts';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { JudgedTrend, Judgement } from './judgement.ts';

/** A trend as it stands. */
@Schema({ collection: 'trends', versionKey: false })
export class StoredTrend {
  /** Its id. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: Number, required: true }) revision: number;
  @Prop({ type: String, required: true }) state: Trend['state'];
  @Prop({ type: String }) kind?: NonNullable<Trend['kind']>;
  @Prop({ type: String, required: true }) audience: string;
  @Prop({ type: Object, required: true }) series: Trend['series'];
  @Prop({ type: Array, default: undefined }) shares?: NonNullable<Trend['shares']>;
  @Prop({ type: Object }) awayFrom?: NonNullable<Trend['awayFrom']>;
  @Prop({ type: String, required: true }) method: Trend['method'];
  @Prop({ type: String, required: true }) firstBucket: string;
  @Prop({ type: String, required: true }) lastBucket: string;
  @Prop({ type: Object, required: true }) evidence: Trend['evidence'];
  @Prop({ type: Number, required: true }) organisations: number;
  @Prop({ type: Number, required: true }) countries: number;
  @Prop({ type: Boolean, required: true }) survivesLeavingOneOut: boolean;
  @Prop({ type: Array, default: undefined }) artefacts?: NonNullable<Trend['artefacts']>;
  @Prop({ type: String, required: true }) explanation: string;
  @Prop({ type: String, required: true }) evaluatedAt: string;
  @Prop({ type: String }) closedBecause?: NonNullable<Trend['closedBecause']>;
  @Prop({ type: Object }) judgement?: Judgement;
}

/** Every revision that a trend has had, kept for ever, but for its figures: they rest on reports that may be withdrawn or narrowed since. */
@Schema({ collection: 'trend-revisions', versionKey: false })
export class TrendRevision {
  /** `id|revision` */
  @Prop({ type: String, required: true }) _id: string;
  /** Id of the trend. */
  @Prop({ type: String, required: true }) trend: string;
  @Prop({ type: Number, required: true }) revision: number;
  @Prop({ type: String, required: true }) state: Trend['state'];
  @Prop({ type: String }) closedBecause?: NonNullable<Trend['closedBecause']>;
  /** When it was made: by evaluation, or by an assessor. */
  @Prop({ type: Date, required: true }) at: Date;
}

export const StoredTrendSchema = SchemaFactory.createForClass(StoredTrend).index({ audience: 1 }).index({ lastBucket: -1, _id: 1 });
export const TrendRevisionSchema = SchemaFactory.createForClass(TrendRevision).index({ trend: 1, revision: 1 });

export const toJudged = ({ _id: id, ...rest }: StoredTrend): JudgedTrend => ({ id, ...rest });
export const toTrend = (stored: StoredTrend): Trend => toldOf(toJudged(stored));
export const fromTrend = ({ id: _id, ...rest }: JudgedTrend): StoredTrend => ({ _id, ...rest });
export function revisionOf({ id, revision, state, closedBecause }: JudgedTrend, at: Date): TrendRevision {
  return { _id: `${id}|${revision}`, trend: id, revision, state, ...(closedBecause && { closedBecause }), at };
}
/** A trend as others are told of it. */
export const toldOf = ({ judgement: _, ...told }: JudgedTrend): Trend => told;
/** `dimension:value` */
export const aboutOf = ({ series }: Pick<Trend, 'series'>) => `${series.dimension}:${series.value}`;
