import { PUBLIC_AUDIENCE } from '@landbridge/contracts';
import { type DecidingMarking, isLimited } from './policy.ts';

/**
 * The sharing class of a report, called its cell where it is counted: all of its marking that decides which audiences see it.
 * Reports of one cell are seen by exactly the same audiences, so a series for an audience is a sum of cells.
 * `clear`, `in:<communities, sorted, joined by +>`, or `none` for what is seen by its owner or recipients only and counts in no shared series.
 */
export type SharingClass = 'clear' | 'none' | `in:${string}`;

export function sharingClass({ marking }: { readonly marking: DecidingMarking }): SharingClass {
  if (isLimited(marking)) return 'none';
  if (marking.tlp === 'clear') return 'clear';
  const communities = marking.communities ?? [];
  if (marking.tlp === 'red' || communities.length === 0) return 'none';
  return `in:${[...new Set(communities)].sort().join('+')}`;
}

/**
 * Whether an audience sees the reports of a cell in full, so that they count in its series.
 * @param audience `public`, or a community by id, judged as the least privileged reader that its charter admits
 */
export function audienceSees(audience: string, cell: string): boolean {
  if (cell === 'clear') return true;
  if (audience === PUBLIC_AUDIENCE || !cell.startsWith('in:')) return false;
  return cell.slice('in:'.length).split('+').includes(audience);
}
