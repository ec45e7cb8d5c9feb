import type { Trend } from '@landbridge/contracts';
import type { Language } from '../explanations/catalogue.ts';
import { explain } from '../explanations/explanation.ts';
import type { JudgedTrend } from './judgement.ts';
import { toldOf } from './trend.schema.ts';

/** A trend in its words, whoever changes it. */
export function explanationOf(trend: Omit<JudgedTrend, 'explanation'>, language: Language): string {
  return explain({ ...trend, dismissedBefore: trend.judgement?.dismissed !== undefined }, language);
}

/** A trend as others are told of it, in a language of theirs. It is kept in English. */
export function toldIn(trend: JudgedTrend, language: Language): Trend {
  return language === 'en' ? toldOf(trend) : { ...toldOf(trend), explanation: explanationOf(trend, language) };
}
