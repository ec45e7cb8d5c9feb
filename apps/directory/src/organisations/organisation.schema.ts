import type { OrganisationState } from '@landbridge/contracts';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { AgreementState, OrganisationKind, OrganisationStatus, PersonState, Regime, Tlp } from '@landbridge/contracts';
import type { Profile } from './profile.bodies.ts';

/** An organisation of the network as it was last changed. */
@Schema({ collection: 'organisations', versionKey: false })
export class Organisation {
  @Prop({ type: String, required: true }) _id: string;
  @Prop({ type: String, required: true }) name: string;
  @Prop({ type: String, required: true }) kind: OrganisationKind;
  @Prop({ type: String, required: true }) country: string;
  @Prop({ type: String, required: true }) regime: Regime;
  @Prop({ type: String, required: true }) status: OrganisationStatus;
  @Prop({ type: Boolean, required: true }) assessing: boolean;
  @Prop({ type: Boolean, required: true }) operates: boolean;
  @Prop({ type: String, required: true }) clearance: Tlp;
  @Prop({ type: [String], required: true }) communities: string[];
  @Prop({ type: [Object], required: true }) agreements: AgreementState[];
  @Prop({ type: [Object], required: true }) people: PersonState[];
  @Prop({ type: [String], required: true }) revokedCredentials: string[];
  @Prop({ type: Number, required: true }) sequence: number;
  /** Counts the changes that its versions tell of. */
  @Prop({ type: Number, required: true }) version: number;
  /** Number of the transaction that last wrote it. */
  @Prop({ type: Number, required: true }) serial: number;
  /** Never leaves directory's store but by REST. */
  @Prop({ type: Object, required: true }) profile: Profile;
}

export const OrganisationSchema = SchemaFactory.createForClass(Organisation)
  .index({ sequence: 1 }, { unique: true })
  .index({ country: 1, kind: 1, _id: 1 })
  .index({ kind: 1, _id: 1 })
  .index({ communities: 1, _id: 1 })
  .index({ serial: 1 });

/** What the network is told of it. */
export const toState = ({ _id: id, version: _v, serial: _s, profile: _p, ...rest }: Organisation): OrganisationState => ({ id, ...rest });
