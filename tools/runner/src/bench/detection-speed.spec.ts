import { afterEach, describe, expect, it } from '@jest/globals';
import { tmpdir } from 'node:os';
import { speed } from './detection-speed.ts';

const path = process.env['PATH'];

describe('Speed', () => {
  afterEach(() => {
    process.env['PATH'] = path;
  });

  it('is measured alone, and says so, where R is not there', async () => {
    process.env['PATH'] = '';
    const counts = Array.from({ length: 220 }, (_, t) => 5 + ((t * 7) % 4));
    const series = { name: 'drawn', counts, bucketsPerYear: 52, answers: new Map() };
    const { figures, rows, remarks } = await speed({ recorded: [series], simulated: [] }, tmpdir());
    expect(figures).toEqual({ flexiblePerSecond: expect.any(Number), rPerSecond: null });
    expect(figures['flexiblePerSecond']).toBeGreaterThan(0);
    expect(rows[0]?.reached).toBeUndefined();
    expect(remarks).toEqual(['R is not here (no Rscript on the PATH). There is nothing to compare the speed with.']);
  });

  it('is not measured on series that are too short', async () => {
    const series = { name: 'short', counts: Array<number>(150).fill(1), bucketsPerYear: 52, answers: new Map() };
    const { figures, remarks } = await speed({ recorded: [series], simulated: [] }, tmpdir());
    expect(figures).toEqual({ flexiblePerSecond: null, rPerSecond: null });
    expect(remarks).toEqual(['No series has three years and 49 weeks, so that speed was not measured.']);
  });
});
