import { COUNTRIES } from '@landbridge/contracts';
import {
  CONNECTIVES,
  DUTY_PHRASES,
  KIND_SAYINGS,
  MORE_COUNTRIES,
  MORE_LANGUAGES,
  PURPOSE_SAYINGS,
  ROLE_SAYINGS,
  type Sayings,
} from './words.ts';

/** What a part of a question is about. */
export const TOPICS_OF_QUESTIONS = ['purpose', 'country', 'language', 'kind', 'role', 'duty', 'name'] as const;
export type About = (typeof TOPICS_OF_QUESTIONS)[number];

/** Any of the codes answers it. */
export interface Meaning {
  readonly about: About;
  readonly codes: readonly string[];
}

/** Languages in which countries and languages are called by their names. */
const NAMED_IN = ['en', 'sv', 'fr', 'es', 'ro'];
const CONNECTING = new Set(CONNECTIVES);

/** Words as they are compared: without accents, case, or a plural's s. */
export function wordsOf(text: string): string[] {
  return rawWords(text)
    .map(compared)
    .filter((word) => !CONNECTING.has(word));
}

export const rawWords = (text: string): string[] => text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

export function compared(word: string): string {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.length > 3 && plain.endsWith('s') ? plain.slice(0, -1) : plain;
}

export const isConnective = (word: string) => CONNECTING.has(word);

const phrases = new Map<string, Meaning>();
/** Words of the longest phrase. */
let longest = 0;

function learn(phrase: string, meaning: Meaning): void {
  const words = wordsOf(phrase);
  if (words.length === 0 || phrases.has(words.join(' '))) return;
  phrases.set(words.join(' '), meaning);
  longest = Math.max(longest, words.length);
}

function learnSayings<C extends string>(about: About, sayings: Sayings<C>): void {
  for (const [codes, said] of sayings) for (const phrase of said) learn(phrase, { about, codes });
}

function learnNames(about: 'country' | 'language', codes: readonly string[]): void {
  for (const locale of NAMED_IN) {
    const names = new Intl.DisplayNames(locale, { type: about === 'country' ? 'region' : 'language', fallback: 'none' });
    for (const code of codes) {
      const name = names.of(code);
      if (name !== undefined) learn(name, { about, codes: [about === 'language' ? languageOf(code) : code] });
    }
  }
}

const LETTERS = Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i));
const LANGUAGES = [...LETTERS.flatMap((one) => LETTERS.map((other) => one + other)), ...Object.keys(MORE_LANGUAGES)];

/** Written forms of one language: who speaks either is understood. */
const SAME_LANGUAGE: Readonly<Record<string, string>> = { nb: 'no', nn: 'no' };

/** The language of a BCP 47 tag as it is compared: `pt` of `pt-BR`, and `ro` of `mo`, which is not used any more. */
export function languageOf(tag: string): string {
  const primary = tag.split('-')[0] ?? tag;
  const [current = primary] = Intl.getCanonicalLocales(primary);
  return SAME_LANGUAGE[current] ?? current.split('-')[0] ?? current;
}

learnSayings('purpose', PURPOSE_SAYINGS);
learnSayings('kind', KIND_SAYINGS);
learnSayings('role', ROLE_SAYINGS);
for (const phrase of DUTY_PHRASES) learn(phrase, { about: 'duty', codes: ['24/7'] });
for (const [code, names] of Object.entries(MORE_COUNTRIES)) for (const name of names) learn(name, { about: 'country', codes: [code] });
learnNames('country', COUNTRIES);
for (const [code, names] of Object.entries(MORE_LANGUAGES)) for (const name of names) learn(name, { about: 'language', codes: [code] });
learnNames('language', LANGUAGES);

/** What a phrase means, by its compared words. */
export const meaningOf = (words: readonly string[]): Meaning | undefined => phrases.get(words.join(' '));
export const LONGEST_PHRASE = longest;

/** Countries whose adjective is the name of a language that is mostly spoken elsewhere, or in too many places to say. */
const HOMES: Readonly<Record<string, string | undefined>> = { en: 'GB', pt: 'PT', ar: undefined };

/** The country that "Swedish police" is of. */
export function homeOf(language: string): string | undefined {
  return language in HOMES ? HOMES[language] : new Intl.Locale(language).maximize().region;
}

const englishCountry = new Intl.DisplayNames('en', { type: 'region' });
const englishLanguage = new Intl.DisplayNames('en', { type: 'language' });

/** A code as people read it, in English. */
export function inWords(about: About, code: string): string {
  if (about === 'country') return englishCountry.of(code) ?? code;
  if (about === 'language') return englishLanguage.of(code) ?? code;
  return code.replaceAll('-', ' ');
}
