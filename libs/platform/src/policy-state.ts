import { CommunityState, compileCheck, OrganisationState } from '@landbridge/contracts';
import type { FetchPolicyState, PolicyRecord, PolicyState } from '@landbridge/messaging';
import { ServiceCallFailed, type ServiceClient } from './identity/service-client.ts';

/** Asks directory for all changes of the policy context after a sequence. */
export function fetchPolicyState(client: ServiceClient, directoryUrl: string): FetchPolicyState {
  return async (after) => parsePolicyState(await client.call('GET', `${directoryUrl}/v1/policy/state?after=${after}`));
}

/** @throws ServiceCallFailed when the answer is not a policy state: half an answer must not pass for all of it */
export function parsePolicyState(answer: unknown): PolicyState {
  if (typeof answer === 'object' && answer !== null && 'sequence' in answer && 'records' in answer) {
    const { sequence, records } = answer;
    if (typeof sequence === 'number' && Array.isArray(records) && records.every(isPolicyRecord)) return { sequence, records };
  }
  throw new ServiceCallFailed('directory answered with something that is not the state of the network.');
}

function isPolicyRecord(record: unknown): record is PolicyRecord {
  if (typeof record !== 'object' || record === null || !('kind' in record) || !('state' in record)) return false;
  if (record.kind === 'organisation') return isOrganisation.accepts(record.state);
  return record.kind === 'community' && isCommunity.accepts(record.state);
}

const isOrganisation = compileCheck(OrganisationState);
const isCommunity = compileCheck(CommunityState);
