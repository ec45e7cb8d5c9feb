import { readCountry } from '@landbridge/contracts';

type Fields = Record<string, unknown>;

/** Lists of countries in `where`. In `marking.territory` an unknown country stays and is refused: without it the limit would be gone. */
const COUNTRY_LISTS = ['citizenships', 'transit'] as const;
const COUNTRY_FIELDS = ['origin', 'exploitation'] as const;

/**
 * Reads the fields that organisations write in several ways: countries become alpha-2 codes, unknown ones absent, texts are trimmed.
 * Changes the object in place; whatever has another shape is left for the check to refuse.
 */
export function normalise(plain: unknown): unknown {
  if (!isObject(plain)) return plain;
  if (isObject(plain['where'])) normalisePlaces(plain['where']);
  if (isObject(plain['marking']) && isStrings(plain['marking']['territory']))
    plain['marking']['territory'] = unique(plain['marking']['territory'].map((country) => readCountry(country) ?? country));
  // positions of warnings count from the first character, so a narrative keeps its spaces
  if (typeof plain['narrative'] === 'string' && plain['narrative'].trim() === '') Reflect.deleteProperty(plain, 'narrative');
  for (const list of ['externalIds', 'references'])
    if (isStrings(plain[list])) setOrDrop(plain, list, unique(plain[list].map((text) => text.trim())));
  if (typeof plain['language'] === 'string') plain['language'] = plain['language'].trim();
  return plain;
}

function normalisePlaces(where: Fields): void {
  for (const field of COUNTRY_FIELDS) {
    const country = where[field];
    if (typeof country === 'string') setOrDrop(where, field, readCountry(country));
  }
  for (const field of COUNTRY_LISTS) {
    const countries = where[field];
    if (isStrings(countries)) setOrDrop(where, field, unique(countries.flatMap((country) => readCountry(country) ?? [])));
  }
  if (typeof where['region'] === 'string') setOrDrop(where, 'region', where['region'].trim() || undefined);
}

function setOrDrop(fields: Fields, name: string, value: string | string[] | undefined): void {
  if (value === undefined || value.length === 0) Reflect.deleteProperty(fields, name);
  else fields[name] = value;
}

const unique = (texts: string[]) => (texts.length < 2 ? texts : [...new Set(texts)]);
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isStrings = (value: unknown): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string');
