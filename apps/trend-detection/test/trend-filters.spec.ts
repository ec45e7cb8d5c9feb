import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Trend } from '@landbridge/contracts';
import type { TrendQuery } from '../src/trends/trend.query.ts';
import { TrendsRepository } from '../src/trends/trends.repository.ts';
import { anna, Assessing } from './support/assessing.ts';

describe('trends that are asked for', () => {
  let assessing: Assessing;
  let corridor: Trend;
  const yearly = randomUUID();
  beforeAll(async () => {
    assessing = await Assessing.open();
    const { bench } = assessing;
    corridor = await assessing.corridor();
    const { shares: _, ...rest } = corridor;
    const fall: Trend = {
      ...rest,
      id: yearly,
      revision: 1,
      kind: 'fall',
      method: 'farrington',
      series: { dimension: 'transit', value: 'HU', measure: 'reports' },
      evidence: { ...rest.evidence, grain: 'year' },
    };
    await bench.inTransaction((session) => bench.part(TrendsRepository).write(fall, bench.now, session));
  });
  afterAll(() => assessing.bench.close());

  const found = async (query: Omit<TrendQuery, 'limit'>) =>
    (await assessing.bench.answers.trends.page(anna, { ...query, limit: 200 })).trends.map(({ id }) => id);

  it.each<[string, Omit<TrendQuery, 'limit'>]>([
    ['the series that it is named after', { dimension: 'corridor', value: 'RO>SE', measure: 'reports' }],
    ['a series that shows the same', { dimension: 'origin', value: 'RO', measure: 'reports' }],
    ['its value alone', { value: 'RO' }],
    ['a measure that shows the same', { measure: 'victim' }],
    ['a kind', { kind: 'rise' }],
    ['a grain', { grain: 'week' }],
    [
      'several of them',
      { audience: 'practitioners', state: 'candidate', kind: 'rise', grain: 'week', dimension: 'exploitation', value: 'SE' },
    ],
  ])('are found by %s', async (_, query) => {
    const ids = await found(query);
    expect(ids).toContain(corridor.id);
    expect(ids).not.toContain(yearly);
  });

  it.each<[string, Omit<TrendQuery, 'limit'>]>([
    ['a kind', { kind: 'fall' }],
    ['a grain', { grain: 'year' }],
    ['a method', { method: 'farrington' }],
    ['a series that nothing shares', { dimension: 'transit', value: 'HU' }],
  ])('are told apart from another one by %s', async (_, query) => {
    expect(await found(query)).toEqual([yearly]);
  });

  it.each<Omit<TrendQuery, 'limit'>>([
    { dimension: 'corridor', value: 'RO' },
    { dimension: 'transit', value: 'RO' },
    { dimension: 'origin', value: 'RO', kind: 'fall' },
  ])('are not found by what no series is: %j', async (query) => {
    expect(await found(query)).toEqual([]);
  });
});
