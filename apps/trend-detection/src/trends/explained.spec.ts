import { describe, expect, it } from '@jest/globals';
import { compileCheck, Trend } from '@landbridge/contracts';
import { LANGUAGES } from '../explanations/catalogue.ts';
import { trend } from '../explanations/testing.ts';
import { explanationOf, toldIn, toldInAll } from './explained.ts';
import type { JudgedTrend } from './judgement.ts';

const judged: JudgedTrend = { ...trend(), explanation: '', judgement: { dismissed: { perWeek: 2, reason: 'campaign' } } };
const english = { ...judged, explanation: explanationOf(judged, 'en') };

describe('a trend as events tell of it', () => {
  it('has the words of the answer in each language, and nothing of the judgement', () => {
    const told = toldInAll(english);
    expect(compileCheck(Trend).explain(told)).toEqual([]);
    const texts = { ...told.translations, en: told.explanation };
    expect(texts).toEqual(Object.fromEntries(LANGUAGES.map((language) => [language, toldIn(english, language).explanation])));
    expect(new Set(Object.values(told.translations ?? {})).size).toBe(LANGUAGES.length - 1);
  });
});
