import type { CommunityState, Tier } from '@landbridge/contracts';

/** The four communities that exist from the start. Each admits the kinds of organisation whose work its purpose is. */
export const TIER_CHARTERS: Record<Tier, Omit<CommunityState, 'id' | 'sequence'>> = {
  'law-enforcement': {
    name: 'Law enforcement',
    charter: {
      purpose: 'investigation',
      admits: ['police', 'prosecution', 'border', 'labour-inspectorate', 'financial-intelligence', 'judiciary'],
    },
  },
  practitioners: {
    name: 'Practitioners',
    charter: {
      purpose: 'victim-support',
      admits: ['police', 'prosecution', 'labour-inspectorate', 'judiciary', 'ngo', 'policy', 'international'],
    },
  },
  research: { name: 'Research', charter: { purpose: 'research', admits: ['academic', 'policy', 'international'] } },
  'private-sector': {
    name: 'Private sector',
    charter: { purpose: 'prevention', admits: ['bank', 'platform', 'recruiter', 'transport', 'hotel'] },
  },
};
