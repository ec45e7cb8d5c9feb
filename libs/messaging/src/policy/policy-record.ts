import type { CommunityState, OrganisationState } from '@landbridge/contracts';

/** One change of the policy context, as directory answers it. */
export type PolicyRecord =
  { readonly kind: 'organisation'; readonly state: OrganisationState } | { readonly kind: 'community'; readonly state: CommunityState };

/** Everything that changed after a sequence, and the sequence that this brings the reader to. */
export interface PolicyState {
  readonly sequence: number;
  readonly records: readonly PolicyRecord[];
}

/** @throws anything when directory cannot be asked */
export type FetchPolicyState = (after: number) => Promise<PolicyState>;

/** What is known of a subject. One whose last record could not be read is closed until a readable one comes. */
export interface PolicyEntry {
  readonly sequence: number;
  readonly organisation?: OrganisationState;
  readonly community?: CommunityState;
  readonly closed?: true;
}
