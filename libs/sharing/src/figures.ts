import type { CommunityState, UsePurpose } from '@landbridge/contracts';
import { admits, type MemberReader } from './reader.ts';

/**
 * Whether a reader may be told the figures of a community, its series and its trends, that were made under a charter, which may not be the
 * present one. They hold nothing but what the least privileged reader of their own charter sees in full, reading for its purpose. So a member
 * whom only a later charter admits waits for the figures of that one; so does everybody where members had signed safeguards that the
 * community no longer asks for; and nobody reads them for another purpose.
 * @param purpose what the reader reads for; left out, what the charter says
 */
export function mayReadFigures(
  { id, charter }: Pick<CommunityState, 'id' | 'charter'>,
  reader: MemberReader,
  purpose: UsePurpose = charter.purpose,
): boolean {
  return (
    reader.communities.includes(id) &&
    admits(charter, reader) &&
    (!charter.safeguards || reader.safeguarded.includes(id)) &&
    purpose === charter.purpose
  );
}
