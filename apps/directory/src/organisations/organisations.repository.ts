import type { OrganisationKind, OrganisationState } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { fromState, Organisation, toState } from './organisation.schema.ts';

export interface OrganisationFilter {
  kind?: OrganisationKind | undefined;
  country?: string | undefined;
}

@Injectable()
export class OrganisationsRepository {
  constructor(@InjectModel(Organisation.name) private readonly organisations: Model<Organisation>) {}

  async find(id: string, session: ClientSession | null = null): Promise<OrganisationState | undefined> {
    const found = await this.organisations.findById(id).session(session).lean();
    return found ? toState(found) : undefined;
  }

  /** In the order of ids, from the one after `after`. */
  async findPage(filter: OrganisationFilter, after: string | undefined, limit: number): Promise<OrganisationState[]> {
    const conditions = {
      ...(filter.kind && { kind: filter.kind }),
      ...(filter.country && { country: filter.country }),
      ...(after && { _id: { $gt: after } }),
    };
    return (await this.organisations.find(conditions).sort({ _id: 1 }).limit(limit).lean()).map(toState);
  }

  async findChangedAfter(sequence: number, session: ClientSession | null = null): Promise<OrganisationState[]> {
    return (
      await this.organisations
        .find({ sequence: { $gt: sequence } })
        .sort({ sequence: 1 })
        .session(session)
        .lean()
    ).map(toState);
  }

  async insert(state: OrganisationState, session: ClientSession): Promise<void> {
    await this.organisations.insertMany([fromState(state)], { session });
  }

  async replace(state: OrganisationState, session: ClientSession): Promise<void> {
    await this.organisations.replaceOne({ _id: state.id }, fromState(state), { session });
  }
}
