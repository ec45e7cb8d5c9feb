import type { AuditContent } from '@landbridge/contracts';

/** What is to be put on record. */
export type AuditDraft = Omit<AuditContent, 'at' | 'objects'> & Partial<Pick<AuditContent, 'objects'>>;

/** Ids and codes as this network writes them: no blank, so no sentence. */
const CODE = /^[\w.:/+-]{1,100}$/;
/** Method and pattern of a route. */
const ROUTE = /^[A-Z]{3,7} \/\S{0,200}$/;
const MOST_DETAILS = 20;

/** The content of an entry that has no time yet. */
export type Undated = Omit<AuditContent, 'at'>;

/**
 * The content of an entry, but for its time.
 * @throws RangeError when something in it could be words: an audit is kept for long and read by many, and is no place for a person's data
 */
export function contentOf(draft: AuditDraft): Undated {
  const { actor, action, route, objects = [], owner, purpose, outcome, details } = draft;
  const values: unknown[] = [
    ...Object.values<unknown>({ ...actor }),
    action,
    ...objects.flatMap(({ kind, id }) => [kind, id]),
    ...Object.entries(details ?? {}).flat(),
    ...(owner === undefined ? [] : [owner]),
  ];
  const texts = values.filter((value) => typeof value === 'string');
  if (!texts.every((text) => CODE.test(text)) || (route !== undefined && !ROUTE.test(route)))
    throw new RangeError('An entry of the audit holds ids and codes only; put what is longer, or has blanks, nowhere.');
  if (Object.keys(details ?? {}).length > MOST_DETAILS) throw new RangeError(`An entry of the audit has at most ${MOST_DETAILS} details.`);
  return {
    actor,
    action,
    ...(route !== undefined && { route }),
    objects,
    ...(owner !== undefined && { owner }),
    ...(purpose !== undefined && { purpose }),
    ...(outcome !== undefined && { outcome }),
    ...(details && { details }),
  };
}
