import { describe, expect, it } from '@jest/globals';
import { COUNTRIES, ORGANISATION_KINDS, PURPOSES } from '@landbridge/contracts';
import fc from 'fast-check';
import { readQuestion } from './question.ts';
import { languageOf } from './vocabulary.ts';
import { KIND_SAYINGS, PURPOSE_SAYINGS } from './words.ts';

/** What was understood, as `about:code,code`. */
const read = (text: string) => readQuestion(text).criteria.map(({ about, codes }) => `${about}:${codes.join(',')}`);

describe('a question', () => {
  it.each([
    ['who handles labour exploitation in Romania and speaks Swedish?', ['purpose:forced-labour', 'country:RO', 'language:sv']],
    ['Vem arbetar med arbetskraftsexploatering i Rumänien och talar svenska?', ['purpose:forced-labour', 'country:RO', 'language:sv']],
    ['Qui traite l’exploitation par le travail en Roumanie et parle suédois ?', ['purpose:forced-labour', 'country:RO', 'language:sv']],
    ['¿Quién se ocupa de la explotación laboral en Rumania y habla sueco?', ['purpose:forced-labour', 'country:RO', 'language:sv']],
    ['Cine se ocupă de munca forțată în România și vorbește suedeză?', ['purpose:forced-labour', 'country:RO', 'language:sv']],
    ['sexual exploitation, Moldova', ['purpose:prostitution,other-sexual-exploitation', 'country:MD']],
    ['Swedish police', ['country:SE', 'kind:police']],
    ['police who speak Swedish', ['kind:police', 'language:sv']],
    ['English police', ['country:GB', 'kind:police']],
    ['shelters in the Czech Republic, 24/7', ['kind:ngo', 'country:CZ', 'duty:24/7']],
    ['a hotline around the clock', ['duty:24/7']],
    ['labour inspectorates in Bosnia and Herzegovina', ['kind:labour-inspectorate', 'country:BA']],
    ['polis i Sverige som talar rumänska', ['kind:police', 'country:SE', 'language:ro']],
    ['norska eller ukrainska', ['language:no', 'language:uk']],
    ['banks, SE', ['kind:bank', 'country:SE']],
    ['WHO WORKS IN SE', []],
    ['se', []],
    ['organ removal', ['purpose:organ-removal']],
    ['victim support for children', ['role:protection']],
    ['police and police', ['kind:police']],
    ['', []],
  ])('%s', (text, understood) => {
    expect(read(text)).toEqual(understood);
  });

  it.each([
    ['pt-BR', 'pt'],
    ['mo', 'ro'],
    ['sh', 'sr'],
    ['nn-NO', 'no'],
    ['rom', 'rom'],
    ['zz-zz-1', 'zz'],
  ])('takes %s for %s', (tag, language) => {
    expect(languageOf(tag)).toBe(language);
  });

  it('says which words it does not know, once, and not the small ones', () => {
    expect(readQuestion('Who handles quantum smuggling in Romania, quantum?').unknown).toEqual(['quantum', 'smuggling']);
    expect(readQuestion('who handles labour exploitation in Romania and speaks Swedish?').unknown).toEqual([]);
  });

  it('knows every purpose, kind and country by a name', () => {
    expect(new Set(PURPOSE_SAYINGS.flatMap(([codes]) => codes))).toEqual(new Set(PURPOSES.filter((code) => code !== 'other')));
    expect(new Set(KIND_SAYINGS.flatMap(([codes]) => codes))).toEqual(new Set(ORGANISATION_KINDS));
    const english = new Intl.DisplayNames('en', { type: 'region' });
    for (const code of COUNTRIES) expect(read(`in ${english.of(code) ?? ''}`)).toEqual([`country:${code}`]);
  });

  it('is read the same in any case, with or without accents, and with any signs between words', () => {
    const words = ['labour exploitation', 'România', 'suédois', 'police', 'forced marriage', 'Côte d’Ivoire'];
    fc.assert(
      fc.property(fc.shuffledSubarray(words, { minLength: 1 }), fc.constantFrom(' ', ', ', ' / ', ' – '), (chosen, sign) => {
        const text = chosen.join(sign);
        const bare = text.normalize('NFD').replace(/\p{M}/gu, '');
        expect(read(text.toLowerCase())).toEqual(read(text));
        expect(read(bare)).toEqual(read(text));
      }),
      { seed: 6 },
    );
  });

  it('takes each word at most once, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const { criteria, unknown } = readQuestion(text);
        const taken = [...criteria.flatMap((criterion) => criterion.text.split(' ')), ...unknown];
        for (const word of taken) expect(text).toContain(word);
      }),
      { seed: 6, numRuns: 2_000 },
    );
  });
});
