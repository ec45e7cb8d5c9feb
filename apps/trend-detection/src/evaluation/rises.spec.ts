import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { weekOf } from '../counting/calendar.ts';
import type { Counted } from '../counting/contribution.ts';
import { Chance } from '../counting/model/random-log.ts';
import type { Series } from '../counting/series.ts';
import type { SignalDocument } from './evaluation.collections.ts';
import { type Line, signalsOf } from './line.ts';
import { WEEK as GRAIN } from './grain.ts';
import { groupSignals } from './rises.ts';

const WEEK = 20_514;
const WEEKS = 40;
const FROM = WEEK - 7 * (WEEKS - 1);

/** What a kind of report counts in, besides the total. */
type Kind = readonly Series[];
const corridor = (origin: string, exploitation: string, purpose = 'forced-labour'): Kind => [
  `purpose:${purpose}`,
  `origin:${origin}`,
  `citizenship:${origin}`,
  `exploitation:${exploitation}`,
  `corridor:${origin}>${exploitation}`,
  `corridor-purpose:${origin}>${exploitation}:${purpose}`,
];
const QUIET = corridor('BG', 'DE');
const RISING = corridor('RO', 'SE');
const OTHER = corridor('UA', 'NO', 'begging');

function reports(kind: Kind, week: number, number: number): Counted[] {
  return Array.from({ length: number }, (_, i) => ({
    organisation: `o${i % 3}`,
    kind: 'ngo',
    attribution: 'named',
    country: 'SE',
    cell: 'clear',
    series: ['total:all', ...kind],
    grain: 'day',
    recorded: week + (i % 7),
    occurred: week,
    accepted: week,
    amounts: { reports: 1, victim: 2 },
  }));
}

/** So many of a kind in each of the weeks, and so many more, or fewer, in the last ones. */
function steady(kind: Kind, each: number, last = each, lastWeeks = 1): Counted[] {
  return Array.from({ length: WEEKS }, (_, i) => reports(kind, FROM + 7 * i, i < WEEKS - lastWeeks ? each : last)).flat();
}

/** The signals of the last week, all of them standing. */
function signalsIn(all: readonly Counted[]): SignalDocument[] {
  const series = [...new Set(all.flatMap((report) => report.series))];
  return series.flatMap((one) => signalsOf(lineOf(all, one), WEEK, WEEK));
}

function lineOf(all: readonly Counted[], series: Series): Line {
  const counts = Array<number>(WEEKS).fill(0);
  for (const report of all) if (report.series.includes(series)) counts[(weekOf(report.recorded) - FROM) / 7]! += 1;
  return { family: 'f', grain: GRAIN, series, measure: 'reports', from: FROM, counts };
}

const grouped = (...kinds: Counted[][]) => {
  const all = kinds.flat();
  return groupSignals(signalsIn(all), all, GRAIN).map(({ lead, shares }) => ({
    lead: lead.series,
    shares: shares.map(({ series }) => series),
  }));
};
const leads = (...all: Counted[][]) => grouped(...all).map(({ lead }) => lead);

describe('groupSignals', () => {
  it('makes nothing of nothing', () => {
    expect(groupSignals([], [], GRAIN)).toEqual([]);
  });

  it('tells a rise once, by the most specific series that explains it, with its parents and children', () => {
    const [group, ...others] = grouped(steady(QUIET, 9), steady(RISING, 1, 13));
    expect(others).toEqual([]);
    expect(group?.lead).toBe('corridor:RO>SE');
    expect(group?.shares).toEqual(expect.arrayContaining(['total:all', 'origin:RO', 'corridor-purpose:RO>SE:forced-labour']));
  });

  it('tells of an origin where no single corridor explains the rise', () => {
    const quiet = ['SE', 'NO', 'FI', 'DK'].flatMap((country) => steady(corridor('RO', country), 1, 7));
    expect(leads(steady(QUIET, 9), quiet)).toEqual(['origin:RO']);
  });

  it('tells two independent rises as two', () => {
    const two = ['corridor:RO>SE', 'corridor:UA>NO'];
    expect(leads(steady(QUIET, 40), steady(RISING, 1, 13), steady(OTHER, 1, 9)).sort()).toEqual(two);
    expect(leads(steady(QUIET, 9), steady(RISING, 4, 12), steady(OTHER, 4, 12)).sort()).toEqual(two);
    expect(leads(steady(QUIET, 9), steady(RISING, 0, 5), steady(OTHER, 0, 5)).sort()).toEqual(two);
  });

  it('explains no more of a series than counts in both by now', () => {
    const inFields: Kind = [...RISING, 'subsector:horticulture'];
    // what little there was of the one came with the other, and now both rise by themselves
    const own = [steady(RISING, 0, 9), steady(['subsector:horticulture'], 0, 9)];
    expect(leads(steady(QUIET, 40), steady(inFields, 1, 5), ...own).sort()).toEqual(['corridor:RO>SE', 'subsector:horticulture']);
  });

  it('takes what two rises explain together for no third', () => {
    expect(leads(steady(QUIET, 9), steady(RISING, 1, 13), steady(OTHER, 1, 13)).sort()).toEqual(['corridor:RO>SE', 'corridor:UA>NO']);
  });

  it('never explains a series by one that it shares no report with', () => {
    const [group] = grouped(steady(QUIET, 9), steady(RISING, 4, 10), steady(OTHER, 4, 10));
    expect(group?.lead).toBe('corridor:RO>SE');
    expect(group?.shares).not.toContain('corridor:UA>NO');
  });

  const everything = (...kinds: Kind[]) => leads(kinds.flatMap((kind) => steady(kind, 4, 10)));

  it('tells a rise of everything alike by the total', () => {
    const purposes = ['forced-labour', 'begging', 'sexual-exploitation', 'surrogacy', 'forced-marriage'];
    expect(everything(...purposes.map((purpose, i) => corridor(`A${i}`, `B${i}`, purpose)))).toEqual(['total:all']);
  });

  it('tells it by the total also where one purpose makes up more than half of everything', () => {
    expect(everything(QUIET, RISING, OTHER, corridor('HU', 'AT'), corridor('NG', 'IT', 'begging'))).toEqual(['total:all']);
  });

  it('tells a fall by what has fallen', () => {
    expect(leads(steady(QUIET, 9), steady(RISING, 8, 0))).toEqual(['corridor:RO>SE']);
  });

  it('takes what reports state for the same change as the reports', () => {
    const all = [...steady(QUIET, 9), ...steady(RISING, 1, 13)];
    const signals = signalsIn(all);
    // as if two years of them stood behind: exact tests of few cases are not made of what reports state
    const stated = signals.map((signal): SignalDocument => ({
      ...signal,
      _id: signal._id.replace('reports', 'victim'),
      measure: 'victim',
      p: signal.p / 10,
      observed: 2 * signal.observed,
      expected: 2 * signal.expected,
      dispersion: 2,
    }));
    const groups = groupSignals([...stated, ...signals], all, GRAIN);
    expect(groups.map(({ lead }) => `${lead.series} ${lead.measure}`)).toEqual(['corridor:RO>SE reports']);
  });

  const kinds = [QUIET, RISING, OTHER, corridor('RO', 'NO'), corridor('HU', 'SE', 'begging')];
  const rates = fc.record({
    each: fc.integer({ min: 0, max: 5 }),
    more: fc.constantFrom(0, 0, 3, 6, 12),
    weeks: fc.integer({ min: 1, max: 2 }),
  });
  const networks = fc.tuple(...kinds.map(() => rates));
  const reportsOf = (drawn: readonly { each: number; more: number; weeks: number }[]) =>
    drawn.flatMap(({ each, more, weeks }, i) => steady(kinds[i] ?? [], each, each + more, weeks));

  it('puts each signal into exactly one group', () => {
    fc.assert(
      fc.property(networks, (drawn) => {
        const all = reportsOf(drawn);
        const signals = signalsIn(all);
        const ids = groupSignals(signals, all, GRAIN).flatMap(({ lead, shares }) => [lead, ...shares]).map(({ _id }) => _id); // prettier-ignore
        expect(ids.toSorted()).toEqual(signals.map(({ _id }) => _id).toSorted());
      }),
      { seed: 7, numRuns: 30 },
    );
  });

  it('makes the same of them whatever the order of signals and reports', () => {
    fc.assert(
      fc.property(networks, fc.nat(), (drawn, seed) => {
        const all = reportsOf(drawn);
        const signals = signalsIn(all);
        const chance = new Chance(seed);
        expect(groupSignals(chance.shuffled(signals), chance.shuffled(all), GRAIN)).toEqual(groupSignals(signals, all, GRAIN));
      }),
      { seed: 8, numRuns: 30 },
    );
  });

  it('tells a strong rise of one corridor by that corridor, whatever else there is', () => {
    const backgrounds = fc.record({
      quiet: fc.integer({ min: 2, max: 30 }),
      each: fc.integer({ min: 0, max: 2 }),
      more: fc.integer({ min: 9, max: 20 }),
    });
    fc.assert(
      fc.property(backgrounds, ({ quiet, each, more }) => {
        const found = leads(steady(QUIET, quiet), steady(OTHER, 2), steady(RISING, each, each + more));
        expect(found).toEqual(['corridor:RO>SE']);
      }),
      { seed: 7, numRuns: 20 },
    );
  });
});
