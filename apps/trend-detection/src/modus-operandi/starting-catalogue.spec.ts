import { describe, expect, it } from '@jest/globals';
import { compileCheck, ModusOperandiWords, NewModusOperandi } from '@landbridge/contracts';
import { entryOf, STARTING_CATALOGUE } from './starting-catalogue.ts';

/** Tags that the sample network's reports name. */
const OF_THE_SAMPLE = [
  'lover-boy', 'rotating-flats', 'debt-for-travel', 'remote-control-by-phone', 'shared-advert-text', 'oath-of-debt', 'passport-held',
  'sham-self-employment', 'wages-withheld', 'tied-lodging', 'crew-moved-between-sites', 'accounts-in-victims-names', 'brought-by-minibus',
  'sham-marriage', 'county-line',
]; // prettier-ignore

describe('the starting catalogue', () => {
  const at = new Date('2026-03-09T02:00:00Z');

  it('holds what anybody could propose, each with a source and its name in five languages', () => {
    const check = compileCheck(NewModusOperandi);
    const words = compileCheck(ModusOperandiWords);
    for (const { id, references, names, ...content } of STARTING_CATALOGUE) {
      const evidence = { trends: [], reports: [], references };
      const body = { ...content, id, language: 'en', countries: [], evidence, marking: { tlp: 'clear' } };
      expect([id, check.explain(body)]).toEqual([id, []]);
      expect([id, references.length > 0, Object.keys(names)]).toEqual([id, true, ['sv', 'fr', 'es', 'ro']]);
      for (const name of Object.values(names)) expect(words.explain({ name, whatToLookFor: [], countermeasures: [] })).toEqual([]);
    }
  });

  it('has one entry for each tag, and one for each tag of the sample', () => {
    const tags = STARTING_CATALOGUE.flatMap(({ id, aliases }) => [id, ...aliases]);
    expect(new Set(tags).size).toBe(tags.length);
    expect(tags).toEqual(expect.arrayContaining(OF_THE_SAMPLE));
    const keys = STARTING_CATALOGUE.map((known) => entryOf(known, at).entry._id);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(STARTING_CATALOGUE.map((known) => entryOf(known, new Date()).entry._id));
  });
});
