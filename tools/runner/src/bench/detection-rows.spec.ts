import { describe, expect, it } from '@jest/globals';
import { JUDGED_BUCKETS } from '@landbridge/detection/simulated-series';
import { simulatedRows } from './detection-rows.ts';

const answering = (alarm: (week: number) => boolean) => (series: readonly (readonly number[])[]) =>
  Promise.resolve(series.map(() => Array.from({ length: JUDGED_BUCKETS }, (_, week) => alarm(week))));

describe('Rows of simulated series', () => {
  it('stand beside what R says of the same series', async () => {
    const { figures, rows } = await simulatedRows({ perScenario: 1, rAlarms: answering((week) => week === 20) });
    expect(figures['autocorrelatedRFalse']).toBeCloseTo(1 / JUDGED_BUCKETS, 9);
    expect(figures['steppedRFalse']).toBeCloseTo(1 / JUDGED_BUCKETS, 9);
    expect(figures['freshRFound']).toBeLessThan(0.3);
    expect(figures['freshFound']).toBeGreaterThan(0.4);
    expect(rows.slice(0, 3).map(({ reached }) => reached)).toEqual([true, true, true]);
  });

  it('are missed where R does better', async () => {
    const silent = await simulatedRows({ perScenario: 1, rAlarms: answering(() => false) });
    expect(silent.rows.slice(1, 3)).toMatchObject([
      { r: '0.0000', reached: false },
      { r: '0.0000', reached: false },
    ]);
    const loud = await simulatedRows({ perScenario: 1, rAlarms: answering(() => true) });
    expect(loud.rows[0]).toMatchObject({ r: '100.0%', reached: false });
  });

  it('say nothing of R where it is not here', async () => {
    const { figures, rows } = await simulatedRows({ perScenario: 1 });
    expect(figures).toMatchObject({ freshFound: null, freshRFound: null, steppedRFalse: null });
    expect(figures['steppedFalse']).toBeLessThan(0.02);
    expect(rows[1]).toMatchObject({ r: '–', reached: undefined });
    expect(rows.at(-1)).toMatchObject({ reached: true });
  });
});
