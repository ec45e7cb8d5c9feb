import { isDeepStrictEqual } from 'node:util';

/** The fields in which the second differs from the first, as they are in the second; `null` for one that went. Pure. */
export function changedFields(before: object | undefined, after: object): Record<string, unknown> {
  const old = new Map<string, unknown>(Object.entries(before ?? {}));
  const changed = Object.entries(after).filter(([field, value]) => value !== undefined && !isDeepStrictEqual(old.get(field), value));
  const kept = new Set(Object.entries(after).flatMap(([field, value]) => (value === undefined ? [] : [field])));
  const gone = [...old].flatMap(([field, value]): [string, null][] => (kept.has(field) || value === undefined ? [] : [[field, null]]));
  return Object.fromEntries([...changed, ...gone]);
}
