import { PUBLIC_AUDIENCE } from '@landbridge/contracts';
import type { Entry } from './entry.schema.ts';

export type Claiming = Pick<Entry, 'tag' | 'aliases' | 'marking' | 'candidate'>;

/** The tags that an entry stands for by itself. */
export const tagsOf = ({ tag, aliases }: Pick<Entry, 'tag' | 'aliases'>): string[] => [...new Set([tag, ...aliases])];

export const claimOf = (realm: string, tag: string) => `${realm}|${tag}`;

/**
 * Where a tag of an entry belongs to it and to no other: in each community that reads it, or in public. One rule for all would tell who
 * proposes a tag that others have it, whose entries he may not see. What detection proposes is told to few, and stands beside.
 */
export function realmsOf({ marking, candidate }: Pick<Entry, 'marking' | 'candidate'>): string[] {
  const realms = marking.communities ?? [PUBLIC_AUDIENCE];
  return candidate ? realms.map(candidatesOf) : realms;
}

/** The realm of what detection proposes for an audience; no community has such a name. */
export const candidatesOf = (audience: string) => `candidates:${audience}`;

export function claimsOf(entry: Claiming): string[] {
  return realmsOf(entry).flatMap((realm) => tagsOf(entry).map((tag) => claimOf(realm, tag)));
}

/** The claims of the public that stand in the way of new ones: everybody may see whose they are. */
export function publicRivals(claims: readonly string[]): string[] {
  return claims.map((claim) => claimOf(PUBLIC_AUDIENCE, tagIn(claim)));
}

export const tagIn = (claim: string) => claim.slice(claim.indexOf('|') + 1);
