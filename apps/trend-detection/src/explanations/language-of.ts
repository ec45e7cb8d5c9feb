import Negotiator from 'negotiator';
import { type Language, LANGUAGES } from './catalogue.ts';

/** @param asked for by name; where it is left out, `Accept-Language` decides, and English stands in for what nobody has translated */
export function languageOf(asked: Language | undefined, accepted: string | undefined): Language {
  if (asked !== undefined) return asked;
  const [best] = new Negotiator({ headers: { 'accept-language': accepted } }).languages([...LANGUAGES]);
  return LANGUAGES.find((language) => language === best) ?? 'en';
}
