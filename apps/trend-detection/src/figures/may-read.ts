import type { Charter } from '@landbridge/contracts';
import { admits, type MemberReader } from '@landbridge/sharing';

/**
 * Whether a reader may be told the figures of a community that were made under a charter, which may not be the present one. They hold
 * nothing but what the least privileged reader of their own charter sees in full, so a member whom only a later charter admits waits for
 * the figures of that one; so does everybody where members had signed safeguards that the community no longer asks for.
 */
export function mayRead({ _id: community, charter }: { readonly _id: string; readonly charter: Charter }, reader: MemberReader): boolean {
  return (
    reader.communities.includes(community) && admits(charter, reader) && (!charter.safeguards || reader.safeguarded.includes(community))
  );
}
