import type { PolicyRecord, PolicyState } from '@landbridge/messaging';
import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongoose';
import { CommunitiesRepository } from '../communities/communities.repository.ts';
import { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import { PolicyChanges } from './policy-changes.ts';

/** All records of the policy context as directory holds them. */
@Injectable()
export class PolicyRecords {
  constructor(
    private readonly organisations: OrganisationsRepository,
    private readonly communities: CommunitiesRepository,
    private readonly changes: PolicyChanges,
  ) {}

  async changedAfter(after: number): Promise<PolicyState> {
    // the number first: a change that is made meanwhile may then be among the records, but none below the number is missing
    const sequence = await this.changes.sequence();
    return { sequence, records: await this.read(after, null) };
  }

  /** In the order of their numbers. */
  async read(after: number, session: ClientSession | null): Promise<PolicyRecord[]> {
    const organisations = await this.organisations.findChangedAfter(after, session);
    const communities = await this.communities.findChangedAfter(after, session);
    return [
      ...organisations.map((state) => ({ kind: 'organisation' as const, state })),
      ...communities.map((state) => ({ kind: 'community' as const, state })),
    ].sort((one, other) => one.state.sequence - other.state.sequence);
  }
}
