import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { TableId } from './catalogue.ts';
import type { Codebook } from './codebook.ts';
import type { Asked } from './release-figures.ts';
import type { Place } from './tally.ts';

/** A release of public figures. Once it is published nothing of it changes. */
@Schema({ collection: 'statistics-releases', versionKey: false })
export class StoredRelease {
  /** Its number, from 1, without gaps: every number that is given is published. */
  @Prop({ type: Number, required: true }) _id: number;
  @Prop({ type: String, required: true }) state: 'making' | 'published';
  @Prop({ type: Object, required: true }) asked: Asked;
  /** As it was when the release was asked for. */
  @Prop({ type: Object, required: true }) codebook: Codebook;
  /** Tables whose figures are there. */
  @Prop({ type: [String], required: true }) done: TableId[];
  /** Who makes it now: whoever begins anew shuts out all others. */
  @Prop({ type: String }) run?: string;
  /** Transactions of whoever makes it: two that meet here do not both commit. */
  @Prop({ type: Number }) writes?: number;
  @Prop({ type: Date }) publishedAt?: Date;
  /** SHA-256 of what is answered as JSON. */
  @Prop({ type: String }) digest?: string;
}

/** One figure of a release, and for a new value the reports that were counted, by organisation: they are told to nobody. */
@Schema({ collection: 'statistics-figures', versionKey: false })
export class StoredFigure {
  /** `release|table|period|codes|unit` */
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: Number, required: true }) release: number;
  @Prop({ type: String, required: true }) table: TableId;
  @Prop({ type: Object, required: true }) place: Place;
  @Prop({ type: Number, required: true }) value: number;
  @Prop({ type: Array }) reports?: [organisation: string, reports: number][];
}

export const StoredReleaseSchema = SchemaFactory.createForClass(StoredRelease).index({ state: 1, _id: 1 });
export const StoredFigureSchema = SchemaFactory.createForClass(StoredFigure).index({ release: 1 }).index({ table: 1 });
