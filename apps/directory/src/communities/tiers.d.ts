import type { CommunityState, Tier } from '@landbridge/contracts';
/** The four communities that exist from the start. Each admits the kinds of organisation whose work its purpose is. */
export declare const TIER_CHARTERS: Record<Tier, Omit<CommunityState, 'id' | 'sequence'>>;
//# sourceMappingURL=tiers.d.ts.map
