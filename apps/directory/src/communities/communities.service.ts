import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type Charter, type OrganisationState, PUBLIC_AUDIENCE, TIERS } from '@landbridge/contracts';
import { Problem, type Caller, type ExpectedVersion, requireVersion } from '@landbridge/platform';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { ClientSession } from 'mongoose';
import { asStored } from '../as-stored.ts';
import { isDuplicateKey } from '../duplicate-key.ts';
import { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import { OrganisationsService } from '../organisations/organisations.service.ts';
import { authorOf, DIRECTORY } from '../policy/author.ts';
import { PolicyChanges } from '../policy/policy-changes.ts';
import type { Version } from '../policy/version.schema.ts';
import { type Edit, VersionsRepository } from '../policy/versions.repository.ts';
import { requireSelfOrOperator } from '../self-or-operator.ts';
import { requireAdmitted, requireConfirmedSafeguards, requireReadable } from './charter-rules.ts';
import { CommunitiesRepository, type NewCommunityDocument } from './communities.repository.ts';
import { CommunityAccess, decides, isTier, notFound } from './community-access.ts';
import type { CommunityDetails, NewCommunity } from './community.bodies.ts';
import type { Community } from './community.schema.ts';
import { Memberships } from './memberships.ts';
import { TIER_CHARTERS } from './tiers.ts';

/** Enough for any work, too few to fill the network: communities stay, also those that their founder left or handed over. */
const MOST_FOUNDED = 50;

@Injectable()
export class CommunitiesService implements OnApplicationBootstrap {
  constructor(
    private readonly communities: CommunitiesRepository,
    private readonly access: CommunityAccess,
    private readonly memberships: Memberships,
    private readonly organisations: OrganisationsService,
    private readonly organisationsRepository: OrganisationsRepository,
    private readonly versions: VersionsRepository,
    private readonly changes: PolicyChanges,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const id of TIERS) {
      if (await this.communities.find(id)) continue;
      await this.insert({ _id: id, ...TIER_CHARTERS[id], listed: true }, { by: DIRECTORY }).catch(ignoreDuplicate);
    }
  }

  list(caller: Caller): Promise<Community[]> {
    return this.access.list(caller);
  }

  get(id: string, caller: Caller): Promise<Community> {
    return this.access.get(id, caller);
  }

  /** Whoever founds a community owns it and is its first member, unless it is the operator, which may name an owner. */
  async found({ id, name, charter, owner: named, listed = false }: NewCommunity, caller: Caller): Promise<Community> {
    requireReadable(charter);
    requireConfirmedSafeguards(charter, undefined, caller);
    if (id === PUBLIC_AUDIENCE || isUUID(id)) throw idTaken(`"${id}" stands for something else; choose another id.`);
    const own = caller.kind === 'organisation' ? caller.organisation.id : undefined;
    if (own !== undefined && named !== undefined) requireSelfOrOperator(caller, named);
    const owner = own ?? named;
    const document = { _id: own === undefined ? id : `${id}-${randomBytes(3).toString('hex')}`, name, charter, listed };
    const whose = { ...(owner !== undefined && { owner }), ...(own !== undefined && { founder: own }) };
    try {
      return await this.insert({ ...document, ...whose }, { by: authorOf(caller) });
    } catch (error) {
      if (isDuplicateKey(error)) throw idTaken('Another community has this id; choose another one.');
      throw error;
    }
  }

  async setDetails(id: string, details: CommunityDetails, expected: ExpectedVersion, caller: Caller): Promise<Community> {
    const { owner } = await this.access.getToDecide(id, caller);
    if (isTier(id) && !details.listed) throw tierStays('is known to everybody');
    return this.changes.write(async (change) => {
      const before = await this.read(id, owner, change.session);
      requireVersion(expected, before.version);
      const after = { ...before, ...details };
      if (isDeepStrictEqual(after, before)) return before;
      return this.communities.save(change, before, after, { by: authorOf(caller) });
    });
  }

  /** Hands a community over to one of its members, or to the operator. */
  async setOwner(id: string, owner: string | undefined, expected: ExpectedVersion, caller: Caller): Promise<Community> {
    const { owner: decider } = await this.access.getToDecide(id, caller);
    if (isTier(id) && owner !== undefined) throw tierStays('belongs to the operator');
    return this.changes.write(async (change) => {
      const before = await this.read(id, decider, change.session);
      requireVersion(expected, before.version);
      if (owner === before.owner) return before;
      if (owner !== undefined && !(await this.organisations.read(change, owner)).communities.includes(id)) throw notAMember();
      const { owner: _before, ...unowned } = before;
      const after = { ...unowned, ...(owner !== undefined && { owner }) };
      return this.communities.save(change, before, after, { by: authorOf(caller) });
    });
  }

  /** Members that the new charter does not admit are taken out in the same transaction. */
  async setCharter(id: string, charter: Charter, expected: ExpectedVersion, caller: Caller): Promise<Community> {
    const { owner } = await this.access.getToDecide(id, caller);
    requireReadable(charter);
    return this.changes.write(async (change) => {
      const before = await this.read(id, owner, change.session);
      requireVersion(expected, before.version);
      requireConfirmedSafeguards(charter, before.charter, caller);
      if (isDeepStrictEqual(asStored(charter), before.charter)) return before;
      return this.memberships.setCharter(change, before, asStored(charter), { by: authorOf(caller) });
    });
  }

  /** The operator acts for both sides. A charter states who is admitted; nobody else joins. */
  async join(id: string, organisation: string, caller: Caller): Promise<OrganisationState> {
    const community = await this.access.get(id, caller);
    const { communities } = await this.organisations.get(organisation);
    if (communities.includes(id)) return this.organisations.get(organisation);
    return this.changes.write(async (change) => {
      const before = await this.organisations.read(change, organisation);
      requireAdmitted((await this.communities.find(id, change.session)) ?? community, before);
      return this.memberships.join(change, before, id, { by: authorOf(caller) });
    });
  }

  /** An organisation leaves, or who decides on the community takes it out. */
  async leave(id: string, organisation: string, caller: Caller): Promise<void> {
    const community = await this.access.get(id, caller);
    if (!decides(caller, community)) requireSelfOrOperator(caller, organisation);
    if (!(await this.organisations.get(organisation)).communities.includes(id)) return;
    await this.changes.write(async (change) =>
      this.memberships.leave(change, await this.organisations.read(change, organisation), id, { by: authorOf(caller) }),
    );
  }

  async listMembers(id: string, after: string | undefined, limit: number, caller: Caller): Promise<OrganisationState[]> {
    await this.access.getFromInside(id, caller);
    return this.organisationsRepository.findMembersPage(id, after, limit);
  }

  /** Newest first. */
  async listVersions(id: string, before: number | undefined, limit: number, caller: Caller): Promise<Version[]> {
    await this.access.getToDecide(id, caller);
    return this.versions.findPage(id, before, limit);
  }

  private insert(community: NewCommunityDocument, edit: Edit): Promise<Community> {
    const { owner, founder } = community;
    return this.changes.write(async (change) => {
      if (founder !== undefined && (await this.communities.countFounded(founder, change.session)) >= MOST_FOUNDED) throw tooMany();
      const founded = await this.communities.insert(change, { ...community, charter: asStored(community.charter) }, edit);
      if (owner === undefined) return founded;
      const first = await this.organisations.read(change, owner);
      requireAdmitted(founded, first);
      await this.memberships.join(change, first, founded._id, edit);
      return founded;
    });
  }

  /** A community as it is in a transaction, if it still belongs to whom the caller was let in as. */
  private async read(id: string, owner: string | undefined, session: ClientSession): Promise<Community> {
    const community = await this.communities.find(id, session);
    if (!community || community.owner !== owner) throw notFound();
    return community;
  }
}

/** Another instance was faster. */
function ignoreDuplicate(error: unknown): void {
  if (!isDuplicateKey(error)) throw error;
}

function idTaken(detail: string): Problem {
  return new Problem({ type: 'id-taken', status: 409, title: 'The id is taken', detail });
}

function tierStays(what: string): Problem {
  return new Problem({ type: 'is-a-tier', status: 409, title: 'A tier stays one', detail: `This community is a tier and ${what}.` });
}

function notAMember(): Problem {
  return new Problem({
    type: 'not-a-member',
    status: 409,
    title: 'It is not a member',
    detail: 'A community is owned by one of its members; let the organisation join first.',
  });
}

function tooMany(): Problem {
  return new Problem({
    type: 'too-many-communities',
    status: 409,
    title: 'Too many communities',
    detail: `An organisation founds at most ${MOST_FOUNDED}; use one of those that there are, or ask the operator to found another one.`,
  });
}
