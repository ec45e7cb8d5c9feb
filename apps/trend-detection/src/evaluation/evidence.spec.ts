import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CountedReport } from '../counting/contribution.ts';
import { epochDay, weekOf } from '../counting/calendar.ts';
import { evidenceOf, NotSettled, provenBy, type Question, rememberedFrom } from './evidence.ts';
import { grainNamed, WEEK as WEEKS } from './grain.ts';
import type { Line } from './line.ts';

const WEEK = 20_514;
const from = WEEK - 7 * 13;
const baseline = [4, 6, 5, 7, 4, 5, 6, 5, 4, 6, 5, 6, 5];

let made = 0;

function reports(organisation: string, week: number, number: number, over: Partial<CountedReport> = {}): CountedReport[] {
  return Array.from({ length: number }, (_, i) => ({
    report: `report-${(made += 1)}`,
    organisation,
    kind: 'ngo',
    attribution: 'named',
    country: organisation === 'far' ? 'NO' : 'SE',
    cell: 'clear',
    series: ['total:all', 'origin:RO'],
    grain: 'day',
    recorded: week + (i % 7),
    occurred: week,
    accepted: week,
    amounts: { reports: 1 },
    ...over,
  }));
}

/** Two organisations share the past; the last week is as given. */
function history(last: Record<string, number>): CountedReport[] {
  const past = baseline.flatMap((count, i) => [...reports('near', from + 7 * i, count - 2), ...reports('far', from + 7 * i, 2)]);
  return [...past, ...Object.entries(last).flatMap(([organisation, count]) => reports(organisation, WEEK, count))];
}

/** The line that counts these reports, from a week on. */
function lineOf(contributions: readonly CountedReport[], first = from): Line {
  const counts = Array.from({ length: 14 }, (_, i) => contributions.filter(({ recorded }) => weekOf(recorded) === first + 7 * i).length);
  return { family: 'f', grain: WEEKS, series: 'origin:RO', measure: 'reports', from: first, counts };
}

const ask = (contributions: readonly CountedReport[], over: Partial<Question> = {}): Question => ({
  line: lineOf(contributions),
  direction: 'rise',
  bucket: WEEK,
  buckets: 1,
  ...over,
});
const evidence = (contributions: readonly CountedReport[], over: Partial<Question> = {}) =>
  evidenceOf(ask(contributions, over), contributions);

describe('evidenceOf', () => {
  it('counts organisations and countries of the week that alarmed', () => {
    expect(evidence(history({ near: 20, far: 20, third: 2 }))).toEqual({ organisations: 3, countries: 2, survivesLeavingOneOut: true });
    expect(evidence(history({ near: 20 }))).toMatchObject({ organisations: 1, countries: 1 });
  });

  it('counts those of all weeks that were summed, and of a fall those of the year before', () => {
    expect(evidence(history({ near: 20 }), { buckets: 2 })).toMatchObject({ organisations: 2, countries: 2 });
    expect(evidence(history({}), { direction: 'fall' })).toMatchObject({ organisations: 2, countries: 2 });
  });

  it('says when the rise is one organisation’s', () => {
    expect(evidence(history({ near: 30, far: 2 })).survivesLeavingOneOut).toBe(false);
    expect(evidence(history({ third: 30 }))).toEqual({ organisations: 1, countries: 1, survivesLeavingOneOut: false });
  });

  it('takes what two tell of the same events for one word, of whichever of them says so', () => {
    const near = reports('near', WEEK, 20);
    const far = reports('far', WEEK, 20);
    const past = history({});
    const linked = (some: readonly CountedReport[], to: readonly CountedReport[]) => some.map((one, i) => ({ ...one, sameEventAs: [to[i]!.report] })); // prettier-ignore
    expect(evidence([...past, ...near, ...far]).survivesLeavingOneOut).toBe(true);
    expect(evidence([...past, ...near, ...linked(far, near)])).toEqual({ organisations: 2, countries: 2, survivesLeavingOneOut: false });
    expect(evidence([...past, ...linked(near, far), ...far]).survivesLeavingOneOut).toBe(false);
    // a third who tells of events of its own stands by itself, and nobody takes weight from others
    const third = reports('third', WEEK, 20);
    expect(evidence([...past, ...near, ...linked(far, near), ...third]).survivesLeavingOneOut).toBe(true);
    const meddler = reports('meddler', WEEK, 1, { sameEventAs: [...near, ...far].map(({ report }) => report) });
    expect(evidence([...past, ...near, ...far, ...meddler]).survivesLeavingOneOut).toBe(true);
  });

  it('says when the fall is one organisation’s', () => {
    const steady = (organisation: string) => baseline.flatMap((_, i) => reports(organisation, from + 7 * i, 12));
    const all = [...steady('near'), ...steady('far'), ...steady('third')];
    expect(evidence(all, { direction: 'fall' }).survivesLeavingOneOut).toBe(true);
    const others = [...reports('far', WEEK, 12), ...reports('third', WEEK, 12)];
    expect(evidence([...all, ...others], { direction: 'fall' }).survivesLeavingOneOut).toBe(false);
  });

  it('leaves an organisation out of the past as well as of the week', () => {
    // without `near` the rest rises from 2 to 12 a week, though that is little beside what `near` sends
    expect(evidence(history({ near: 25, far: 6, third: 6 })).survivesLeavingOneOut).toBe(true);
  });

  it('takes its part of the last year for that of the years before', () => {
    const year = Array.from({ length: 51 }, (_, i) => WEEK - 7 * (51 - i));
    const own = [...year.flatMap((week) => [...reports('near', week, 4), ...reports('far', week, 1)]), ...reports('far', WEEK, 9)];
    const first = year[0]! - 7 * 20;
    const line = { ...lineOf([], first), counts: [...Array<number>(20).fill(5), ...Array<number>(51).fill(5), 9] };
    // without `near`, one a week all along and then nine
    expect(evidenceOf(ask([], { line }), own)).toMatchObject({ organisations: 1, survivesLeavingOneOut: false });
    const both = [...own, ...reports('near', WEEK, 16)];
    expect(evidenceOf(ask([], { line: { ...line, counts: line.counts.with(-1, 25) } }), both).survivesLeavingOneOut).toBe(true);
  });

  it('finds nobody in a week from before the series, which others have left', () => {
    const line = { ...lineOf([]), from: WEEK + 7, counts: Array<number>(20).fill(3) };
    expect(evidenceOf(ask([], { line }), [])).toEqual({ organisations: 0, countries: 0, survivesLeavingOneOut: false });
    expect(() => evidenceOf(ask([], { line }), reports('near', WEEK, 1))).toThrow(NotSettled);
  });

  it('waits while contributions and counters differ, in whichever week of the year', () => {
    const all = history({ near: 20, far: 20 });
    for (const missing of [0, 30, all.length - 1]) expect(() => evidenceOf(ask(all), all.toSpliced(missing, 1))).toThrow(NotSettled);
    expect(() => evidenceOf(ask(all), [...all, ...reports('near', WEEK, 1)])).toThrow(NotSettled);
  });
});

describe('provenBy', () => {
  const by = (attribution: CountedReport['attribution'], organisation: string, kind: CountedReport['kind'] = 'ngo') =>
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
    const attribution = fc.constantFrom<CountedReport['attribution']>('named', 'kind-and-country', 'hidden');
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

describe('rememberedFrom', () => {
  it('is the week alone where the series begins after it by now', () => {
    expect(rememberedFrom(WEEK, { grain: WEEKS, from: WEEK + 70 })).toBe(WEEK);
    expect(rememberedFrom(WEEK, { grain: WEEKS, from: Infinity })).toBe(WEEK);
  });

  it('goes back a year of weeks and ten years of years, and no further than the series', () => {
    expect(rememberedFrom(WEEK, { grain: WEEKS, from: WEEK - 14 })).toBe(WEEK - 14);
    expect(rememberedFrom(WEEK, { grain: WEEKS, from: WEEK - 700 })).toBe(WEEK - 7 * 51);
    const [year, grain] = [epochDay('2025-01-01'), grainNamed('year')];
    expect(rememberedFrom(year, { grain, from: epochDay('2001-01-01') })).toBe(epochDay('2016-01-01'));
    expect(rememberedFrom(year, { grain, from: epochDay('2023-01-01') })).toBe(epochDay('2023-01-01'));
  });
});
