import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EvaluationBench } from './support/evaluation.ts';
import { background, RISING, weekOf } from './support/rises.ts';

describe('the method by which a kind of series is evaluated', () => {
  let bench: EvaluationBench;
  beforeEach(async () => {
    bench = await EvaluationBench.open();
  });
  afterEach(() => bench.close());

  const corridor = async () =>
    (await bench.trends()).find(({ series, state }) => series.value === 'RO>SE' && series.measure === 'reports' && state === 'candidate');

  it('is the one that is set for its dimension; when that changes, its figures are made anew and its trend is revised', async () => {
    bench.config.DETECTION_METHODS = 'corridor=ears-c1';
    await bench.count(...background(20), ...weekOf(0, 12, RISING));
    await bench.settle();
    const byEars = await corridor();
    expect(byEars).toMatchObject({ method: 'ears-c1', firstBucket: '2026-03-02', evidence: { observed: 13 } });
    const { signals, families } = await bench.made();
    const methods = new Set(signals.map(({ series, method }) => `${series.split(':')[0]} ${method}`));
    expect(methods).toContain('corridor ears-c1');
    expect(methods).toContain('corridor-purpose recent-baseline');
    expect(methods).not.toContain('corridor recent-baseline');

    bench.config.DETECTION_METHODS = '';
    await bench.settle();
    expect(await corridor()).toMatchObject({ id: byEars!.id, method: 'recent-baseline', evidence: { observed: 13 } });
    const after = await bench.made();
    expect(after.signals.map(({ method }) => method)).not.toContain('ears-c1');
    expect(after.families).toHaveLength(families.length);
    expect(after.families.filter((family) => families.some((before) => idOf(before) === idOf(family)))).toEqual([]);
  });
});

const idOf = (family: object) => (family as { _id: string })._id;
