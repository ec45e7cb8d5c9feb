import { describe, expect, it } from '@jest/globals';
import {
  ARTEFACTS,
  CLOSING_REASONS,
  COUNTRIES,
  DETECTION_METHODS,
  DIMENSIONS,
  MEASURES,
  TREND_GRAINS,
  TREND_KINDS,
  TREND_STATES,
  type Dimension,
  type TrendSeries,
} from '@landbridge/contracts';
import * as codes from '@landbridge/contracts/codes';
import fc from 'fast-check';
import { LANGUAGES } from './catalogue.ts';
import { explain, explanationOf } from './explanation.ts';
import type { Explained } from './telling.ts';
import { trend } from './testing.ts';

const oneOf = <T>(list: readonly T[]) => fc.constantFrom(...list);
const country = oneOf(COUNTRIES);
const slug = fc.stringMatching(/^[a-z0-9-]{1,60}$/);
const OF: Record<Exclude<Dimension, 'combination'>, fc.Arbitrary<string>> = {
  total: fc.constant('all'),
  purpose: oneOf(codes.PURPOSES),
  sector: oneOf(codes.ISIC_SECTIONS),
  subsector: oneOf(codes.SUBSECTORS),
  means: oneOf(codes.MEANS),
  'recruitment-method': oneOf(codes.RECRUITMENT_METHODS),
  platform: oneOf(codes.PLATFORM_TYPES),
  lure: oneOf(codes.LURES),
  'modus-operandi': slug,
  'financial-indicator': oneOf(codes.FINANCIAL_INDICATORS),
  citizenship: country,
  origin: country,
  transit: country,
  exploitation: country,
  corridor: fc.tuple(country, fc.oneof(country, fc.constant('online'))).map((ends) => ends.join('>')),
  'corridor-purpose': fc.tuple(country, country, oneOf(codes.PURPOSES)).map(([from, to, purpose]) => `${from}>${to}:${purpose}`),
  'country-purpose-sector': fc.tuple(country, oneOf(codes.PURPOSES), oneOf(codes.ISIC_SECTIONS)).map((parts) => parts.join(':')),
  'corridor-region': fc.tuple(country, fc.array(country, { minLength: 1, maxLength: 32 })).map(([from, to]) => `${from}>${to.join('+')}`),
  script: fc.stringMatching(/^[0-9a-f]{16}$/),
};
const single = oneOf(DIMENSIONS.filter((dimension) => dimension !== 'combination')).chain((dimension) =>
  OF[dimension].map((value) => ({ dimension, value })),
);
const combination = fc
  .array(single.map(({ dimension, value }) => `${dimension}:${value}`), { minLength: 2, maxLength: 12 })
  .map((parts) => ({ dimension: 'combination' as const, value: parts.join('+').slice(0, 100) })); // prettier-ignore
const anything = fc.record({ dimension: oneOf(DIMENSIONS), value: fc.stringMatching(/^[A-Za-z0-9>:+-]{1,100}$/) });
const series = fc.tuple(fc.oneof(single, combination, anything), oneOf(MEASURES)).map(([of, measure]): TrendSeries => ({ ...of, measure }));
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const anyTrend: fc.Arbitrary<Explained> = fc
  .record(
    {
      kind: oneOf(TREND_KINDS),
      state: oneOf(TREND_STATES),
      audience: fc.oneof(slug, oneOf(codes.TIERS), fc.constant('public')),
      series,
      shares: fc.array(series, { maxLength: 10 }),
      awayFrom: series,
      method: oneOf(DETECTION_METHODS),
      firstBucket: day,
      lastBucket: day,
      evidence: fc.record(
        {
          bucket: day,
          grain: oneOf(TREND_GRAINS),
          buckets: fc.integer({ min: 1, max: 5_000 }),
          observed: fc.integer({ min: -1_000_000, max: 1_000_000 }),
          expected: fc.double({ min: 0, max: 1e6, noNaN: true }),
          upperBound: fc.double({ min: -1e3, max: 1e6, noNaN: true }),
          p: fc.double({ min: 0, max: 1, noNaN: true }),
        },
        { requiredKeys: ['bucket', 'observed', 'expected', 'upperBound'] },
      ),
      organisations: fc.nat(5_000),
      countries: fc.nat(250),
      survivesLeavingOneOut: fc.boolean(),
      dismissedBefore: fc.boolean(),
      artefacts: fc.uniqueArray(oneOf(ARTEFACTS)),
      closedBecause: oneOf(CLOSING_REASONS),
    },
    {
      requiredKeys: [
        'state', 'audience', 'series', 'method', 'firstBucket', 'lastBucket', 'evidence', 'organisations', 'countries', 'survivesLeavingOneOut',
      ],
    }, // prettier-ignore
  )
  .map((over) => ({ id: trend().id, revision: 1, evaluatedAt: trend().evaluatedAt, ...over }));

/** Trafficking is in no sentence at all, so none can say that it rises or falls. */
const TRAFFICKING = { en: /traffick/i, sv: /människohandel/i, fr: /\btraite\b/i, es: /\btrata\b/i, ro: /\btrafic/i };
const RECEIVED = {
  en: 'reports received',
  sv: 'inkomna rapporter',
  fr: 'signalements reçus',
  es: 'informes recibidos',
  ro: 'sesizările primite',
};

describe('any trend', () => {
  it.each(LANGUAGES)('is explained in %s: of reports received only, complete, and in 2,000 characters', (language) => {
    fc.assert(
      fc.property(anyTrend, (any) => {
        const text = explain(any, language);
        expect(text.length).toBeLessThanOrEqual(2_000);
        expect(text).not.toMatch(/undefined|\bnull\b|NaN|Infinity|[{}]|\[object| {2}/);
        expect(text).not.toMatch(TRAFFICKING[language]);
        expect(text.split('(')[0]).toContain(RECEIVED[language]);
        for (const { text: sentence } of explanationOf(any, language).sentences) expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps its beginning and its end when it is too long for all of its detail', () => {
    const longest: TrendSeries = { dimension: 'combination', value: 'sector:G+sector:D+sector:N+sector:O+sector:E+sector:M+sector:U+sector:I', measure: 'report' }; // prettier-ignore
    const all = trend({
      kind: 'displacement',
      series: longest,
      awayFrom: longest,
      shares: Array<TrendSeries>(10).fill(longest),
      artefacts: [...ARTEFACTS],
      dismissedBefore: true,
    });
    for (const language of LANGUAGES) {
      const text = explain(all, language);
      const { sentences } = explanationOf(all, language);
      expect(sentences.map((sentence) => sentence.text).join(' ').length).toBeGreaterThan(2_000);
      expect(text.length).toBeLessThanOrEqual(2_000);
      for (const about of ['standing', 'next'] as const)
        expect(text).toContain(sentences.find((sentence) => sentence.about === about)?.text);
    }
  });
});
