import type { Trend } from '@landbridge/contracts';
import { type Language, LANGUAGES } from '../explanations/catalogue.ts';
import { explain } from '../explanations/explanation.ts';
import { isFinding, type JudgedTrend } from './judgement.ts';
import { toldOf } from './trend.schema.ts';

/** A trend in its words, whoever changes it. */
export function explanationOf(trend: Omit<JudgedTrend, 'explanation'>, language: Language): string {
  return explain({ ...trend, dismissedBefore: trend.judgement?.dismissed !== undefined, finding: isFinding(trend) }, language);
}

/** A trend as others are told of it, in a language of theirs. It is kept in English. */
export function toldIn(trend: JudgedTrend, language: Language): Trend {
  return language === 'en' ? toldOf(trend) : { ...toldOf(trend), explanation: explanationOf(trend, language) };
}

/** A trend as events tell of it: in all languages, for who reads it is not known. */
export function toldInAll(trend: JudgedTrend): Trend {
  const others = LANGUAGES.filter((language) => language !== 'en');
  return { ...toldOf(trend), translations: Object.fromEntries(others.map((language) => [language, explanationOf(trend, language)])) };
}
