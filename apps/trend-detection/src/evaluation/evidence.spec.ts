import { describe, expect, it } from '@jest/globals';
import type { Counted } from '../counting/contribution.ts';
import { evidenceOf, memoryOf, NotSettled } from './evidence.ts';

const WEEK = 20_514;
const from = WEEK - 7 * 13;
const baseline = [4, 6, 5, 7, 4, 5, 6, 5, 4, 6, 5, 6, 5];

function reports(organisation: string, week: number, number: number, over: Partial<Counted> = {}): Counted[] {
  return Array.from({ length: number }, (_, i) => ({
    organisation,
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

  it('waits while contributions and counters differ', () => {
    const { question, within } = ask(history({ near: 20, far: 20 }));
    expect(() => evidenceOf(question, within.slice(1))).toThrow(NotSettled);
  });
});

describe('memoryOf', () => {
  it('goes no further back than the series', () => {
    expect(memoryOf(WEEK, { from: WEEK - 14, counts: [] })).toEqual({ from: WEEK - 14, to: WEEK });
    expect(memoryOf(WEEK, { from: WEEK - 700, counts: [] })).toEqual({ from: WEEK - 77, to: WEEK });
  });
});
