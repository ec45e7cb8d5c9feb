import iso from 'i18n-iso-countries';

/** What files say where a country is not known. At the door these become absent. */
const UNKNOWN = new Set(['', 'ZZ', '00', '-99', 'NULL', 'UNKNOWN']);

/** ISO 3166-1 alpha-2 codes, and `XK` for Kosovo. */
export const COUNTRIES: readonly string[] = Object.keys(iso.getAlpha2Codes()).sort();
const known = new Set(COUNTRIES);

export function isCountry(code: unknown): code is string {
  return typeof code === 'string' && known.has(code);
}

/**
 * Reads a country as organisations write it: alpha-2 or alpha-3 in any case, or an English name.
 * @returns the alpha-2 code, `undefined` for "not known", or the text as it came where it names no country (validation then refuses it).
 */
export function readCountry(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  if (UNKNOWN.has(code)) return undefined;
  if (known.has(code)) return code;
  if (code === 'XKX') return 'XK';
  return iso.alpha3ToAlpha2(code) ?? iso.getAlpha2Code(text.trim(), 'en') ?? text;
}
