import { describe, expect, it } from '@jest/globals';
import { ORGANISATION_KINDS } from '@landbridge/contracts';
import fc from 'fast-check';
import { type Criterion, readQuestion } from './question.ts';
import { type Candidate, explain, rank } from './ranking.ts';

const candidate = (over: Partial<Candidate> = {}): Candidate => ({
  id: 'id',
  name: 'Somebody',
  kind: 'ngo',
  country: 'AT',
  countries: new Set(),
  purposes: new Set(),
  languages: new Set(),
  roles: new Set(),
  duty: false,
  nameWords: new Set(),
  ...over,
});
/** The answers with their reasons. */
const answers = (candidates: Candidate[], criteria: readonly Criterion[]) =>
  rank(candidates, criteria).map((hit) => ({ ...hit, ...explain(hit.candidate, criteria) }));
const ask = (candidates: Candidate[], text: string) => answers(candidates, readQuestion(text).criteria);

describe('the ranking', () => {
  const whole = candidate({
    id: 'whole',
    countries: new Set(['RO', 'SE']),
    purposes: new Set(['forced-labour']),
    languages: new Set(['sv', 'ro']),
  });
  const silent = candidate({ id: 'silent', countries: new Set(['RO']), purposes: new Set(['forced-labour']) });
  const local = candidate({ id: 'local', country: 'RO', languages: new Set(['ro']) });
  const other = candidate({ id: 'other', countries: new Set(['FR']), languages: new Set(['fr']) });

  it('puts first who meets all, says why, and what is not known of the others', () => {
    const hits = ask([local, other, silent, whole], 'who handles labour exploitation in Romania and speaks Swedish?');
    expect(hits.map((hit) => [hit.candidate.id, hit.reasons, hit.missing])).toEqual([
      ['whole', ['covers forced labour', 'covers Romania', 'speaks Swedish'], []],
      ['silent', ['covers forced labour', 'covers Romania'], ['speaks Swedish']],
      ['local', ['is in Romania'], ['covers forced labour', 'speaks Swedish']],
    ]);
    expect(hits[0]?.score).toBe(1);
  });

  it('puts the more focused first among equals', () => {
    const broad = candidate({ id: 'broad', countries: new Set(['RO', 'FR', 'DE', 'IT']) });
    expect(ask([broad, silent], 'Romania').map((hit) => hit.candidate.id)).toEqual(['silent', 'broad']);
  });

  it('leaves out who does not meet a condition', () => {
    const criteria: Criterion[] = [
      { about: 'kind', codes: ['police'], text: 'kind=police', required: true },
      ...readQuestion('Romania').criteria,
    ];
    expect(rank([silent, candidate({ id: 'police', kind: 'police' })], criteria).map((hit) => hit.candidate.id)).toEqual(['police']);
  });

  it('finds nobody when nothing is asked', () => {
    expect(rank([whole], [])).toEqual([]);
  });

  const countries = fc.subarray(['RO', 'SE', 'FR', 'DE']).map((list) => new Set(list));
  const languages = fc.subarray(['ro', 'sv', 'fr']).map((list) => new Set(list));
  const purposes = fc.subarray(['forced-labour', 'begging', 'servitude']).map((list) => new Set(list));
  const anybody = fc.record({
    id: fc.uuid(),
    name: fc.string(),
    kind: fc.constantFrom(...ORGANISATION_KINDS),
    country: fc.constantFrom('RO', 'SE', 'FR'),
    countries,
    purposes,
    languages,
    roles: fc.constant(new Set<string>()),
    duty: fc.boolean(),
    nameWords: fc.constant(new Set<string>()),
  });
  const criteria = fc.subarray(readQuestion('labour exploitation begging Romania Sweden Swedish French police 24/7').criteria.slice());

  it('gives a reason or a want for each thing asked, never both, and orders by what is met', () => {
    fc.assert(
      fc.property(fc.array(anybody, { maxLength: 12 }), criteria, (candidates, asked) => {
        const hits = answers(candidates, asked);
        for (const { reasons, missing, score } of hits) {
          expect(reasons.length).toBeGreaterThan(0);
          expect(reasons.length + missing.length).toBe(asked.length);
          expect(score).toBeGreaterThan(0);
          expect(score).toBeLessThanOrEqual(1);
        }
        expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((one, another) => another - one));
        const found = new Set(hits.map((hit) => hit.candidate));
        for (const one of candidates) if (!found.has(one)) expect(rank([one], asked)).toEqual([]);
      }),
      { seed: 6 },
    );
  });

  it('never ranks lower for knowing more, and does not mind the order in which it is asked', () => {
    fc.assert(
      fc.property(fc.array(anybody, { minLength: 1, maxLength: 8 }), criteria, (candidates, asked) => {
        const [first] = candidates;
        if (!first) return;
        const better = { ...first, countries: new Set([...first.countries, 'RO']), languages: new Set([...first.languages, 'sv']) };
        const scoreOf = (one: Candidate) => rank([one], asked)[0]?.score ?? 0;
        expect(scoreOf(better)).toBeGreaterThanOrEqual(scoreOf(first));
        expect(rank([...candidates].reverse(), asked).map((hit) => hit.candidate.id)).toEqual(
          rank(candidates, asked).map((hit) => hit.candidate.id),
        );
      }),
      { seed: 6 },
    );
  });
});
