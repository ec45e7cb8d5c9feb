import { TIERS } from '@landbridge/contracts';
import { Problem, type Caller } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import { AdmissionsRepository } from './admissions.repository.ts';
import { CommunitiesRepository } from './communities.repository.ts';
import type { Community } from './community.schema.ts';

/** Who may know of which community. To all others it is as if there were none, whatever they ask. */
@Injectable()
export class CommunityAccess {
  constructor(
    private readonly communities: CommunitiesRepository,
    private readonly admissions: AdmissionsRepository,
    private readonly organisations: OrganisationsRepository,
  ) {}

  async list(caller: Caller): Promise<Community[]> {
    if (caller.kind !== 'organisation') return this.communities.findAll();
    const { id } = caller.organisation;
    return this.communities.findKnownTo(id, await this.insideOf(id));
  }

  /** @throws Problem 404, the same for what is not there and for what the caller may not know of */
  async get(id: string, caller: Caller): Promise<Community> {
    const community = await this.communities.find(id);
    if (!community || !(await this.knows(caller, community))) throw notFound();
    return community;
  }

  /** For who decides on it. @throws Problem 404, or 403 for who may know of it but not decide */
  async getToDecide(id: string, caller: Caller): Promise<Community> {
    const community = await this.get(id, caller);
    if (decides(caller, community)) return community;
    throw new Problem({
      type: 'forbidden',
      status: 403,
      title: 'Not allowed',
      detail: 'Only the owner of the community and the operator do this.',
    });
  }

  /** For who may know its members. Those of a tier are known to all, those of a listed community only inside. @throws Problem 404 or 403 */
  async getFromInside(id: string, caller: Caller): Promise<Community> {
    const community = await this.get(id, caller);
    if (caller.kind !== 'organisation' || isTier(id) || decides(caller, community)) return community;
    if ((await this.insideOf(caller.organisation.id)).includes(id)) return community;
    throw new Problem({
      type: 'forbidden',
      status: 403,
      title: 'Not allowed',
      detail: 'Only members of the community, and those whom it invited, may know who is in it.',
    });
  }

  private async knows(caller: Caller, community: Community): Promise<boolean> {
    if (caller.kind !== 'organisation' || community.listed || isTier(community._id) || decides(caller, community)) return true;
    return (await this.insideOf(caller.organisation.id)).includes(community._id);
  }

  /** Communities that an organisation is in, or was invited to. From the store, so that it knows at once. */
  private async insideOf(organisation: string): Promise<string[]> {
    const [member, inviting] = await Promise.all([this.organisations.find(organisation), this.admissions.findInviting(organisation)]);
    return [...(member?.communities ?? []), ...inviting];
  }
}

export function isTier(id: string): boolean {
  return TIERS.some((tier) => tier === id);
}

export function decides(caller: Caller, { owner }: Pick<Community, 'owner'>): boolean {
  return caller.kind === 'operator' || (caller.kind === 'organisation' && owner === caller.organisation.id);
}

export function notFound(): Problem {
  return new Problem({
    type: 'not-found',
    status: 404,
    title: 'Nothing here',
    detail: 'There is no such community, or it is not for you.',
  });
}
