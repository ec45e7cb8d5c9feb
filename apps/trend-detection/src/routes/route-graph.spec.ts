import { describe, expect, it } from '@jest/globals';
import { structuredReport } from '@landbridge/contracts/testing';
import { seriesOf } from '../counting/series.ts';
import { RouteTally } from './route-graph.ts';

type Where = NonNullable<ReturnType<typeof structuredReport>['where']>;

function graph(minimum: number, ...places: Where[]) {
  const tally = new RouteTally();
  for (const where of places) tally.add({ series: seriesOf(structuredReport({ where })) });
  return tally.graph(minimum);
}
const edgesOf = ({ edges }: ReturnType<typeof graph>) => edges.map(({ leg, from, to, reports }) => `${leg} ${from}>${to} ${reports}`);

describe('RouteTally', () => {
  const direct = { origin: 'RO', exploitation: 'SE' };
  const through = { origin: 'RO', transit: ['HU', 'AT'], exploitation: 'SE' };

  it('goes from origin through transit to exploitation, each report once in each edge', () => {
    const found = graph(1, direct, through);
    expect(edgesOf(found)).toEqual([
      'origin-exploitation RO>SE 2',
      'origin-transit RO>AT 1',
      'origin-transit RO>HU 1',
      'transit-exploitation AT>SE 1',
      'transit-exploitation HU>SE 1',
    ]);
    expect(found.reports).toBe(2);
    expect(found.nodes).toEqual([
      { country: 'RO', reports: 2, roles: [{ role: 'origin', reports: 2 }] },
      { country: 'SE', reports: 2, roles: [{ role: 'exploitation', reports: 2 }] },
      { country: 'AT', reports: 1, roles: [{ role: 'transit', reports: 1 }] },
      { country: 'HU', reports: 1, roles: [{ role: 'transit', reports: 1 }] },
    ]);
  });

  it('leaves out what has fewer reports than asked for', () => {
    const found = graph(2, direct, through);
    expect(edgesOf(found)).toEqual(['origin-exploitation RO>SE 2']);
    expect(found.nodes.map(({ country }) => country)).toEqual(['RO', 'SE']);
  });

  it('has online for a place of exploitation, beside the country', () => {
    expect(edgesOf(graph(1, { origin: 'PH', online: true }))).toEqual(['origin-exploitation PH>online 1']);
    expect(edgesOf(graph(1, { ...direct, online: true }))).toEqual(['origin-exploitation RO>SE 1', 'origin-exploitation RO>online 1']);
  });

  it('counts a country once that is origin and exploitation', () => {
    const { nodes } = graph(1, { origin: 'SE', exploitation: 'SE' });
    expect(nodes).toMatchObject([{ country: 'SE', reports: 1, roles: [{ role: 'origin' }, { role: 'exploitation' }] }]);
  });

  it('counts no report that names no place', () => {
    expect(graph(1, {})).toEqual({ reports: 0, nodes: [], edges: [] });
  });
});
