import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { silentProgress } from '@landbridge/engines';
import { measureEvaluation } from '../src/bench/evaluation.ts';
import type { EvaluationFigures } from '../src/bench/evaluation-table.ts';
import { TestNetwork } from './support/test-network.ts';

/** A small part of the 50,000 that `./landbridge bench evaluation` measures. */
const SERIES = 1_200;

describe('one week of many live series', () => {
  let network: TestNetwork;
  let figures: EvaluationFigures;
  beforeAll(async () => {
    network = await TestNetwork.start();
    const ngo = network.members.find(({ organisation }) => organisation.kind === 'ngo');
    figures = await measureEvaluation(network.system, network.namespace, ngo!.tokens, SERIES, silentProgress);
  });
  afterAll(() => network.stop());

  const operator = () => network.system.operator.at('trend-detection');

  it('is evaluated for all of them, in bounded memory, and what was planted in it is told', async () => {
    const { week } = figures;
    expect(week.series).toBeGreaterThanOrEqual(SERIES);
    expect(week.lines).toBeGreaterThan(1.5 * SERIES);
    if (week.peakMegabytes !== undefined) expect(week.peakMegabytes).toBeLessThan(1_000);
    expect((await operator().get('/v1/operator/status'))['trendsOpen']).toBeGreaterThan(0);
  });

  it('is looked at again for the series of one late report, and the weeks from its own on', () => {
    expect(figures.late.series).toBeLessThan(20);
    expect(figures.late.series).toBeGreaterThan(5);
    expect(figures.late.weeks).toBe(11);
  });

  it('is of counters that are what the reports add up to', async () => {
    expect(await operator().post('/v1/operator/recount-check')).toMatchObject({ equal: true, differing: 0 });
  });
});
