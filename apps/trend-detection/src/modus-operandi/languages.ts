import type { ModusOperandiWords } from '@landbridge/contracts';
import Negotiator from 'negotiator';
import type { Entry, Translation } from './entry.schema.ts';

export const languagesOf = ({ language, translations }: Pick<Entry, 'language' | 'translations'>): string[] => [
  language,
  ...translations.map((one) => one.language),
];

/**
 * The words of an entry in the language that suits best of those that are there (RFC 4647, lookup by RFC 9110, 12.5.4), else its own.
 * @param asked the value of Accept-Language, or one language
 */
export function wordsIn(
  entry: Pick<Entry, 'language' | 'translations' | keyof ModusOperandiWords>,
  asked: string | undefined,
): Translation {
  const [best] = new Negotiator({ headers: { 'accept-language': asked } }).languages(languagesOf(entry));
  const found = entry.translations.find(({ language }) => language === best);
  if (found) return { ...found, ...filled(found, entry) };
  const { language, name, whatToLookFor, countermeasures } = entry;
  return { language, name, whatToLookFor, countermeasures };
}

/** A list that nobody has translated yet is better read in another language than not at all. */
function filled(words: ModusOperandiWords, entry: ModusOperandiWords): Pick<ModusOperandiWords, 'whatToLookFor' | 'countermeasures'> {
  return {
    whatToLookFor: words.whatToLookFor.length > 0 ? words.whatToLookFor : entry.whatToLookFor,
    countermeasures: words.countermeasures.length > 0 ? words.countermeasures : entry.countermeasures,
  };
}

/** Whether all words of a question stand in the names and tags of an entry, in any language, whatever their case and accents. */
export function answers(entry: Pick<Entry, 'tag' | 'name' | 'translations'>, aliases: readonly string[], question: string): boolean {
  const names = folded([entry.tag, entry.name, ...aliases, ...entry.translations.map(({ name }) => name)].join('\n'));
  return folded(question)
    .split(/\s+/)
    .every((word) => names.includes(word));
}

const folded = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
