import { TLP } from '@landbridge/contracts/codes';
import type { ModusOperandiMarking } from '@landbridge/contracts';
import { type Caller, isOfAssessingTeam, type OrganisationCaller, Problem } from '@landbridge/platform';
import { isOwner } from '@landbridge/sharing';
import { claimsOf, type Claiming } from './claims.ts';
import type { Author, Entry } from './entry.schema.ts';

/** @throws Problem 403 */
export function requireAssessor(caller: Caller): void {
  if (!isOfAssessingTeam(caller))
    throw forbidden('Entries are validated, merged and retired, and disputes decided, by assessors of the assessing team.');
}

/** Its own proposal an organisation may change; what is validated, the assessing team. */
export function mayEdit(caller: Caller, entry: Pick<Entry, 'contributor' | 'status'>): boolean {
  return (caller.kind === 'organisation' && entry.status === 'proposed' && isOwner(caller.reader, entry)) || isOfAssessingTeam(caller);
}

/** @throws Problem 403 */
export function requireEditor(caller: Caller, entry: Pick<Entry, 'contributor' | 'status'>): void {
  if (!mayEdit(caller, entry))
    throw forbidden('A proposal is changed by the organisation that made it and by the assessing team, what is validated by the assessing team. Open a dispute.'); // prettier-ignore
}

/**
 * Who gives an entry tags or communities has to be in all of its communities: there alone it is told what stands in the way.
 * @throws Problem 403
 */
export function requireInside({ organisation, reader }: OrganisationCaller, before: Claiming | undefined, after: Claiming): void {
  const { tlp, communities = [] } = after.marking;
  const had = new Set(before ? claimsOf(before) : []);
  if (claimsOf(after).every((claim) => had.has(claim))) return;
  if (TLP.indexOf(tlp) > TLP.indexOf(organisation.clearance))
    throw forbidden(`The clearance of your organisation ends at TLP:${organisation.clearance.toUpperCase()}.`);
  if (!communities.every((id) => reader.communities.includes(id)))
    throw forbidden('Tags and communities are given to an entry by who is a member of all the communities that it is marked for. Name others only together with one of their members.'); // prettier-ignore
}

/** @throws Problem 400 for a marking that says two things, or is public before its time */
export function requireMarking({ tlp, communities }: ModusOperandiMarking, before?: Pick<Entry, 'status' | 'marking'>): void {
  if (tlp === 'green' && communities === undefined) throw badMarking('/marking/communities', 'TLP:GREEN needs communities.');
  if (tlp === 'clear' && communities !== undefined)
    throw badMarking('/marking/tlp', 'TLP:CLEAR is public; leave communities out, or choose TLP:GREEN.');
  if (tlp === 'clear' && before?.status !== 'validated' && before?.marking.tlp !== 'clear')
    throw badMarking('/marking/tlp', 'An entry becomes public once it is validated; choose TLP:GREEN and communities of yours.');
}

export function authorOf({ organisation, person, clientId }: OrganisationCaller): Author {
  return { kind: 'organisation', organisation: organisation.id, ...(person && { person: person.id }), clientId };
}

function badMarking(pointer: string, detail: string): Problem {
  return new Problem({
    type: 'invalid',
    status: 400,
    title: 'The request is not valid',
    detail: 'See errors for each field.',
    errors: [{ pointer, detail }],
  });
}

const forbidden = (detail: string) => new Problem({ type: 'forbidden', status: 403, title: 'Not allowed', detail });
