import { PolicyContext } from '@landbridge/messaging';
import { type Reader, readerFrom, THE_PUBLIC } from '@landbridge/sharing';
import { Injectable } from '@nestjs/common';
import type { OrganisationState } from '@landbridge/contracts';
import { Clock } from '../clock.ts';

/** Organisations as the sharing policy looks at them, by what this instance knows of the network now. */
@Injectable()
export class Readers {
  constructor(
    private readonly policy: PolicyContext,
    private readonly clock: Clock,
  ) {}

  /** @param person who reads for it, by id */
  of(organisation: OrganisationState, person?: string): Reader {
    return readerFrom(organisation, { community: (id) => this.policy.community(id), now: this.clock.now(), person });
  }

  /** One that is not known, or suspended, is the public. */
  named(organisation: string): Reader {
    const known = this.policy.organisation(organisation);
    return known ? this.of(known) : THE_PUBLIC;
  }
}
