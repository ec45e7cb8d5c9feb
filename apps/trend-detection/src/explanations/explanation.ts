import type { Language } from './catalogue.ts';
import { speechIn } from './speech.ts';
import { Telling, type Detail, type Explained } from './telling.ts';

/** What a sentence tells of the trend. `standing` is what the trend may be called: a signal, or assessed and published. */
export type About = 'what' | 'where' | 'since' | 'size' | 'sureness' | 'shares' | 'contributors' | 'otherwise' | 'standing' | 'next';

export interface Sentence {
  readonly about: About;
  /** One sentence, or two or three that belong together. */
  readonly text: string;
}

export interface Explanation {
  readonly headline: string;
  /** In the order in which they read well. */
  readonly sentences: readonly Sentence[];
}

const MOST_CHARACTERS = 2_000;
const FULL: Detail = { shares: 3, parts: 6 };
const BRIEFER: readonly Detail[] = [FULL, { shares: 1, parts: 3 }, { shares: 0, parts: 1 }];

/** A trend in plain words, as one text of at most 2,000 characters: what has many parts names fewer of them. */
export function explain(trend: Explained, language: Language): string {
  let text = '';
  for (const detail of BRIEFER) {
    text = sentencesOf(trend, language, detail)
      .map((sentence) => sentence.text)
      .join(' ');
    if (text.length <= MOST_CHARACTERS) break;
  }
  return text;
}

/** A trend in plain words, for who lays it out. It speaks of reports received and of nothing else, and never of who sent them. */
export function explanationOf(trend: Explained, language: Language): Explanation {
  return { headline: new Telling(trend, speechIn(language), FULL).headline(), sentences: sentencesOf(trend, language, FULL) };
}

function sentencesOf(trend: Explained, language: Language, detail: Detail): Sentence[] {
  const telling = new Telling(trend, speechIn(language), detail);
  const told = (about: About, ...texts: string[]): Sentence[] => texts.map((text) => ({ about, text }));
  const standing = told('standing', ...telling.standing());
  const frame = [...told('what', telling.what()), ...told('where', telling.where())];
  const numbers = told('size', telling.size());
  const contributors = told('contributors', ...telling.contributors());
  if (trend.state === 'retracted') return [...frame, ...numbers, ...contributors, ...standing, ...told('next', telling.next())];
  return [
    ...frame,
    ...told('since', telling.since()),
    ...numbers,
    ...told('sureness', telling.sureness()),
    ...told('shares', ...telling.shares()),
    ...contributors,
    ...told('otherwise', ...telling.otherwise()),
    ...standing,
    ...told('next', telling.next()),
  ];
}
