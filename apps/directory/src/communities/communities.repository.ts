import { TIERS, type CommunityState } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { changedFields } from '../policy/changed-fields.ts';
import type { PolicyTransaction } from '../policy/policy-transaction.ts';
import { type Edit, VersionsRepository } from '../policy/versions.repository.ts';
import { Community, toCommunityState } from './community.schema.ts';

/** A community without what each write gives it. */
export type NewCommunityDocument = Omit<Community, 'sequence' | 'version'>;

@Injectable()
export class CommunitiesRepository {
  constructor(
    @InjectModel(Community.name) private readonly communities: Model<Community>,
    private readonly versions: VersionsRepository,
  ) {}

  async find(id: string, session: ClientSession | null = null): Promise<Community | undefined> {
    return (await this.communities.findById(id).session(session).lean()) ?? undefined;
  }

  findAll(): Promise<Community[]> {
    return this.communities.find().sort({ _id: 1 }).lean();
  }

  findByIds(ids: readonly string[], session: ClientSession | null = null): Promise<Community[]> {
    return this.communities
      .find({ _id: { $in: [...ids] } })
      .sort({ _id: 1 })
      .session(session)
      .lean();
  }

  /** Those that an organisation may know of: the tiers, the listed ones, its own, and those named. */
  findKnownTo(organisation: string, ids: readonly string[]): Promise<Community[]> {
    return this.communities
      .find({ $or: [{ _id: { $in: [...TIERS, ...ids] } }, { listed: true }, { owner: organisation }] })
      .sort({ _id: 1 })
      .lean();
  }

  countFounded(founder: string, session: ClientSession): Promise<number> {
    return this.communities.countDocuments({ founder }).session(session).exec();
  }

  async findChangedAfter(sequence: number, session: ClientSession | null = null): Promise<CommunityState[]> {
    return (
      await this.communities
        .find({ sequence: { $gt: sequence } })
        .sort({ sequence: 1 })
        .session(session)
        .lean()
    ).map(toCommunityState);
  }

  async insert(change: PolicyTransaction, community: NewCommunityDocument, edit: Edit): Promise<Community> {
    const document = numbered(change, { ...community, version: 1 });
    await this.communities.insertMany([document], { session: change.session });
    await this.versions.insertAll(change, [versionOf(undefined, document)], edit);
    return document;
  }

  /** Writes what a community becomes, with its next number, and what changed as a version. */
  async save(change: PolicyTransaction, before: Community, after: NewCommunityDocument, edit: Edit): Promise<Community> {
    const document = numbered(change, { ...after, version: before.version + 1 });
    await this.communities.replaceOne({ _id: before._id }, document, { session: change.session });
    await this.versions.insertAll(change, [versionOf(before, document)], edit);
    return document;
  }
}

function numbered(change: PolicyTransaction, community: Omit<Community, 'sequence'>): Community {
  const { sequence } = change.record(toCommunityState({ ...community, sequence: 0 }));
  return { ...community, sequence };
}

function versionOf(before: Community | undefined, after: Community) {
  const { _id, sequence: _s, version: _v, ...changed } = changedFields(before, after);
  return { subject: after._id, number: after.version, changed };
}
