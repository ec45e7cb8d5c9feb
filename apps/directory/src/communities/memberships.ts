import type { OrganisationState } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import { type Organisation, toState } from '../organisations/organisation.schema.ts';
import { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import type { PolicyTransaction } from '../policy/policy-transaction.ts';
import type { Edit } from '../policy/versions.repository.ts';
import { AdmissionsRepository } from './admissions.repository.ts';
import { closedTo, type Standing } from './charter-rules.ts';
import { CommunitiesRepository } from './communities.repository.ts';
import type { Community } from './community.schema.ts';

/** Who is in which community: the changes that touch both sides, each inside the transaction of its caller. */
@Injectable()
export class Memberships {
  constructor(
    private readonly organisations: OrganisationsRepository,
    private readonly communities: CommunitiesRepository,
    private readonly admissions: AdmissionsRepository,
  ) {}

  async join(change: PolicyTransaction, before: Organisation, community: string, edit: Edit): Promise<OrganisationState> {
    const state = toState(before);
    if (state.communities.includes(community)) return state;
    await this.admissions.close(change, before._id, [community], edit.by);
    return this.save(change, before, { ...state, communities: [...state.communities, community].sort() }, edit);
  }

  async leave(change: PolicyTransaction, before: Organisation, community: string, edit: Edit): Promise<OrganisationState> {
    const state = toState(before);
    if (!state.communities.includes(community)) return state;
    return this.without(change, before, state, [community], edit);
  }

  /** An organisation becomes another kind of one: it is taken out of what does not admit it any more. */
  async setStanding(change: PolicyTransaction, before: Organisation, standing: Partial<OrganisationState> & Standing, edit: Edit) {
    const joined = await this.communities.findByIds(before.communities, change.session);
    return this.without(change, before, { ...toState(before), ...standing }, closedTo(standing, joined), edit);
  }

  /** A charter becomes another one: members that it does not admit any more are taken out, in the same transaction. */
  async setCharter(change: PolicyTransaction, before: Community, charter: Community['charter'], edit: Edit): Promise<Community> {
    const members = await this.organisations.findMembers(before._id, change.session);
    const lost = members.filter((member) => closedTo(member, [{ _id: before._id, charter }]).length > 0);
    const { owner, ...unowned } = before;
    const kept = owner !== undefined && !lost.some(({ _id }) => _id === owner);
    const community = await this.communities.save(change, before, { ...unowned, ...(kept && { owner }), charter }, edit);
    for (const { _id } of lost) await this.admissions.close(change, _id, [before._id], edit.by);
    const changes = lost.map((member) => ({ before: member, after: leaving(toState(member), [before._id]) }));
    await this.organisations.saveAll(change, changes, { ...edit, reason: NOT_ADMITTED });
    return community;
  }

  /** What an organisation owned of the communities that it leaves is the operator's from then on. */
  private async without(change: PolicyTransaction, before: Organisation, after: OrganisationState, lost: readonly string[], edit: Edit) {
    const state = await this.save(change, before, leaving(after, lost), edit);
    await this.admissions.close(change, before._id, lost, edit.by);
    for (const community of await this.communities.findByIds(lost, change.session)) {
      if (community.owner !== before._id) continue;
      const { owner: _owner, ...unowned } = community;
      await this.communities.save(change, community, unowned, edit);
    }
    return state;
  }

  private async save(change: PolicyTransaction, before: Organisation, after: OrganisationState, edit: Edit): Promise<OrganisationState> {
    const [saved = after] = await this.organisations.saveAll(change, [{ before, after }], edit);
    return saved;
  }
}

/** Why a member was taken out. */
const NOT_ADMITTED = 'not-admitted';

const leaving = (state: OrganisationState, lost: readonly string[]): OrganisationState => ({
  ...state,
  communities: state.communities.filter((id) => !lost.includes(id)),
});
