import type { AccessDecision, Contributor, Handling, Marking, StructuredReport, Tlp, UsePurpose, Visibility } from '@landbridge/contracts';
import { TLP, VISIBILITIES } from '@landbridge/contracts/codes';
import { mayReadFor } from './purposes.ts';
import type { MemberReader, Reader } from './reader.ts';
import { IMPERSONAL, PASSES } from './regimes.ts';

/** What the policy looks at in a report. */
export interface SharedReport extends Pick<StructuredReport, 'attribution' | 'basis' | 'usePurposes' | 'concernsMinors'> {
  readonly contributor: Pick<Contributor, 'id' | 'regime'>;
  readonly marking: Marking;
  /** What its owner granted on request. */
  readonly grants?: readonly Grant[];
}

/** Access to one report that its owner granted to one organisation for one purpose. */
export interface Grant {
  readonly organisation: string;
  readonly purpose: UsePurpose;
  readonly level: Extract<AccessDecision, 'redacted' | 'full'>;
}

/** How a report comes to a reader: by name (as a recipient, a person or the partner of an agreement), or as a member of a community. */
type Address = 'named' | 'member';

/** TLP labels under which members of the named communities and named recipients may read, and those under which partners may. */
export const READ_BY_ADDRESSEES: readonly Tlp[] = ['green', 'amber', 'amber+strict'];
export const READ_BY_PARTNERS: readonly Tlp[] = ['green', 'amber'];

/**
 * Handling codes by which the owner wants to be asked first (Europol). H2 is not to be passed on without permission: who is named has it,
 * members of a community learn that it exists. H3 has restrictions that only the owner can explain: everybody asks. H0 and H1 hide nothing.
 */
export const ASKS_BEFORE_PASSING_ON: Handling = 'H2';
export const ALWAYS_ASKS: Handling = 'H3';
/** Both: nothing else makes a report known by its existence alone. */
export const ASKS_FIRST: readonly Handling[] = [ASKS_BEFORE_PASSING_ON, ALWAYS_ASKS];

/** What children's data is read for in full; for anything else a coarse form has to do. */
export const FOR_CHILDREN: readonly UsePurpose[] = ['investigation', 'victim-support'];

/**
 * The one decision on who may see how much of a report.
 *
 * The owner sees all. CLEAR is public. Beyond that a reader needs clearance for the marking, a purpose that is its kind's and one of the
 * report's, a place in the territory, and somebody who let it in: a grant of the owner, its name among the recipients or persons, an
 * agreement with the owner, or membership of a named community. Handling codes, the regimes of both sides and the age of those concerned
 * then decide how much it sees.
 * @param purpose what the reader reads for
 */
export function canSee(reader: Reader, purpose: UsePurpose, report: SharedReport): Visibility {
  if (isOwner(reader, report)) return 'full';
  const { marking } = report;
  if (marking.tlp === 'clear' && !isLimited(marking)) return 'full';
  if (reader.organisation === undefined || !mayLookAt(reader, purpose, marking)) return 'none';
  return most(granted(reader, purpose, report), shared(reader, purpose, report));
}

export function isOwner(reader: Reader, report: { readonly contributor: Pick<Contributor, 'id'> }): boolean {
  return reader.organisation !== undefined && reader.organisation === report.contributor.id;
}

/** Whether something limits even what is CLEAR. No such report is taken any more. */
export function isLimited({ territory, handling }: Marking): boolean {
  return territory !== undefined || asksMembersFirst(handling);
}

/** Whether members of a community learn only that the report exists. */
export function asksMembersFirst(handling: readonly Handling[] = []): boolean {
  return handling.some((code) => ASKS_FIRST.includes(code));
}

/** The markings that a clearance reaches. */
export function clearedFor(clearance: Tlp): Tlp[] {
  return TLP.slice(0, TLP.indexOf(clearance) + 1);
}

function mayLookAt({ kind, clearance, country }: MemberReader, purpose: UsePurpose, { tlp, territory }: Marking): boolean {
  return (
    mayReadFor(kind, purpose) && TLP.indexOf(tlp) <= TLP.indexOf(clearance) && (territory === undefined || territory.includes(country))
  );
}

/** RED is for the eyes of those named, and for nobody by request. */
function granted({ organisation }: MemberReader, purpose: UsePurpose, { marking, grants = [] }: SharedReport): Visibility {
  if (marking.tlp === 'red') return 'none';
  return grants
    .filter((grant) => grant.organisation === organisation && grant.purpose === purpose)
    .reduce<Visibility>((level, grant) => most(level, grant.level), 'none');
}

function shared(reader: MemberReader, purpose: UsePurpose, report: SharedReport): Visibility {
  const address = addressed(reader, purpose, report);
  if (!address || !report.usePurposes.includes(purpose)) return 'none';
  const { handling = [] } = report.marking;
  if (handling.includes(ALWAYS_ASKS) || (asksMembersFirst(handling) && address === 'member')) return 'existence';
  if (report.concernsMinors && !FOR_CHILDREN.includes(purpose)) return 'redacted';
  return passes(reader, purpose, report) ? 'full' : 'redacted';
}

function addressed(reader: MemberReader, purpose: UsePurpose, report: SharedReport): Address | undefined {
  const { tlp, communities = [], recipients = [], persons = [] } = report.marking;
  if (tlp === 'red') return reader.person !== undefined && persons.includes(reader.person) ? 'named' : undefined;
  if (READ_BY_ADDRESSEES.includes(tlp) && recipients.includes(reader.organisation)) return 'named';
  if (READ_BY_PARTNERS.includes(tlp) && isPartner(reader, purpose, report)) return 'named';
  if (READ_BY_ADDRESSEES.includes(tlp) && communities.some((id) => reader.communities.includes(id))) return 'member';
  return undefined;
}

function passes(reader: MemberReader, purpose: UsePurpose, report: SharedReport): boolean {
  const { contributor, marking, basis } = report;
  return (
    basis === IMPERSONAL ||
    PASSES[contributor.regime][reader.regime] === 'freely' ||
    isPartner(reader, purpose, report) ||
    (marking.tlp !== 'red' && (marking.communities ?? []).some((id) => reader.safeguarded.includes(id)))
  );
}

/** Whoever hides makes nothing of its agreements: what only its partners see, or see more of, would tell them who it is. */
function isPartner({ partners }: MemberReader, purpose: UsePurpose, { contributor, attribution }: SharedReport): boolean {
  return (
    attribution !== 'hidden' && partners.some(({ organisation, purposes }) => organisation === contributor.id && purposes.includes(purpose))
  );
}

export function atLeast(visibility: Visibility, level: Visibility): boolean {
  return VISIBILITIES.indexOf(visibility) >= VISIBILITIES.indexOf(level);
}

const most = (one: Visibility, other: Visibility): Visibility => (atLeast(one, other) ? one : other);
