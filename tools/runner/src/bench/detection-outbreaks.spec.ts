import { describe, expect, it } from '@jest/globals';
import { outbreaks, scoreOf } from './detection-outbreaks.ts';
import { drawn } from './detection-drawn.ts';
import type { SimulatedSeries } from './detection-oracles.ts';
import { tableOf } from './detection-table.ts';

describe('Outbreaks found', () => {
  it('in any of their weeks; alarms in other weeks are false', () => {
    const score = scoreOf([series([0, 3, 1, 0], '1010'), series([0, 0, 2, 0], '0001'), series([0, 0, 0, 0], '1000')], ff);
    expect(score.found).toBe(1 / 2);
    expect(score.falsePositiveRate).toBe(3 / 9);
  });

  it('are not measured where nothing decides, or nothing is known of outbreaks', () => {
    const unknown = { found: null, falsePositiveRate: null };
    expect(scoreOf([series([1], '1')], () => undefined)).toEqual(unknown);
    expect(scoreOf([{ ...series([1], '1'), outbreak: undefined }], ff)).toEqual(unknown);
  });
});

describe('Figures of outbreaks', () => {
  it('are told to programs under these names', () => {
    const counts = Array.from({ length: 300 }, (_, t) => 4 + ((t * 7) % 5) + (t === 299 ? 60 : 0));
    const simulated = [{ ...series([0, 0, 0, 3], '1000'), counts, window: 4 }];
    const { figures } = outbreaks({ recorded: [], simulated });
    expect(figures).toEqual({ found: 1, falsePositiveRate: 0, rFound: 0, rFalsePositiveRate: 1 / 3, foundAtRsRate: expect.any(Number) });
  });
});

describe('Outbreaks of another draw than that of the design', () => {
  it("are judged by R's rate only: the other figures are wanted of that draw", () => {
    const series = drawn('outbreak', 2100, 1, () => Array<boolean>(49).fill(false));
    const { rows, figures } = outbreaks({ recorded: [], simulated: series });
    expect(rows.map(({ reached }) => reached)).toEqual([undefined, undefined, true]);
    expect(figures['foundAtRsRate']).toBeGreaterThan(0.06);
  });
});

describe('The table', () => {
  it('says what was reached and what was missed, and nothing of what was not measured', () => {
    const row = { figure: 'found', r: '40%', here: '41%', wanted: '≥ 48%' };
    expect(tableOf([{ ...row, reached: false }, { ...row, figure: 'speed', reached: true }, row]).split('\n')).toEqual([
      '           R  here  wanted',
      '  found  40%   41%  ≥ 48% (MISSED)',
      '  speed  40%   41%  ≥ 48% (reached)',
      '  found  40%   41%  ≥ 48%',
    ]);
  });
});

const ff = ({ alarms }: SimulatedSeries) => alarms.get('ff');

function series(outbreak: number[], alarms: string): SimulatedSeries {
  const decisions = Array.from(alarms, (character) => character === '1');
  return { name: '', counts: [], window: outbreak.length, outbreak, alarms: new Map([['ff', decisions]]), uppers: undefined };
}
