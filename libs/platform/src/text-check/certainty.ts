import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { PersonalKind } from './finders.ts';

/** Whether what was found is a person's data beyond reasonable doubt: by a checksum, a form of its own, or the word that stands before it. */
export function isCertain(kind: PersonalKind, found: string): boolean {
  return CERTAIN[kind](found);
}

const never = () => false;
const always = () => true;

const CERTAIN: Readonly<Record<PersonalKind, (found: string) => boolean>> = {
  'profile-url': isPageOfSomebody,
  'e-mail': always,
  // its checksum was right
  iban: always,
  'crypto-address': always,
  'date-of-birth': (found) => /^(?:born|birth|d\.?o\.?b|geboren|geb\.|née?(?!\p{L})|nacid|född|urodzon|născut)/iu.test(found),
  'identity-document': isNumberOfDocument,
  phone: isDialled,
  // a plate is also a form of street numbers and article codes, a handle of words, a name of towns and firms
  'number-plate': never,
  handle: never,
  name: never,
};

/** A page of a network that knows its members by name; not a group, a post or a search. */
function isPageOfSomebody(found: string): boolean {
  return /(?:^|[/.])(?:facebook\.com|fb\.com|instagram\.com|tiktok\.com|linkedin\.com|vk\.com|t\.me|wa\.me|x\.com|twitter\.com|snapchat\.com|onlyfans\.com|telegram\.me|ok\.ru)\/(?!(?:groups?|events?|marketplace|watch|p|reel|hashtag|explore|search|jobs?|company|school|feed|tag|discover)(?:[/?#]|$))[^\s/?#]/iu.test(
    found,
  );
}

/** With its country code, and given out by the network of that country. Without one it may as well be an amount or a date. */
function isDialled(found: string): boolean {
  if (!/^(?:\+|00)/.test(found)) return false;
  return parsePhoneNumberFromString(found.replace(/^00/, '+'))?.isValid() === true;
}

/** National numbers by their length; of passports and cards a number with its letters, or one that is called a number. */
const NATIONAL: readonly (readonly [word: RegExp, number: RegExp])[] = [
  [/^pesel\b/iu, /(?<!\d)\d{11}$/],
  [/^cnp\b/iu, /(?<!\d)\d{13}$/],
  [/^bsn\b/iu, /(?<!\d)\d{9}$/],
  [/^personnummer\b/iu, /(?<!\d)(?:\d\d)?\d{6}[-+]?\d{4}$/],
];
const DOCUMENT = /^(?:pass|pasap|pasz|reisepass|paşap|pașap|id[ -]|identity|personalausweis)/iu;
const LETTERED = /(?<![A-Z])[A-Z]{1,3}[ -]?\d{6,9}$/;
const CALLED_A_NUMBER = /\b(?:no|nr|num|number|nummer|número|numero|numéro)\b[^\d]{0,4}\d{6,9}$/iu;

function isNumberOfDocument(found: string): boolean {
  if (DOCUMENT.test(found)) return LETTERED.test(found) || CALLED_A_NUMBER.test(found);
  return NATIONAL.some(([word, number]) => word.test(found) && number.test(found));
}
