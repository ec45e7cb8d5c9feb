import { describe, expect, it } from '@jest/globals';
import { communityState, organisationState } from '@landbridge/contracts/testing';
import { PolicyMemory } from './policy-memory.ts';

const state = organisationState({ sequence: 5 });
const known = () => {
  const memory = new PolicyMemory();
  memory.apply({ kind: 'organisation', state });
  return memory;
};

describe('the policy in memory', () => {
  it('keeps the newest state of a subject, whatever the order', () => {
    const memory = known();
    expect(memory.apply({ kind: 'organisation', state: { ...state, status: 'suspended', sequence: 4 } })).toBe(false);
    expect(memory.organisation(state.id)).toEqual(state);
    expect(memory.apply({ kind: 'organisation', state: { ...state, name: 'New', sequence: 6 } })).toBe(true);
    expect(memory.organisation(state.id)?.name).toBe('New');
  });

  it('treats a closed organisation as suspended, and a closed community as none', () => {
    const memory = known();
    memory.apply({ kind: 'community', state: communityState({ sequence: 6 }) });
    expect(memory.close(state.id, 7)).toBe(true);
    expect(memory.close('practitioners', undefined)).toBe(true);
    expect(memory.organisation(state.id)?.status).toBe('suspended');
    expect(memory.community('practitioners')).toBeUndefined();
    expect(memory.communities()).toEqual([]);
  });

  it('opens a closed subject by a record as new as the one that closed it, not by an older one', () => {
    const memory = known();
    memory.close(state.id, 7);
    expect(memory.apply({ kind: 'organisation', state: { ...state, sequence: 6 } })).toBe(false);
    expect(memory.apply({ kind: 'organisation', state: { ...state, sequence: 7 } })).toBe(true);
    expect(memory.organisation(state.id)?.status).toBe('active');
  });

  it('is not closed by an old record that cannot be read', () => {
    expect(known().close(state.id, 4)).toBe(false);
  });

  it('says nothing of who was never known', () => {
    const memory = known();
    memory.close('stranger', undefined);
    expect(memory.organisation('stranger')).toBeUndefined();
  });

  it('counts up only', () => {
    const memory = known();
    expect(memory.reach(9)).toBe(true);
    expect(memory.reach(8)).toBe(false);
    expect(memory.sequence).toBe(9);
  });
});
