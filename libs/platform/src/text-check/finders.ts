import { findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js';
import { isBase58Address } from './base58.ts';
import { ibanLength } from './iban.ts';

/** What a stretch of text may be of a person. */
export const PERSONAL_KINDS = [
  'profile-url',
  'e-mail',
  'iban',
  'crypto-address',
  'date-of-birth',
  'identity-document',
  'phone',
  'number-plate',
  'handle',
  'name',
] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

/** A stretch of text, in UTF-16 code units. */
export interface Stretch {
  readonly offset: number;
  readonly length: number;
}

type Finder = (text: string, country?: string) => Stretch[];

/** All stretches of one kind. Where kinds overlap, the one that stands first in `PERSONAL_KINDS` is kept. */
export const FINDERS: Readonly<Record<PersonalKind, Finder>> = {
  'profile-url': matches(
    /(?<![\w.-])(?:https?:\/\/)?(?:[\w-]{1,63}\.){0,4}(?:facebook\.com|fb\.com|instagram\.com|tiktok\.com|linkedin\.com|vk\.com|t\.me|wa\.me|x\.com|twitter\.com|snapchat\.com|onlyfans\.com|telegram\.me|ok\.ru)\/[^\s<>"')\]]+|https?:\/\/[^\s/]{1,255}\/(?:[^\s]{0,255}\/)?(?:@|~|profiles?\/|users?\/|u\/|in\/|member\/)[^\s<>"')\]]+/giu,
  ),
  'e-mail': matches(
    /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}(?:@|\s?\[at\]\s?|\s?\(at\)\s?)[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,6}\.\p{L}{2,}/giu,
  ),
  iban: (text) =>
    [...text.matchAll(/\b[A-Z]{2}\d{2}(?= ?[A-Z0-9])/gu)].flatMap(({ index }) => {
      const length = ibanLength(text.slice(index, index + 60));
      return length > 0 ? [{ offset: index, length }] : [];
    }),
  'crypto-address': (text) => [
    ...matches(/\b0x[0-9a-f]{40}\b|\b(?:bc1|ltc1)[02-9ac-hj-np-z]{11,71}\b|\b4[1-9A-HJ-NP-Za-km-z]{94}\b/giu)(text),
    ...matches(/\b[13LMDT][1-9A-HJ-NP-Za-km-z]{25,34}\b/gu)(text).filter(({ offset, length }) =>
      isBase58Address(text.slice(offset, offset + length)),
    ),
  ],
  'date-of-birth': matches(
    /(?:\bborn\b|\bbirth(?:day|date)?\b|\bd\.?o\.?b\.?\b|\bgeb(?:oren|\.)?|\bnée?(?!\p{L})|\bnacid[oa]\b|\bnat[oa]\b|\bfödd\b|\burodzon[ya]\b|\bnăscut[ăa]?(?!\p{L}))\P{N}{0,20}(?:\d{1,2}[./ -]\d{1,2}[./ -]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.? \p{L}{3,12},? \d{4}|\p{L}{3,12} \d{1,2}(?:st|nd|rd|th)?,? \d{4})/giu,
  ),
  'identity-document': matches(
    /\b(?:passports?|passeport|pasaporte|passaporto|paszport|reisepass|paşaport|pașaport|id[ -]?(?:card|no|number)|identity (?:card|document|number)|personalausweis|personnummer|pesel|cnp|nie|dni|bsn)\b[^\d\n]{0,20}(?:[A-Z]{0,3}[ -]?\d[\dA-Z-]{4,13})|\b[A-Z]{1,2}\d{6,9}\b/giu,
  ),
  phone: findPhones,
  'number-plate': matches(
    /\b(?:plates?|licen[cs]e|registration|reg\.|kennzeichen|immatriculation|matrícula|targa|numer rejestracyjny)\b[^\n\d]{0,25}?\b(?=[A-Z0-9 -]*\d)[A-Z0-9][A-Z0-9 -]{2,9}[A-Z0-9]\b|\b[A-Z]{1,3}[- ]\d{2,4}[- ][A-Z]{1,3}\b|\b[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?\d{1,4}\b|\b[A-Z]{3} \d{2}[A-Z0-9]\b/gu,
  ),
  handle: matches(/(?<![\w@./-])@[A-Za-z0-9_][\w.]{1,29}/gu),
  name: matches(
    /\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Herr|Frau|Mme|Mlle|Monsieur|Madame|Signora?|Sr|Sra|Señora?|Pan|Pani|Domnul|Doamna|named|called|alias|a\.k\.a\.|aka)\.? +\p{Lu}[\p{L}'’-]+(?: +\p{Lu}[\p{L}'’-]+){0,2}/gu,
  ),
};

function matches(pattern: RegExp): Finder {
  return (text) => [...text.matchAll(pattern)].map(({ 0: found, index }) => ({ offset: index, length: found.length }));
}

/** Numbers that a telephone network knows, by the numbering plans of libphonenumber; and what is only written like one. */
function findPhones(text: string, country?: string): Stretch[] {
  if (!/(?:\d[^\p{L}\d]{0,3}){7}/u.test(text)) return [];
  const plan = country !== undefined && isSupportedCountry(country) ? { defaultCountry: country } : {};
  const known = findPhoneNumbersInText(text, { ...plan }).map(({ startsAt, endsAt }) => ({
    offset: startsAt,
    length: endsAt - startsAt,
  }));
  return [
    ...known,
    ...matches(/(?<![\d.,])(?:\+|00)\d(?:[ ./()-]{0,2}\d){7,13}(?!\d)|(?<![\d.,+])0\d(?:[ ./()-]{0,2}\d){7,10}(?!\d)/gu)(text),
  ];
}
