import type { Told } from './adverts.ts';
import type { Form } from './published.ts';
import { Choice, type Random } from './random.ts';
import { SENTENCES, type Sentences } from './sentences.ts';

const LANGUAGE_OF: Readonly<Record<string, string>> = { DE: 'de', AT: 'de', ES: 'es', FR: 'fr', BE: 'fr', RO: 'ro', SE: 'sv', FI: 'sv' };
const IN_ENGLISH = 0.3;
const DETAILS = new Choice<number>([[2, 60], [3, 40]]); // prettier-ignore

/** A few sentences in the organisation's language or in English. */
export function narrativeOf(form: Form, country: string, random: Random): Told {
  const language = random.chance(IN_ENGLISH) ? 'en' : (LANGUAGE_OF[country] ?? 'en');
  const sentences = SENTENCES[language];
  if (!sentences) throw new RangeError(`There are no sentences in ${language}.`);
  const { opening, detail, closing } = sentences;
  const told = [random.one(opening[form]), ...random.shuffled(detail).slice(0, DETAILS.pick(random)), random.one(closing)];
  return { narrative: told.map((sentence) => filled(sentence, sentences, random)).join(' '), language };
}

/** The same text with a canary that a test can look for where no narrative may be. */
export function withCanary({ narrative, language }: Told, random: Random): Told {
  return { narrative: `${narrative} ${canary('narrative', random)}`, language };
}

function filled(sentence: string, { places, days }: Sentences, random: Random): string {
  return sentence.replaceAll(/\{(n|place|day)\}/g, (_, gap: string) => {
    if (gap === 'n') return String(random.whole(3, 19));
    return random.one(gap === 'place' ? places : days);
  });
}

/** Stands in every narrative, reference and external id of the sample, and nowhere else. */
export const CANARY = /canary-(?:narrative|reference|external)-[a-p]{12}/;

export function canary(kind: 'narrative' | 'reference' | 'external', random: Random): string {
  return `canary-${kind}-${random.letters(12)}`;
}
