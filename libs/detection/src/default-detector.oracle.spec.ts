import { expect, it } from '@jest/globals';
import { describeBesideR, readOracle } from '../test/oracle-files.ts';
import { defaultDetector } from './default-detector.ts';

const numbers = (cell: string | undefined) => (cell ?? '').split(';').map(Number);

describeBesideR('The default detector beside R', () => {
  /** Share of the outbreaks with an alarm in a week that they added cases to, and of the other weeks those with one. */
  const judged = (decides: (counts: readonly number[], row: Record<string, string>) => readonly boolean[]) => {
    let [present, found, quiet, falsely] = [0, 0, 0, 0];
    for (const row of readOracle('simulated.csv.gz')) {
      const outbreak = numbers(row['outbreak']);
      const alarms = decides(numbers(row['counts']), row);
      expect(alarms.length).toBe(outbreak.length);
      if (outbreak.some((cases) => cases > 0)) present += 1;
      if (alarms.some((alarm, week) => alarm && outbreak[week]! > 0)) found += 1;
      quiet += outbreak.filter((cases) => cases === 0).length;
      falsely += alarms.filter((alarm, week) => alarm && outbreak[week] === 0).length;
    }
    return { found: found / present, falsePositiveRate: falsely / quiet };
  };

  it('finds 48% of the simulated outbreaks or more, with no more than 0.009 false positives a week', () => {
    const { found, falsePositiveRate } = judged((counts, row) => {
      const from = counts.length - numbers(row['outbreak']).length;
      return defaultDetector(counts, { from })
        .slice(from)
        .map((verdict) => verdict!.alarm);
    });
    expect(found).toBeGreaterThanOrEqual(0.48);
    expect(falsePositiveRate).toBeLessThanOrEqual(0.009);
  });

  it("is judged as R is: by the same rule R's alarms find 39.6%, with 0.0089", () => {
    const { found, falsePositiveRate } = judged((_, row) => Array.from(row['ff_alarm'] ?? '', (alarm) => alarm === '1'));
    expect(found).toBeCloseTo(0.396, 3);
    expect(falsePositiveRate).toBeCloseTo(0.0089, 4);
  });
});
