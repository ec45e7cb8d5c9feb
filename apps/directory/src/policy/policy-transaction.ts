import type { CommunityState, OrganisationState } from '@landbridge/contracts';
import type { ClientSession } from 'mongoose';
import type { PolicySubject } from './policy-event.ts';

type Unnumbered = Omit<OrganisationState, 'sequence'> | Omit<CommunityState, 'sequence'>;

/** What is being changed in one transaction, and the records that the network is told when it commits. */
export class PolicyTransaction {
  private readonly made: PolicySubject[] = [];

  /**
   * @param serial number of the transaction: each is higher than those that committed before it
   * @param last number of the last record before it
   * @param at by the store's clock, later than the transaction before
   */
  constructor(
    readonly session: ClientSession,
    readonly serial: number,
    private last: number,
    readonly at: Date,
  ) {}

  /** Gives a state its number. Who writes it here has it published, after all records before it. */
  record<S extends Unnumbered>(state: S): S & { sequence: number } {
    const numbered = { ...state, sequence: ++this.last };
    this.made.push(numbered);
    return numbered;
  }

  get sequence(): number {
    return this.last;
  }

  get records(): readonly PolicySubject[] {
    return this.made;
  }
}
