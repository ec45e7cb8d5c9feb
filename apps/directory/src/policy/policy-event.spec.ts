import { describe, expect, it } from '@jest/globals';
import { communityState, organisationState } from '@landbridge/contracts/testing';
import { policyEvent } from './policy-event.ts';

const time = new Date('2026-03-01T10:00:00Z');

describe('policyEvent', () => {
  it.each([
    ['organisation.changed', organisationState({ sequence: 7 })],
    ['organisation.suspended', organisationState({ sequence: 8, status: 'suspended' })],
    ['community.changed', communityState({ sequence: 9 })],
  ] as const)('tells of %s under the subject’s id and the number of the change', (name, state) => {
    expect(policyEvent(state, time)).toEqual({
      topic: 'organisations',
      name,
      key: state.id,
      subject: state.id,
      revision: state.sequence,
      time,
      data: state,
    });
  });
});
