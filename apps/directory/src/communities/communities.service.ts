import { PUBLIC_AUDIENCE, TIERS, type Charter, type CommunityState, type OrganisationState } from '@landbridge/contracts';
import { Problem } from '@landbridge/platform';
import { admits } from '@landbridge/sharing';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { isDuplicateKey } from '../duplicate-key.ts';
import { OrganisationsService } from '../organisations/organisations.service.ts';
import { PolicyChanges } from '../policy/policy-changes.ts';
import { CommunitiesRepository } from './communities.repository.ts';
import type { NewCommunity } from './community.bodies.ts';
import { TIER_CHARTERS } from './tiers.ts';

@Injectable()
export class CommunitiesService implements OnApplicationBootstrap {
  constructor(
    private readonly communities: CommunitiesRepository,
    private readonly organisations: OrganisationsService,
    private readonly changes: PolicyChanges,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const id of TIERS) if (!(await this.communities.find(id))) await this.insert({ id, ...TIER_CHARTERS[id] }).catch(ignoreDuplicate);
  }

  list(): Promise<CommunityState[]> {
    return this.communities.findAll();
  }

  async get(id: string): Promise<CommunityState> {
    const community = await this.communities.find(id);
    if (!community) throw new Problem({ type: 'not-found', status: 404, title: 'Nothing here', detail: 'There is no such community.' });
    return community;
  }

  async found(community: NewCommunity): Promise<CommunityState> {
    if (community.id === PUBLIC_AUDIENCE)
      throw new Problem({
        type: 'id-taken',
        status: 409,
        title: 'The id is taken',
        detail: `"${PUBLIC_AUDIENCE}" stands for everybody; choose another id.`,
      });
    try {
      return await this.insert(community);
    } catch (error) {
      if (isDuplicateKey(error))
        throw new Problem({
          type: 'id-taken',
          status: 409,
          title: 'The id is taken',
          detail: 'Another community has this id; choose another one.',
        });
      throw error;
    }
  }

  async setCharter(id: string, charter: Charter): Promise<CommunityState> {
    const { sequence: _, ...community } = await this.get(id);
    return this.changes.write(async (sequence, session) => {
      const state = { ...community, charter, sequence };
      await this.communities.replace(state, session);
      return state;
    });
  }

  /** A charter states who is admitted; nobody else joins. */
  async join(id: string, organisation: string): Promise<OrganisationState> {
    const { charter } = await this.get(id);
    return this.organisations.change(organisation, (member) => {
      if (!admits(charter, member))
        throw new Problem({
          type: 'not-admitted',
          status: 409,
          title: 'The charter does not admit it',
          detail: `The charter of ${id} admits ${describe(charter)}; this organisation is ${member.kind}, ${member.regime}, ${member.country}, cleared for ${member.clearance}.`,
        });
      return member.communities.includes(id) ? member : { ...member, communities: [...member.communities, id].sort() };
    });
  }

  async leave(id: string, organisation: string): Promise<OrganisationState> {
    await this.get(id);
    return this.organisations.change(organisation, (member) => ({
      ...member,
      communities: member.communities.filter((other) => other !== id),
    }));
  }

  private insert(community: NewCommunity): Promise<CommunityState> {
    return this.changes.write(async (sequence, session) => {
      const state = { ...community, sequence };
      await this.communities.insert(state, session);
      return state;
    });
  }
}

const describe = ({ admits: kinds, regimes, countries, clearance }: Charter) =>
  `${kinds.join(', ')} under ${regimes.join(', ')} from ${countries?.join(', ') ?? 'any country'}, cleared for ${clearance} at least`;

/** Another instance was faster. */
function ignoreDuplicate(error: unknown): void {
  if (!isDuplicateKey(error)) throw error;
}
