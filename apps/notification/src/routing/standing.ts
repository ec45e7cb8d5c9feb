import type { Charter, CommunityState, OrganisationState, UsePurpose } from '@landbridge/contracts';
import { PolicyContext } from '@landbridge/messaging';
import { Clock } from '@landbridge/platform';
import { readerFrom, type Reader } from '@landbridge/sharing';
import { Injectable } from '@nestjs/common';
import { carriedTo, type Carried, type LatestReport } from './reach.ts';

/**
 * Organisations as holders of what they got. Nothing is taken back from one for being suspended, nor for what cannot be read of it or of
 * a community now: it only gets nothing new, and both may be over tomorrow.
 */
@Injectable()
export class Standing {
  constructor(
    private readonly policy: PolicyContext,
    private readonly clock: Clock,
  ) {}

  /** @returns undefined for an organisation that is not known yet */
  of(id: string): Reader | undefined {
    const organisation = this.policy.organisation(id);
    if (!organisation) return undefined;
    const community = (joined: string) => this.policy.community(joined) ?? unread(joined, organisation);
    return readerFrom({ ...organisation, status: 'active' }, { community, now: this.clock.now() });
  }

  /** How much of a report an organisation that got it may keep. Of one that is not known, all. */
  keeps(id: string, purpose: UsePurpose, report: LatestReport): Carried | undefined {
    const reader = this.of(id);
    return reader ? carriedTo(reader, purpose, report) : 'full';
  }
}

/** A community whose record cannot be read is taken to admit its members. */
function unread(id: string, { kind, regime, country }: OrganisationState): CommunityState {
  const charter: Charter = {
    purpose: 'prevention',
    admits: [kind],
    regimes: [regime],
    countries: [country],
    clearance: 'clear',
    safeguards: true,
  };
  return { id, name: id, charter, sequence: 1 };
}
