import type { CommunityState } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { Community, fromCommunityState, toCommunityState } from './community.schema.ts';

@Injectable()
export class CommunitiesRepository {
  constructor(@InjectModel(Community.name) private readonly communities: Model<Community>) {}

  async find(id: string, session: ClientSession | null = null): Promise<CommunityState | undefined> {
    const found = await this.communities.findById(id).session(session).lean();
    return found ? toCommunityState(found) : undefined;
  }

  async findAll(): Promise<CommunityState[]> {
    return (await this.communities.find().sort({ _id: 1 }).lean()).map(toCommunityState);
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

  async replace(state: CommunityState, session: ClientSession): Promise<void> {
    await this.communities.replaceOne({ _id: state.id }, fromCommunityState(state), { session });
  }

  async insert(state: CommunityState, session: ClientSession): Promise<void> {
    await this.communities.insertMany([fromCommunityState(state)], { session });
  }
}
