import type { OrganisationState } from '@landbridge/contracts';
import { PolicyContext } from '@landbridge/messaging';
import { Readers } from '@landbridge/platform';
import { canSee, PURPOSES_OF } from '@landbridge/sharing';
import { Injectable } from '@nestjs/common';
import type { LatestReport } from '../routing/reach.ts';

/** Whether the policy, as it is now, lets people see a report at all: for any purpose of their organisation's work. */
@Injectable()
export class PersonalVisibility {
  constructor(
    private readonly policy: PolicyContext,
    private readonly readers: Readers,
  ) {}

  isShownTo(person: string, report: LatestReport): boolean {
    const organisation = this.policy.organisationOfPerson(person);
    return organisation !== undefined && this.isShown(organisation, person, report);
  }

  /** @param person who reads for the organisation; undefined for a machine */
  isShown(organisation: OrganisationState, person: string | undefined, report: LatestReport): boolean {
    const reader = this.readers.of(organisation, person);
    return PURPOSES_OF[organisation.kind].some((purpose) => canSee(reader, purpose, report) !== 'none');
  }
}
