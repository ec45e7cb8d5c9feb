import { describe, expect, it } from '@jest/globals';
import * as contracts from '@landbridge/contracts';
import * as codes from '@landbridge/contracts/codes';
import { IntlMessageFormat } from 'intl-messageformat';
import { CATALOGUES, LANGUAGES, type CodeList } from './catalogue.ts';

const LISTS: Record<CodeList, readonly string[]> = {
  measure: contracts.MEASURES,
  purpose: codes.PURPOSES,
  means: codes.MEANS,
  sector: codes.ISIC_SECTIONS,
  subsector: codes.SUBSECTORS,
  'recruitment-method': codes.RECRUITMENT_METHODS,
  platform: codes.PLATFORM_TYPES,
  lure: codes.LURES,
  'financial-indicator': codes.FINANCIAL_INDICATORS,
  tier: codes.TIERS,
  artefact: contracts.ARTEFACTS,
  method: contracts.DETECTION_METHODS,
};

/** What stands in a report or a profile, and is no series. A list that becomes one is named, too, and moves up. */
const IN_NO_SERIES = [
  'ACTS', 'ADMIRALTY_INFORMATION', 'ADMIRALTY_SOURCES', 'AGE_BANDS', 'ATTRIBUTIONS', 'CHANNEL_KINDS', 'CONTACT_ROLES', 'EUROPOL_INFORMATION',
  'EUROPOL_SOURCES', 'EVALUATION_BASES', 'EVALUATION_SCHEMES', 'FOUR_PS', 'GENDERS', 'HANDLING', 'MINOR_AGE_BANDS', 'ORGANISATION_KINDS',
  'ORGANISATION_STATUSES', 'PERSON_ROLES', 'PRECISIONS', 'RECRUITER_RELATIONS', 'RECRUITMENT_STRATEGIES', 'REGIMES', 'SHARING_GROUNDS',
  'STATUS_DECIDERS', 'SUSPENSION_REASONS', 'TEXT_CHECK_OVERRIDES', 'TLP', 'UNITS', 'URGENCIES', 'USE_PURPOSES', 'VICTIM_STATUSES', 'VISIBILITIES',
  'WITHDRAWAL_REASONS',
]; // prettier-ignore

describe.each(LANGUAGES)('the catalogue in %s', (language) => {
  const { messages, codes: names } = CATALOGUES[language];

  it('has every message of the English one, with the same placeholders', () => {
    expect(placeholdersOf(messages, language)).toEqual(placeholdersOf(CATALOGUES.en.messages, 'en'));
  });

  it('names every code, each differently in its list', () => {
    for (const [list, known] of Object.entries(LISTS)) {
      const named: Record<string, string> = names[list as CodeList];
      expect(Object.keys(named).sort()).toEqual([...known].sort());
      expect(new Set(Object.values(named)).size).toBe(known.length);
      for (const name of Object.values(named)) expect(name.trim()).not.toBe('');
    }
  });

  it('keeps to typographic signs, and leaves nothing untranslated', () => {
    const texts = Object.values(messages);
    for (const text of texts) expect(text).not.toMatch(/['"]/);
    const english = Object.values(CATALOGUES.en.messages);
    const sentences = texts.filter((text) => text.length > 25);
    if (language !== 'en') expect(sentences.filter((text) => english.includes(text))).toEqual([]);
  });
});

it('knows of each code list whether a series can be of it', () => {
  const lists = Object.entries(codes).filter(([, list]) => Array.isArray(list));
  const named = new Set<unknown>(Object.values(LISTS));
  expect(lists.filter(([, list]) => !named.has(list)).map(([name]) => name).sort()).toEqual([...IN_NO_SERIES].sort()); // prettier-ignore
});

it('has a message for everything that a trend may say of itself', () => {
  const ids = Object.keys(CATALOGUES.en.messages);
  expect(ids).toEqual(
    expect.arrayContaining([
      ...contracts.TREND_KINDS.map((kind) => `what.${kind}`),
      ...contracts.TREND_STATES.map((state) => `standing.${state}`),
      ...contracts.CLOSING_REASONS.map((reason) => `because.${reason}`),
      ...contracts.ARTEFACTS.map((artefact) => `otherwise.${artefact}`),
      ...contracts.MEASURES.map((measure) => `count.${measure}`),
    ]),
  );
});

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

function placeholdersOf(messages: Readonly<Record<string, string>>, language: string): Record<string, string[]> {
  const names = Object.entries(messages).map(([id, text]) => {
    const elements = new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst();
    return [id, [...new Set(elements.flatMap(placeholdersIn))].sort()];
  });
  return Object.fromEntries(names) as Record<string, string[]>;
}

const LITERAL = 0;

/** Names of the values that an element needs, with those in its plurals and selections. */
function placeholdersIn(element: Element): string[] {
  const options = 'options' in element ? Object.values(element.options).flatMap(({ value }) => value.flatMap(placeholdersIn)) : [];
  const { type }: { type: number } = element;
  return 'value' in element && type !== LITERAL ? [element.value, ...options] : options;
}
