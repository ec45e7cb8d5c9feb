import { type Charter, type OrganisationState, TLP } from '@landbridge/contracts';
import { Problem, type Caller } from '@landbridge/platform';
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

/**
 * That members have signed what lets personal data pass from one regime to another, the operator says, for it is the one who sees it.
 * An owner may keep what was said, for nobody more than it was said of.
 * @param before the charter until now
 * @throws Problem 403
 */
export function requireConfirmedSafeguards(charter: Charter, before: Charter | undefined, caller: Pick<Caller, 'kind'>): void {
  if (!charter.safeguards || caller.kind === 'operator') return;
  if (before?.safeguards && isNoWider(charter, before)) return;
  throw new Problem({
    type: 'operator-confirms-safeguards',
    status: 403,
    title: 'Not allowed',
    detail: 'Only the operator confirms that members have signed the safeguards; leave it at false, and ask the operator to set it.',
  });
}

/** Whether a charter admits nobody whom the one before did not. */
function isNoWider(charter: Charter, before: Charter): boolean {
  const { countries } = before;
  return (
    charter.regimes.every((regime) => before.regimes.includes(regime)) &&
    charter.admits.every((kind) => before.admits.includes(kind)) &&
    (countries === undefined || (charter.countries?.every((country) => countries.includes(country)) ?? false)) &&
    TLP.indexOf(charter.clearance) >= TLP.indexOf(before.clearance)
  );
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
