import { randomUUID } from 'node:crypto';
import { Problem, StoreClock, type Caller } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { OrganisationsService } from '../organisations/organisations.service.ts';
import { authorOf } from '../policy/author.ts';
import { PolicyChanges } from '../policy/policy-changes.ts';
import { requireSelfOrOperator } from '../self-or-operator.ts';
import type { Admission, AdmissionDecision, AdmissionSide } from './admission.schema.ts';
import { AdmissionsRepository } from './admissions.repository.ts';
import { requireAdmitted } from './charter-rules.ts';
import { CommunitiesRepository } from './communities.repository.ts';
import { CommunityAccess, decides, notFound } from './community-access.ts';
import type { Community } from './community.schema.ts';
import { Memberships } from './memberships.ts';

/** So many invitations of one community, and applications of one organisation, wait at once. */
const MOST_OPEN: Readonly<Record<AdmissionSide, number>> = { invitation: 200, application: 50 };

/** An organisation joins when both sides want it: one invites or applies, the other accepts. */
@Injectable()
export class AdmissionsService {
  constructor(
    private readonly admissions: AdmissionsRepository,
    private readonly communities: CommunitiesRepository,
    private readonly access: CommunityAccess,
    private readonly memberships: Memberships,
    private readonly organisations: OrganisationsService,
    private readonly changes: PolicyChanges,
    private readonly clock: StoreClock,
  ) {}

  async invite(community: string, organisation: string, caller: Caller): Promise<Admission> {
    return this.open(await this.access.getToDecide(community, caller), organisation, 'invitation', caller);
  }

  async apply(community: string, organisation: string, caller: Caller): Promise<Admission> {
    return this.open(await this.access.get(community, caller), organisation, 'application', caller);
  }

  async listOfCommunity(community: string, caller: Caller): Promise<Admission[]> {
    await this.access.getToDecide(community, caller);
    return this.admissions.findOpenOfCommunity(community);
  }

  async listOfOrganisation(organisation: string, caller: Caller): Promise<Admission[]> {
    requireSelfOrOperator(caller, organisation);
    return this.admissions.findOpenOfOrganisation(organisation);
  }

  /** @throws Problem 404 for whoever is on neither side of it */
  async decide(id: string, state: AdmissionDecision, caller: Caller): Promise<Admission> {
    const admission = await this.admissions.find(id);
    const community = admission && (await this.communities.find(admission.community));
    if (!admission || !community) throw notFound();
    requireSide(caller, admission, community, state);
    await this.changes.write(async (change) => {
      const by = authorOf(caller);
      if (!(await this.admissions.decide(change, id, state, by))) throw decidedAlready();
      if (state !== 'accepted') return;
      const before = await this.organisations.read(change, admission.organisation);
      requireAdmitted((await this.communities.find(community._id, change.session)) ?? community, before);
      await this.memberships.join(change, before, community._id, { by });
    });
    return (await this.admissions.find(id)) ?? admission;
  }

  private async open(community: Community, organisation: string, side: AdmissionSide, caller: Caller): Promise<Admission> {
    const candidate = await this.organisations.get(organisation);
    if (candidate.communities.includes(community._id))
      throw new Problem({ type: 'member-already', status: 409, title: 'It is a member', detail: 'The organisation is a member already.' });
    requireAdmitted(community, candidate);
    const asking = side === 'invitation' ? { community: community._id } : { organisation };
    if ((await this.admissions.countOpen({ ...asking, side })) >= MOST_OPEN[side]) throw tooMany(side);
    const [at, by] = [await this.clock.now(), authorOf(caller)];
    const admission = await this.admissions.open({ _id: randomUUID(), community: community._id, organisation, side, at, by });
    if (admission === undefined)
      throw new Problem({
        type: 'admission-open',
        status: 409,
        title: 'It waits already',
        detail: 'An invitation or application of this organisation to this community is open; list the admissions, and decide that one.',
      });
    return admission;
  }
}

/** Who asked withdraws, the other side accepts or declines; the operator acts for both. */
function requireSide(caller: Caller, { organisation, side }: Admission, community: Community, decision: AdmissionDecision): void {
  if (caller.kind === 'operator') return;
  const isCandidate = caller.kind === 'organisation' && caller.organisation.id === organisation;
  const isOwner = decides(caller, community);
  if (!isCandidate && !isOwner) throw notFound();
  const asked = side === 'invitation' ? isOwner : isCandidate;
  if (asked === (decision === 'withdrawn')) return;
  throw new Problem({
    type: 'other-side-decides',
    status: 403,
    title: 'Not allowed',
    detail: asked
      ? 'You asked; the other side accepts or declines. You may withdraw it.'
      : 'The other side asked; accept it or decline it.',
  });
}

function tooMany(side: AdmissionSide): Problem {
  const [whose, what] = side === 'invitation' ? ['A community', 'invitations'] : ['An organisation', 'applications'];
  return new Problem({
    type: 'too-many-admissions',
    status: 409,
    title: 'Too many wait',
    detail: `${whose} has at most ${MOST_OPEN[side]} ${what} that wait for an answer; list them, and withdraw those that nobody answers.`,
  });
}

function decidedAlready(): Problem {
  return new Problem({
    type: 'decided-already',
    status: 409,
    title: 'It is decided',
    detail: 'It was accepted, declined or withdrawn before.',
  });
}
