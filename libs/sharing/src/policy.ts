import type { Handling, Marking, Tlp, UsePurpose } from '@landbridge/contracts';
import type { Reader } from './reader.ts';

/** How much of a report a reader may know: nothing, that it exists, a redacted form, or all structured fields. */
export type Visibility = 'none' | 'existence' | 'redacted' | 'full';

/** What the policy looks at in a report. */
export interface SharedReport {
  readonly contributor: { readonly id: string };
  readonly marking: DecidingMarking;
}

/** What the policy looks at in a marking. */
export type DecidingMarking = Pick<Marking, 'tlp' | 'communities' | 'territory' | 'handling'>;

/** TLP labels under which the members of the named communities may read. */
const SHARED_WITH_COMMUNITIES: readonly Tlp[] = ['green', 'amber', 'amber+strict'];
/** Handling codes by which the owner wants to be asked first. */
const ASKS_FIRST: readonly Handling[] = ['H2', 'H3'];

/**
 * The one decision on who may see what. The owner and members of a named community see all structured fields, everybody sees what is CLEAR,
 * nobody else sees anything. RED is for named persons, and nobody can sign in as one yet. What is limited to a territory, or not to be
 * passed on unasked, stays with its owner as long as readers cannot be told apart by it.
 * @param purpose what the reader reads for; it is stated and recorded, and decides nothing yet
 */
export function canSee(reader: Reader, purpose: UsePurpose, report: SharedReport): Visibility {
  const { tlp, communities = [] } = report.marking;
  if (isOwner(reader, report)) return 'full';
  if (isLimited(report.marking)) return 'none';
  if (tlp === 'clear') return 'full';
  if (SHARED_WITH_COMMUNITIES.includes(tlp) && communities.some((id) => reader.communities.includes(id))) return 'full';
  return 'none';
}

export function isOwner(reader: Reader, report: Pick<SharedReport, 'contributor'>): boolean {
  return reader.organisation !== undefined && reader.organisation === report.contributor.id;
}

export function isLimited({ territory, handling = [] }: Pick<Marking, 'territory' | 'handling'>): boolean {
  return territory !== undefined || handling.some((code) => ASKS_FIRST.includes(code));
}

const UNLIMITED = { 'marking.territory': { $exists: false }, 'marking.handling': { $nin: [...ASKS_FIRST] } };

/** A filter for MongoDB on documents that carry `contributor` and `marking` of a report. */
export type VisibilityFilter = Record<string, unknown>;

/** The same decision as `canSee`, as a filter: it matches exactly the reports of which the reader sees something. */
export function visibleTo(reader: Reader, _purpose: UsePurpose): VisibilityFilter {
  return {
    $or: [
      ...(reader.organisation === undefined ? [] : [{ 'contributor.id': reader.organisation }]),
      { 'marking.tlp': 'clear', ...UNLIMITED },
      ...(reader.communities.length === 0
        ? []
        : [
            {
              'marking.tlp': { $in: [...SHARED_WITH_COMMUNITIES] },
              'marking.communities': { $in: [...reader.communities] },
              ...UNLIMITED,
            },
          ]),
    ],
  };
}
