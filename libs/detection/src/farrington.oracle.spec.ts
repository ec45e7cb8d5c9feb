import { describe, expect, it } from '@jest/globals';
import { describeBesideR, readOracle } from '../test/oracle-files.ts';
import { farringtonFlexible, type ThresholdMethod } from './farrington-flexible.ts';
import type { FarringtonVerdict } from './farrington-options.ts';
import { farrington } from './farrington.ts';

/** The years of history that R was told to use. */
const files = { 'salmonella.agona': 4, m1: 3, q2: 3 };
const methods: readonly ThresholdMethod[] = ['delta', 'nbPlugin', 'muan'];
const figures = ['expected', 'upper', 'score'] as const;

describeBesideR('Farrington equals R', () => {
  describe.each(Object.entries(files))('%s', (file, b) => {
    const read = () => {
      const rows = readOracle(`${file}.csv`);
      return {
        rows,
        counts: rows.map((row) => Number(row['observed'])),
        from: rows.findIndex((row) => row['farrington_upper'] !== ''),
      };
    };

    it.each(methods.flatMap((method) => [true, false].map((trend) => ({ method, trend }))))(
      'flexible, $method, trend $trend: bounds, means and scores within 1e-6, whole bounds and alarms the same',
      ({ method, trend }) => {
        const { rows, counts, from } = read();
        const verdicts = farringtonFlexible(counts, { b, from, trend, thresholdMethod: method });
        const column = `farringtonFlexible_${method}_${trend ? 'trend' : 'notrend'}`;
        for (const [t, row] of rows.entries()) {
          if (t < from) continue;
          const { alarm, ...values } = verdicts[t]!;
          expect(figures.filter((figure) => !isAsInR(values[figure], row[`${column}_${figure}`], 1e-6))).toEqual([]);
          if (method !== 'delta' && values.upper !== undefined) expect(values.upper).toBe(Number(row[`${column}_upper`]));
          expect(alarm ? '1' : '0').toBe(row[`${column}_alarm`]);
        }
      },
    );

    it('in its first form: the same bounds within 1e-6, the same alarms', () => {
      const { rows, counts, from } = read();
      const verdicts = farrington(counts, { b, from });
      for (const [t, row] of rows.entries()) {
        if (t < from) continue;
        expect(isAsInR(verdicts[t]!.upper ?? 0, row['farrington_upper'], 1e-6)).toBe(true);
        expect(verdicts[t]!.alarm ? '1' : '0').toBe(row['farrington_alarm']);
      }
    });
  });

  it('gives the same alarms, bounds and scores in the last 49 weeks of the 420 simulated series', () => {
    const rows = readOracle('simulated.csv.gz');
    expect(rows).toHaveLength(420);
    for (const row of rows) {
      const counts = row['counts']!.split(';').map(Number);
      const verdicts = farringtonFlexible(counts, { from: counts.length - 49 }).slice(-49) as FarringtonVerdict[];
      expect(verdicts.map(({ alarm }) => (alarm ? '1' : '0')).join('')).toBe(row['ff_alarm']);
      const [uppers, scores] = [row['ff_upper']!.split(';'), row['ff_score']!.split(';')];
      // R's scores are written with seven digits
      const other = verdicts.filter(({ upper, score }, week) => !isAsInR(upper, uppers[week], 0) || !isAsInR(score, scores[week], 1e-6));
      expect({ series: row['series'], other }).toEqual({ series: row['series'], other: [] });
    }
  });
});

/** An empty cell is R's NA. */
function isAsInR(value: number | undefined, cell: string | undefined, relative: number): boolean {
  const expected = cell?.trim() === '' ? undefined : Number(cell);
  if (value === undefined || expected === undefined) return value === expected;
  return Math.abs(value - expected) <= relative * Math.abs(expected);
}
