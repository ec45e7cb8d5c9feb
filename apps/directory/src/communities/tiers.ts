import type { Charter, CommunityState, Tier } from '@landbridge/contracts';

/** Until a site has what the regimes ask for signed by all members, a tier is for the Union's regimes, and what needs it is shown in a coarse form. */
const UNSIGNED = { regimes: ['led', 'gdpr', 'eu-body'], clearance: 'amber+strict', safeguards: false } as const satisfies Partial<Charter>;

/** The four communities that exist from the start. Each admits the kinds of organisation whose work its purpose is. */
export const TIER_CHARTERS: Record<Tier, Omit<CommunityState, 'id' | 'sequence'>> = {
  'law-enforcement': {
    name: 'Law enforcement',
    charter: {
      purpose: 'investigation',
      admits: ['police', 'prosecution', 'border', 'labour-inspectorate', 'financial-intelligence', 'judiciary'],
      ...UNSIGNED,
    },
  },
  practitioners: {
    name: 'Practitioners',
    charter: {
      purpose: 'victim-support',
      admits: ['police', 'prosecution', 'labour-inspectorate', 'judiciary', 'ngo', 'policy', 'international'],
      ...UNSIGNED,
    },
  },
  research: { name: 'Research', charter: { purpose: 'research', admits: ['academic', 'policy', 'international'], ...UNSIGNED } },
  'private-sector': {
    name: 'Private sector',
    charter: { purpose: 'prevention', admits: ['bank', 'platform', 'recruiter', 'transport', 'hotel'], ...UNSIGNED },
  },
};
