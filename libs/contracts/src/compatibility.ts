import type { JsonSchema } from './schema.ts';

/** Keywords that may only become laxer; the sign says in which direction. */
const LIMITS: Record<string, 1 | -1> = { minimum: -1, minLength: -1, minItems: -1, maximum: 1, maxLength: 1, maxItems: 1 };
/** Keywords that must stay as they are. */
const FIXED = ['type', 'pattern', '$ref', 'uniqueItems'];

/**
 * What an event schema no longer takes that it took when it was released. A consumer of the new version must read every event of the old one.
 * @returns a JSON pointer and a word for each break; empty when there is none
 */
export function breakingChanges(released: JsonSchema, current: JsonSchema, at = ''): string[] {
  return [
    ...FIXED.filter((keyword) => current[keyword] !== undefined && current[keyword] !== released[keyword]).map(
      (keyword) => `${at}/${keyword} changed`,
    ),
    ...Object.entries(LIMITS).flatMap(([keyword, sign]) =>
      narrowed(released[keyword], current[keyword], sign).map(() => `${at}/${keyword} is narrower`),
    ),
    ...missing(released['enum'], current['enum']).map((code) => `${at}/enum lost ${code}`),
    ...missing(current['required'], released['required'] ?? []).map((field) => `${at}/required has ${field} now`),
    ...['properties', 'definitions'].flatMap((group) => inner(released[group], current[group], `${at}/${group}`)),
    ...(isSchema(current['items']) && isSchema(released['items'])
      ? breakingChanges(released['items'], current['items'], `${at}/items`)
      : []),
  ];
}

function inner(released: unknown, current: unknown, at: string): string[] {
  if (!isSchema(released)) return [];
  return Object.entries(released).flatMap(([name, schema]) => {
    const now = isSchema(current) ? current[name] : undefined;
    if (!isSchema(now) || !isSchema(schema)) return [`${at}/${name} is gone`];
    return breakingChanges(schema, now, `${at}/${name}`);
  });
}

function narrowed(before: unknown, now: unknown, sign: 1 | -1): unknown[] {
  if (typeof now !== 'number') return [];
  return typeof before === 'number' && (now - before) * sign >= 0 ? [] : [now];
}

/** What stands in the first list and not in the second; nothing when the second sets no limit. */
function missing(list: unknown, other: unknown): string[] {
  if (!Array.isArray(list) || !Array.isArray(other)) return [];
  return list.filter((entry) => !other.includes(entry)).map(String);
}

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null && !Array.isArray(value);
