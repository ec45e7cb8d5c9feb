import type {
  Attribution,
  DisputeOutcome,
  IsicSection,
  Lure,
  ModusOperandiAct,
  ModusOperandiAuthor,
  ModusOperandiEvidence,
  ModusOperandiMarking,
  ModusOperandiStage,
  ModusOperandiStatus,
  ModusOperandiWords,
  PlatformType,
  Regime,
  SharingGround,
  Subsector,
  UsePurpose,
} from '@landbridge/contracts';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** Who did something, with the credential that it was done by. */
export interface Author extends ModusOperandiAuthor {
  readonly clientId?: string;
}

export interface Translation extends ModusOperandiWords {
  readonly language: string;
}

export interface Dispute {
  readonly id: string;
  readonly reason: string;
  readonly by: Author;
  readonly at: Date;
  /** Of the entry at that time: who could not read it then is not told now. */
  readonly marking: ModusOperandiMarking;
  readonly candidate: boolean;
  readonly decision?: { readonly outcome: DisputeOutcome; readonly reason: string; readonly by: Author; readonly at: Date };
}

/** The words of people and the codes that they chose. */
export interface Content extends ModusOperandiWords {
  readonly language: string;
  readonly aliases: readonly string[];
  readonly stage?: ModusOperandiStage;
  readonly lures: readonly Lure[];
  readonly channels: readonly PlatformType[];
  readonly sectors: readonly { readonly section?: IsicSection; readonly subsector?: Subsector }[];
  readonly countries: readonly string[];
  readonly evidence: ModusOperandiEvidence;
  readonly marking: ModusOperandiMarking;
}

/** An entry of the catalogue. Under the names of a report stands what the sharing policy looks at. */
@Schema({ collection: 'modus-operandi', versionKey: false, minimize: false })
export class Entry implements Content {
  /** Its key. */
  @Prop({ type: String, required: true }) _id: string;
  /** What reports name; the same in entries of communities that cannot see each other's. */
  @Prop({ type: String, required: true }) tag: string;
  @Prop({ type: Number, required: true }) revision: number;
  @Prop({ type: String, required: true }) status: ModusOperandiStatus;
  @Prop({ type: String, required: true }) name: string;
  @Prop({ type: [String], required: true }) whatToLookFor: string[];
  @Prop({ type: [String], required: true }) countermeasures: string[];
  @Prop({ type: String, required: true }) language: string;
  @Prop({ type: [String], required: true }) aliases: readonly string[];
  @Prop({ type: String }) stage?: ModusOperandiStage;
  @Prop({ type: [String], required: true }) lures: readonly Lure[];
  @Prop({ type: [String], required: true }) channels: readonly PlatformType[];
  @Prop({ type: [Object], required: true }) sectors: Content['sectors'];
  @Prop({ type: [String], required: true }) countries: readonly string[];
  @Prop({ type: Object, required: true }) evidence: ModusOperandiEvidence;
  @Prop({ type: [Object], required: true }) translations: readonly Translation[];
  @Prop({ type: [Object], required: true }) disputes: readonly Dispute[];
  /** Key of the entry that says now what this one said; never one that is merged itself. */
  @Prop({ type: String }) mergedInto?: string;
  /** What detection proposed it for. */
  @Prop({ type: Object }) novelty?: { readonly trend: string; readonly audience: string };
  /** Proposed by detection and not yet decided on: for those who assess. */
  @Prop({ type: Boolean, required: true }) candidate: boolean;
  @Prop({ type: Date, required: true }) changedAt: Date;
  @Prop({ type: Object, required: true }) marking: ModusOperandiMarking;
  /** Whose proposal it is: an organisation, or the network. */
  @Prop({ type: Object, required: true }) contributor: { readonly id: string; readonly regime: Regime };
  @Prop({ type: String, required: true }) attribution: Attribution;
  @Prop({ type: String, required: true }) basis: SharingGround;
  @Prop({ type: [String], required: true }) usePurposes: UsePurpose[];
  @Prop({ type: Boolean, required: true }) concernsMinors: boolean;
}

/** An entry as one act made it. Every revision is kept, and shown to who could have read the entry then. */
@Schema({ collection: 'modus-operandi-revisions', versionKey: false, minimize: false })
export class EntryRevision extends Entry {
  /** `key|revision` */
  declare _id: string;
  @Prop({ type: String, required: true }) entry: string;
  @Prop({ type: String, required: true }) act: ModusOperandiAct;
  @Prop({ type: Object, required: true }) by: Author;
}

/** A tag belongs to one entry among those of one realm. */
@Schema({ collection: 'modus-operandi-tags', versionKey: false })
export class TagClaim {
  /** `realm|tag` */
  @Prop({ type: String, required: true }) _id: string;
  /** Key of an entry that is not merged. */
  @Prop({ type: String, required: true }) entry: string;
}

export const EntrySchema = SchemaFactory.createForClass(Entry).index({ tag: 1, _id: 1 }).index({ aliases: 1 }).index({ mergedInto: 1 });
export const EntryRevisionSchema = SchemaFactory.createForClass(EntryRevision).index({ entry: 1, revision: -1 });
export const TagClaimSchema = SchemaFactory.createForClass(TagClaim).index({ entry: 1 });
