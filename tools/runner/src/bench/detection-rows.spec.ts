import { describe, expect, it } from '@jest/globals';
import { JUDGED_BUCKETS } from '@landbridge/detection/simulated-series';
import { simulatedRows } from './detection-rows.ts';

const answering = (alarm: (week: number) => boolean) => () => Array.from({ length: JUDGED_BUCKETS }, (_, week) => alarm(week));

describe('Rows of simulated series', () => {
  it('stand beside what R says of the same series', () => {
    const { figures, rows } = simulatedRows({ perScenario: 1, rAlarms: answering((week) => week === 20) });
    expect(figures['autocorrelatedRFalse']).toBeCloseTo(1 / JUDGED_BUCKETS, 9);
    expect(figures['steppedRFalse']).toBeCloseTo(1 / JUDGED_BUCKETS, 9);
    expect(figures['freshRFound']).toBeLessThan(0.3);
    expect(figures['freshFound']).toBeGreaterThan(0.4);
    expect(rows.slice(0, 3).map(({ reached }) => reached)).toEqual([true, true, true]);
  });

  it('are missed where R does better', () => {
    const silent = simulatedRows({ perScenario: 1, rAlarms: answering(() => false) });
    expect(silent.rows.slice(1, 3)).toMatchObject([
      { r: '0.0000', reached: false },
      { r: '0.0000', reached: false },
    ]);
    const loud = simulatedRows({ perScenario: 1, rAlarms: answering(() => true) });
    expect(loud.rows[0]).toMatchObject({ r: '100.0%', reached: false });
  });

  it('say nothing of R where nothing is known of it, and which seed they draw', () => {
    const { figures, rows, remarks = [] } = simulatedRows({ perScenario: 1, seed: 2003 });
    expect(figures).toMatchObject({ freshFound: null, freshRFound: null, steppedRFalse: null });
    expect(figures['steppedFalse']).toBeLessThan(0.02);
    expect(rows[1]).toMatchObject({ r: '–', reached: undefined });
    expect(rows.at(-1)).toMatchObject({ reached: true });
    expect(remarks.join('\n')).toMatch(
      /One threshold is derived from series drawn under seeds below 2000, .*\n.* under seed 2003: 1 for each of 42 scenarios/,
    );
  });
});
