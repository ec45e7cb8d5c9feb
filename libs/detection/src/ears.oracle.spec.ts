import { describe, expect, it } from '@jest/globals';
import { describeBesideR, readOracle } from '../test/oracle-files.ts';
import { earsC1, earsC2, earsC3 } from './ears.ts';

const methods = { C1: earsC1, C2: earsC2, C3: earsC3 };

describeBesideR('EARS equals R', () => {
  describe.each(['salmonella.agona', 'm1', 'q2'])('%s', (file) => {
    it.each(['C1', 'C2', 'C3'] as const)('%s: upper bounds within 1e-9, the same alarms', (name) => {
      const rows = readOracle(`${file}.csv`);
      const verdicts = methods[name](rows.map((row) => Number(row['observed'])));
      const bounds = rows.filter((row) => row[`ears${name}_upper`] !== '');
      expect(bounds.length).toBeGreaterThan(20);
      rows.forEach((row, t) => {
        const upper = row[`ears${name}_upper`];
        if (upper === '') expect(verdicts[t]).toBeUndefined();
        else expect(Math.abs((verdicts[t]?.upper ?? NaN) - Number(upper))).toBeLessThan(1e-9);
        expect(asR(verdicts[t]?.alarm)).toBe(row[`ears${name}_alarm`]);
      });
    });
  });

  it('gives the same alarms in the last 49 weeks of the 420 simulated series', () => {
    const rows = readOracle('simulated.csv.gz');
    expect(rows).toHaveLength(420);
    for (const row of rows) {
      const counts = (row['counts'] ?? '').split(';').map(Number);
      for (const [name, method] of Object.entries(methods)) {
        const alarms = method(counts).slice(-49);
        const characters = alarms.map((verdict) => (verdict?.alarm ? '1' : '0')).join('');
        expect({ series: row['series'], name, characters }).toEqual({
          series: row['series'],
          name,
          characters: row[`${name.toLowerCase()}_alarm`],
        });
      }
    }
  });
});

function asR(alarm: boolean | undefined): string {
  return alarm === undefined ? '' : alarm ? '1' : '0';
}
