import type { OrganisationKind, UsePurpose } from '@landbridge/contracts';

/**
 * What each kind of organisation may read for; the first is what it reads for when it does not say. A purpose outside of a kind's work
 * opens nothing to it, whatever it states. Immigration enforcement is no purpose here: border guards read to investigate.
 */
export const PURPOSES_OF: Readonly<Record<OrganisationKind, readonly [UsePurpose, ...UsePurpose[]]>> = {
  police: ['investigation', 'victim-support', 'prevention'],
  prosecution: ['investigation', 'victim-support', 'prevention'],
  border: ['investigation', 'victim-support', 'prevention'],
  judiciary: ['investigation', 'victim-support', 'prevention'],
  'labour-inspectorate': ['prevention', 'investigation', 'victim-support'],
  'financial-intelligence': ['financial-compliance', 'investigation', 'prevention'],
  ngo: ['victim-support', 'prevention', 'research', 'policy'],
  academic: ['research', 'policy', 'prevention'],
  bank: ['financial-compliance', 'prevention'],
  platform: ['prevention', 'financial-compliance'],
  recruiter: ['prevention'],
  transport: ['prevention'],
  hotel: ['prevention'],
  policy: ['policy', 'prevention', 'research', 'victim-support'],
  international: ['policy', 'prevention', 'research', 'victim-support', 'investigation'],
};

export function mayReadFor(kind: OrganisationKind, purpose: UsePurpose): boolean {
  return PURPOSES_OF[kind].includes(purpose);
}
