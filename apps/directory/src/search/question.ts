import { isCountry } from '@landbridge/contracts';
import { FILLERS } from './words.ts';
import { compared, homeOf, isConnective, LONGEST_PHRASE, meaningOf, rawWords, type Meaning } from './vocabulary.ts';

/** One thing that is asked for, and the words that asked for it. */
export interface Criterion extends Meaning {
  readonly text: string;
  /** Who does not meet it is no answer. */
  readonly required?: true;
}

export interface Question {
  readonly criteria: readonly Criterion[];
  /** Words that stand for nothing here, as they came. They may be part of a name. */
  readonly unknown: readonly string[];
}

interface Word {
  readonly raw: string;
  readonly plain: string;
}

const FILLING = new Set(FILLERS.map(compared));
const UPPER_CODE = /^[A-Z]{2}$/;

/** Reads a question in plain words: the longest phrases first, each word once. Pure. */
export function readQuestion(text: string): Question {
  const words = rawWords(text)
    .map((raw): Word => ({ raw, plain: compared(raw) }))
    .filter(({ plain }) => !isConnective(plain));
  const shouted = text === text.toUpperCase();
  const criteria: Criterion[] = [];
  const unknown: string[] = [];
  for (let at = 0; at < words.length;) {
    const found = phraseAt(words, at) ?? (shouted ? undefined : codeAt(words, at));
    if (found) criteria.push(ofCountry(found.criterion, words, at + found.length));
    else if (!FILLING.has(words[at]?.plain ?? '')) unknown.push(words[at]?.raw ?? '');
    at += found?.length ?? 1;
  }
  return { criteria: once(criteria), unknown: [...new Set(unknown)] };
}

interface Found {
  readonly criterion: Criterion;
  /** Words that it took. */
  readonly length: number;
}

function phraseAt(words: readonly Word[], at: number): Found | undefined {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length -= 1) {
    const part = words.slice(at, at + length);
    const meaning = meaningOf(part.map(({ plain }) => plain));
    if (meaning) return { criterion: { ...meaning, text: part.map(({ raw }) => raw).join(' ') }, length };
  }
  return undefined;
}

/** "RO" is a country; "ro", "in" or "it" may be words. */
function codeAt(words: readonly Word[], at: number): Found | undefined {
  const raw = words[at]?.raw ?? '';
  return UPPER_CODE.test(raw) && isCountry(raw) ? { criterion: { about: 'country', codes: [raw], text: raw }, length: 1 } : undefined;
}

/** "Swedish police" asks for police of Sweden, "police who speak Swedish" for the language. */
function ofCountry(criterion: Criterion, words: readonly Word[], next: number): Criterion {
  if (criterion.about !== 'language' || phraseAt(words, next)?.criterion.about !== 'kind') return criterion;
  const home = homeOf(criterion.codes[0] ?? '');
  return home === undefined ? criterion : { about: 'country', codes: [home], text: criterion.text };
}

function once(criteria: readonly Criterion[]): Criterion[] {
  return [...new Map(criteria.map((criterion) => [`${criterion.about}:${criterion.codes.join(',')}`, criterion])).values()];
}
