import type { Charter, OrganisationState } from '@landbridge/contracts';
import { Problem } from '@landbridge/platform';
import { admits, mayReadFor } from '@landbridge/sharing';
import type { Community } from './community.schema.ts';

/** What a charter looks at in an organisation. */
export type Standing = Pick<OrganisationState, 'kind' | 'country' | 'regime' | 'clearance'>;

/**
 * Whoever is admitted must be able to read for the purpose of the charter; else nothing could be counted for its members.
 * @throws Problem 400 that names the kinds that cannot
 */
export function requireReadable({ admits: kinds, purpose }: Charter): void {
  const cannot = kinds.filter((kind) => !mayReadFor(kind, purpose));
  if (cannot.length === 0) return;
  throw new Problem({
    type: 'unreadable-charter',
    status: 400,
    title: 'Some whom the charter admits could read nothing by it',
    detail: `Organisations of the kind ${cannot.join(', ')} do not read for ${purpose}. Leave them out, or choose a purpose that all whom it admits read for.`,
  });
}

/** @throws Problem 409 that says whom the charter admits */
export function requireAdmitted({ _id: id, charter }: Pick<Community, '_id' | 'charter'>, organisation: Standing): void {
  if (admits(charter, organisation)) return;
  const { kind, regime, country, clearance } = organisation;
  throw new Problem({
    type: 'not-admitted',
    status: 409,
    title: 'The charter does not admit it',
    detail: `The charter of ${id} admits ${describe(charter)}; this organisation is ${kind}, ${regime}, ${country}, cleared for ${clearance}.`,
  });
}

/** Of some communities, the ids of those whose charter does not admit an organisation. */
export function closedTo(organisation: Standing, communities: readonly Pick<Community, '_id' | 'charter'>[]): string[] {
  return communities.filter(({ charter }) => !admits(charter, organisation)).map(({ _id }) => _id);
}

const describe = ({ admits: kinds, regimes, countries, clearance }: Charter) =>
  `${kinds.join(', ')} under ${regimes.join(', ')} from ${countries?.join(', ') ?? 'any country'}, cleared for ${clearance} at least`;
