import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Counted } from '../counting/contribution.ts';
import { evidenceOf, memoryOf, NotSettled, provenBy } from './evidence.ts';

const WEEK = 20_514;
const from = WEEK - 7 * 13;
const baseline = [4, 6, 5, 7, 4, 5, 6, 5, 4, 6, 5, 6, 5];

function reports(organisation: string, week: number, number: number, over: Partial<Counted> = {}): Counted[] {
  return Array.from({ length: number }, (_, i) => ({
    organisation,
    kind: 'ngo',
    attribution: 'named',
    country: organisation === 'far' ? 'NO' : 'SE',
    cell: 'clear',
    series: ['total:all', 'origin:RO'],
    grain: 'day',
    recorded: week + (i % 7),
    occurred: week,
    amounts: { reports: 1 },
    ...over,
  }));
}

/** Two organisations share the past; the last week is as given. */
function history(last: Record<string, number>): Counted[] {
  const past = baseline.flatMap((count, i) => [...reports('near', from + 7 * i, count - 2), ...reports('far', from + 7 * i, 2)]);
  return [...past, ...Object.entries(last).flatMap(([organisation, count]) => reports(organisation, WEEK, count))];
}

function ask(contributions: Counted[]) {
  const counts = Array.from(
    { length: 14 },
    (_, i) => contributions.filter(({ recorded, grain }) => grain === 'day' && Math.floor((recorded - from) / 7) === i).length,
  );
  const question = {
    series: 'origin:RO',
    measure: 'reports',
    week: WEEK,
    counts: { from, counts },
    cellCounts: (cell: string) => cell === 'clear',
  } as const;
  const span = memoryOf(WEEK, question.counts);
  return { question, within: contributions.filter(({ recorded }) => recorded >= span.from && recorded < span.to + 7) };
}

const evidence = (contributions: Counted[]) => {
  const { question, within } = ask(contributions);
  return evidenceOf(question, within);
};

describe('evidenceOf', () => {
  it('counts organisations and countries of the week that alarmed', () => {
    expect(evidence(history({ near: 20, far: 20, third: 2 }))).toEqual({ organisations: 3, countries: 2, survivesLeavingOneOut: true });
  });

  it('says when the rise is one organisation’s', () => {
    expect(evidence(history({ near: 30, far: 2 })).survivesLeavingOneOut).toBe(false);
    expect(evidence(history({ third: 30 }))).toEqual({ organisations: 1, countries: 1, survivesLeavingOneOut: false });
  });

  it('leaves an organisation out of the past as well as of the week', () => {
    // without `near` the rest rises from 2 to 12 a week, though that is little beside what `near` sends
    expect(evidence(history({ near: 25, far: 6, third: 6 })).survivesLeavingOneOut).toBe(true);
  });

  it('looks only at what the audience sees and at what a week may sum', () => {
    const { question, within } = ask(history({ near: 20, far: 20 }));
    const besides = [
      ...reports('hidden', WEEK, 9, { cell: 'none' }),
      ...reports('yearly', WEEK, 9, { grain: 'year' }),
      ...reports('other', WEEK, 9, { series: ['total:all'] }),
    ];
    expect(evidenceOf(question, [...within, ...besides]).organisations).toBe(2);
  });

  it('finds nobody in a week from before the series, which others have left', () => {
    const { question } = ask(history({ near: 20, far: 20 }));
    const later = { ...question, counts: { from: WEEK + 7, counts: Array<number>(20).fill(3) } };
    expect(evidenceOf(later, [])).toEqual({ organisations: 0, countries: 0, survivesLeavingOneOut: false });
    expect(() => evidenceOf(later, reports('near', WEEK, 1))).toThrow(NotSettled);
  });

  it('waits while contributions and counters differ', () => {
    const { question, within } = ask(history({ near: 20, far: 20 }));
    expect(() => evidenceOf(question, within.slice(1))).toThrow(NotSettled);
  });
});

describe('provenBy', () => {
  const by = (attribution: Counted['attribution'], organisation: string, kind: Counted['kind'] = 'ngo') =>
    reports(organisation, WEEK, 1, { attribution, kind });

  it.each([
    ['nobody', [], 0, 0],
    ['one that hides', by('hidden', 'near'), 1, 0],
    ['several that hide', [...by('hidden', 'near'), ...by('hidden', 'far'), ...by('hidden', 'third')], 1, 0],
    ['one that is named, and one that hides', [...by('named', 'near'), ...by('hidden', 'far')], 1, 1],
    ['one that is named in one report and hides in another', [...by('named', 'near'), ...by('hidden', 'near')], 1, 1],
    ['one told by kind and country that may be one that is named', [...by('named', 'near'), ...by('kind-and-country', 'third')], 1, 1],
    ['two of a kind in one country', [...by('kind-and-country', 'near'), ...by('kind-and-country', 'third')], 1, 1],
    ['two of a kind in two countries', [...by('kind-and-country', 'near'), ...by('kind-and-country', 'far')], 2, 2],
    ['two kinds in one country', [...by('named', 'near'), ...by('kind-and-country', 'third', 'police')], 2, 1],
    ['two that are named', [...by('named', 'near'), ...by('named', 'far')], 2, 2],
  ] as const)('counts of %s what a reader could count himself', (_, sent, organisations, countries) => {
    expect(provenBy(sent)).toEqual({ organisations, countries });
  });

  it('tells the same whoever hides, and never more than there are', () => {
    const attribution = fc.constantFrom<Counted['attribution']>('named', 'kind-and-country', 'hidden');
    const one = fc.record({ organisation: fc.constantFrom('near', 'far', 'third'), attribution, week: fc.constant(WEEK) });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), fc.constantFrom('near', 'far', 'other'), (sent, somebody) => {
        const all = sent.flatMap(({ organisation, attribution: as }) => by(as, organisation));
        const swapped = sent.flatMap(({ organisation, attribution: as }) => by(as, as === 'hidden' ? somebody : organisation));
        expect(provenBy(swapped)).toEqual(provenBy(all));
        expect(provenBy(all).organisations).toBeLessThanOrEqual(new Set(sent.map(({ organisation }) => organisation)).size);
      }),
      { seed: 6 },
    );
  });
});

describe('memoryOf', () => {
  it('looks at the week alone where the series begins after it by now', () => {
    expect(memoryOf(WEEK, { from: WEEK + 70, counts: [] })).toEqual({ from: WEEK, to: WEEK });
    expect(memoryOf(WEEK, { from: Infinity, counts: [] })).toEqual({ from: WEEK, to: WEEK });
  });

  it('goes no further back than the series', () => {
    expect(memoryOf(WEEK, { from: WEEK - 14, counts: [] })).toEqual({ from: WEEK - 14, to: WEEK });
    expect(memoryOf(WEEK, { from: WEEK - 700, counts: [] })).toEqual({ from: WEEK - 77, to: WEEK });
  });
});
