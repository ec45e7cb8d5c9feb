import { describe, expect, it } from '@jest/globals';
import { pairedRow, pairedWithR } from './detection-paired.ts';
import { drawn } from './detection-drawn.ts';

/** R has an alarm in every tenth week. */
const series = drawn('outbreak', 2100, 1, (counts) => counts.slice(-49).map((_, week) => week % 10 === 0)).filter((_, i) => i % 2 === 0);

describe('What is found at the rate of R', () => {
  it('rises with the false alarms that R allows itself', () => {
    const many = pairedWithR(series);
    const few = pairedWithR(
      series.map((each) => ({ ...each, alarms: new Map([['ff', each.alarms.get('ff')!.map((_, week) => week === 0)]]) })),
    );
    expect(few.found).toBeGreaterThan(0.3);
    expect(many.found).toBeGreaterThan(few.found!);
  });

  it('is nothing where R allows itself no false alarm, but for outbreaks that are clearer than anything else', () => {
    const none = pairedWithR(series.map((each) => ({ ...each, alarms: new Map([['ff', each.alarms.get('ff')!.map(() => false)]]) })));
    expect(none.rFound).toBe(0);
    expect(none.found).toBeLessThan(0.5);
  });

  it('is not measured where nothing is known of R, or of outbreaks', () => {
    const unknown = { found: null, rFound: null };
    expect(pairedWithR(series.map((each) => ({ ...each, alarms: new Map() })))).toEqual(unknown);
    expect(pairedWithR(series.map((each) => ({ ...each, outbreak: undefined })))).toEqual(unknown);
    expect(pairedRow('found', unknown)).toMatchObject({ here: '–', reached: undefined });
  });

  it('must be six points more', () => {
    expect(pairedRow('found', { found: 0.47, rFound: 0.4 })).toMatchObject({ reached: true });
    expect(pairedRow('found', { found: 0.45, rFound: 0.4 })).toMatchObject({ reached: false });
  });
});
