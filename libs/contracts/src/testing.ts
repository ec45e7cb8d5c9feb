import { randomUUID } from 'node:crypto';
import { REGIMES } from './codes.ts';
import type { Charter, CommunityState, OrganisationState } from './organisation.dto.ts';
import type { ReportInput, StructuredReport, Withdrawal } from './report.dto.ts';

/** Builders for tests: a valid thing, with what the test is about laid over it. */

export function reportInput(over: Partial<ReportInput> = {}): ReportInput {
  return {
    acts: ['recruitment'],
    means: ['deception'],
    purposes: ['forced-labour'],
    sectors: [{ section: 'F', subsector: 'construction-and-roads' }],
    recruitment: { platformType: 'job-portal', lure: 'job' },
    where: { citizenships: ['RO'], origin: 'RO', exploitation: 'SE' },
    quantities: [{ unit: 'victim', value: 2, ageBand: 'adult', gender: 'male', status: 'presumed' }],
    observed: { from: '2026-03-02', to: '2026-03-02', precision: 'day' },
    basis: 'no-personal-data',
    usePurposes: ['investigation', 'prevention'],
    marking: { tlp: 'green', communities: ['practitioners'] },
    attribution: 'kind-and-country',
    ...over,
  };
}

export function structuredReport(over: Partial<StructuredReport> = {}): StructuredReport {
  return {
    ...reportInput(),
    id: randomUUID(),
    revision: 1,
    contributor: { id: randomUUID(), kind: 'ngo', country: 'SE', regime: 'gdpr' },
    recordedAt: '2026-03-03T09:00:00.000Z',
    acceptedAt: '2026-03-03T09:00:00.000Z',
    palermoComplete: true,
    concernsMinors: false,
    hasNarrative: false,
    ...over,
  };
}

/** The withdrawal that follows a report's revision. */
export function withdrawalOf({ id, revision, contributor }: StructuredReport): Withdrawal {
  return { id, revision: revision + 1, contributor, acceptedAt: '2026-03-10T09:00:00.000Z', reason: 'error' };
}

export function organisationState(over: Partial<OrganisationState> = {}): OrganisationState {
  return {
    id: randomUUID(),
    name: 'Example Shelter',
    kind: 'ngo',
    country: 'SE',
    regime: 'gdpr',
    status: 'active',
    assessing: false,
    operates: false,
    clearance: 'amber+strict',
    communities: ['practitioners'],
    agreements: [],
    people: [],
    revokedCredentials: [],
    sequence: 1,
    ...over,
  };
}

/** Admits every regime, and is enough for personal data to pass between them. */
export function charter(over: Partial<Charter> = {}): Charter {
  return {
    purpose: 'victim-support',
    admits: ['police', 'ngo'],
    regimes: [...REGIMES],
    clearance: 'amber+strict',
    safeguards: true,
    ...over,
  };
}

export function communityState(over: Partial<CommunityState> = {}): CommunityState {
  return {
    id: 'practitioners',
    name: 'Practitioners',
    charter: charter(),
    sequence: 1,
    ...over,
  };
}
