import { describe, expect, it } from '@jest/globals';
import { earsC1, farringtonFlexible } from '@landbridge/detection';
import { equality } from './detection-equality.ts';
import type { Cell, RecordedSeries, SimulatedSeries } from './detection-oracles.ts';

/** Three years of history and six weeks more, drawn by nobody. */
const counts = Array.from({ length: 3 * 52 + 9 }, (_, t) => 3 + ((t * 7) % 5) + (t % 52 < 8 ? 4 : 0) + (t === 163 ? 30 : 0));
const from = counts.length - 6;

describe('Equality with R', () => {
  it('counts bounds, their absence and alarms; the years of history are found', () => {
    const { figures, remarks } = equality({ recorded: [recorded()], simulated: [simulated()] });
    expect(figures).toEqual({ flexibleEqual: 1, farringtonEqual: null, earsEqual: 1 });
    expect(remarks).toEqual([]);
  });

  it('tells where a bound is another', () => {
    const other = recorded((uppers) => uppers.map((upper, t) => (t === from ? (upper ?? 0) * (1 + 2e-6) : upper)));
    const { figures, rows, remarks } = equality({ recorded: [other], simulated: [] });
    expect(figures['flexibleEqual']).toBe(5 / 6);
    expect(rows[0]).toMatchObject({ here: '1 differ', reached: false });
    expect(remarks?.[0]).toMatch(/^drawn\.csv, farringtonFlexible_delta_trend, week 160: [\d.]+ here, [\d.]+ in R\.$/);
  });

  it('tells where R gives no bound, or another alarm', () => {
    const none = recorded((uppers) => uppers.map((upper, t) => (t === from + 1 ? undefined : upper)));
    expect(equality({ recorded: [none], simulated: [] }).figures['flexibleEqual']).toBe(5 / 6);
    const silent = { ...simulated(), alarms: new Map([['ff', Array<boolean>(6).fill(false)]]) };
    expect(equality({ recorded: [], simulated: [silent] }).remarks?.[0]).toContain('and an alarm here');
  });

  it('allows no other whole bound', () => {
    const { uppers = [], ...rest } = simulated();
    const more = { ...rest, uppers: uppers.map((upper) => upper && upper + 1) };
    expect(equality({ recorded: [], simulated: [more] }).figures['flexibleEqual']).toBe(0);
  });

  it('is not measured where R says nothing', () => {
    const { figures, rows } = equality({ recorded: [{ ...recorded(), answers: new Map() }], simulated: [] });
    expect(figures).toEqual({ flexibleEqual: null, farringtonEqual: null, earsEqual: null });
    expect(rows.every(({ reached }) => reached === undefined)).toBe(true);
  });
});

function recorded(change = (uppers: Cell[]): Cell[] => uppers): RecordedSeries {
  const verdicts = farringtonFlexible(counts, { b: 3, from, thresholdMethod: 'delta' });
  const ears = earsC1(counts);
  return {
    name: 'drawn.csv',
    counts,
    bucketsPerYear: 52,
    answers: new Map<string, Cell[]>([
      ['farringtonFlexible_delta_trend_upper', change(verdicts.map((verdict) => verdict?.upper))],
      ['farringtonFlexible_delta_trend_alarm', verdicts.map((verdict) => verdict && Number(verdict.alarm))],
      ['earsC1_upper', ears.map((verdict) => verdict?.upper)],
    ]),
  };
}

function simulated(): SimulatedSeries {
  const verdicts = farringtonFlexible(counts, { b: 3, from }).slice(from);
  return {
    name: 'series 1',
    counts,
    window: 6,
    outbreak: undefined,
    alarms: new Map([['ff', verdicts.map((verdict) => verdict?.alarm ?? false)]]),
    uppers: verdicts.map((verdict) => verdict?.upper),
  };
}
