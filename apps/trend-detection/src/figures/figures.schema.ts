import type { Charter } from '@landbridge/contracts';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { TrendChange } from '../evaluation/reconcile.ts';

/** The making of a community's figures under another charter, beside those that stand. */
export interface Remaking {
  /** Names what was laid aside for it. */
  readonly run: string;
  readonly charter: Charter;
  readonly generation: string;
  readonly closedWeek: number;
  /** First week that counts, as an epoch day. */
  readonly from: number;
  /** Key of the last series that is done; empty at the beginning. */
  readonly after: string;
  readonly done: number;
  readonly total: number;
  readonly since: Date;
}

/** Under which charter the figures of a community are made, its series and its trends. */
@Schema({ collection: 'figures', versionKey: false })
export class Figures {
  /** The community. */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: Object, required: true }) charter: Charter;
  /** Raised when the charter of the figures changes. Who writes names it, so that nothing made under an older charter comes too late. */
  @Prop({ type: Number, required: true }) edition: number;
  /** Transactions that wrote trends of this edition: two that meet here do not both commit. */
  @Prop({ type: Number }) writes?: number;
  @Prop({ type: Object }) remaking?: Remaking;
}

/** A change of a trend that waits until all figures of its community are made anew. */
@Schema({ collection: 'trends-aside', versionKey: false })
export class TrendAside {
  /** `run|trend` */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) run: string;
  /** `dimension:value` */
  @Prop({ type: String, required: true }) about: string;
  @Prop({ type: Object, required: true }) change: TrendChange;
}

export const FiguresSchema = SchemaFactory.createForClass(Figures);
export const TrendAsideSchema = SchemaFactory.createForClass(TrendAside).index({ run: 1, about: 1 });
