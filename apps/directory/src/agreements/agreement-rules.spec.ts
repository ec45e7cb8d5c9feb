import { describe, expect, it } from '@jest/globals';
import { organisationState } from '@landbridge/contracts/testing';
import { Problem, type Caller } from '@landbridge/platform';
import { memberReader } from '@landbridge/sharing/testing';
import { isParty, requireDecision, requireEnd, requireReadablePurposes } from './agreement-rules.ts';
import { type Agreement, AGREEMENT_DECISIONS, AGREEMENT_STAGES } from './agreement.schema.ts';

const [one, other, stranger] = [organisationState(), organisationState(), organisationState()];
const by = (organisation = one): Caller => ({
  kind: 'organisation',
  organisation,
  reader: memberReader(organisation),
  clientId: 'c',
  scopes: [],
});
const operator: Caller = { kind: 'operator', clientId: 'operator', scopes: [] };
const agreement = (over: Partial<Agreement> = {}): Agreement => ({
  _id: 'a',
  between: [one.id, other.id],
  proposedBy: one.id,
  purposes: ['prevention'],
  until: new Date('2027-01-01T00:00:00Z'),
  state: 'proposed',
  history: [],
  ...over,
});

function statusOf(work: () => void): number {
  try {
    work();
    return 200;
  } catch (error) {
    if (error instanceof Problem) return error.details.status;
    throw error;
  }
}

describe('an agreement', () => {
  const now = new Date('2026-03-01T10:00:00Z');

  it.each([
    ['2026-03-01T10:00:00.000Z', 400],
    ['2026-03-01T10:00:00.001Z', 200],
    ['2020-01-01T00:00:00Z', 400],
    ['2031-03-01T10:00:00Z', 200],
    ['2031-03-01T10:00:00.001Z', 400],
  ])('may end at %s: %d', (until, status) => {
    expect(statusOf(() => requireEnd(new Date(until), now))).toBe(status);
  });

  it.each([
    [['victim-support'], 'ngo', 'bank', 200],
    [['victim-support', 'financial-compliance'], 'ngo', 'bank', 200],
    [['investigation'], 'ngo', 'bank', 400],
  ] as const)('for %j between %s and %s: %d', (purposes, first, second, status) => {
    expect(statusOf(() => requireReadablePurposes(purposes, [{ kind: first }, { kind: second }]))).toBe(status);
  });

  it('is known to its sides and the operator', () => {
    expect([by(one), by(other), by(stranger), operator].map((caller) => isParty(caller, agreement()))).toEqual([true, true, false, true]);
  });

  it.each([
    ['the proposer', by(one), { 'in-force': 403, declined: 403, withdrawn: 200 }],
    ['the other side', by(other), { 'in-force': 200, declined: 200, withdrawn: 403 }],
    ['the operator', operator, { 'in-force': 200, declined: 200, withdrawn: 200 }],
  ] as const)('when proposed, is decided by %s', (_who, caller, statuses) => {
    for (const [decision, status] of Object.entries(statuses))
      expect(statusOf(() => requireDecision(caller, agreement(), decision as keyof typeof statuses))).toBe(status);
  });

  it('is ended by either side, and only when it is in force', () => {
    for (const caller of [by(one), by(other), operator])
      for (const state of AGREEMENT_STAGES)
        expect(statusOf(() => requireDecision(caller, agreement({ state }), 'ended'))).toBe(state === 'in-force' ? 200 : 409);
  });

  it('is decided once', () => {
    for (const state of AGREEMENT_STAGES.filter((stage) => stage !== 'proposed' && stage !== 'in-force'))
      for (const decision of AGREEMENT_DECISIONS)
        expect(statusOf(() => requireDecision(operator, agreement({ state }), decision))).toBe(409);
  });
});
