import { describe, expect, it } from '@jest/globals';
import { plantedBehind } from './behind.ts';
import type { ToldTrend } from './found.ts';

const options = { seed: 11, reports: 6_000, until: new Date('2026-11-26T00:00:00Z'), traps: true };

const trend = (dimension: ToldTrend['series']['dimension'], value: string, over: Partial<ToldTrend> = {}): ToldTrend => ({
  state: 'candidate',
  audience: 'law-enforcement',
  series: { dimension, value },
  firstBucket: '2026-10-26',
  lastBucket: '2026-11-16',
  ...over,
});

const fall: Partial<ToldTrend> = { kind: 'fall', firstBucket: '2026-09-28', lastBucket: '2026-11-16' };

/** A change or trap that moves the series of a trend, or none. */
const CASES: readonly (readonly [string, ToldTrend, string | undefined])[] = [
  ['the planted series', trend('corridor', 'NP>SE'), 'corridor-np-se'],
  ['what is above it', trend('origin', 'NP'), 'corridor-np-se'],
  ['what is below it', trend('corridor-purpose', 'NP>SE:forced-labour'), 'corridor-np-se'],
  ['a country, its purpose and its sector', trend('country-purpose-sector', 'FR:servitude:T'), 'corridor-mg-fr'],
  ['neighbouring corridors', trend('corridor-region', 'NP>FI+SE'), 'corridor-np-se'],
  ['a combination', trend('combination', 'platform:marketplace+subsector:delivery'), 'platform-marketplace'],
  ['what goes with a new channel', trend('subsector', 'delivery'), 'platform-marketplace'],
  ['a fall', trend('corridor', 'NG>NO', fall), 'corridor-ng-no'],
  ['what falls with it', trend('exploitation', 'NO', fall), 'corridor-ng-no'],
  ['what a displacement comes from', trend('platform', 'review-forum', fall), 'displacement-to-forums'],
  ['a trap', trend('citizenship', 'EC'), 'one-organisation'],
  ['a purpose that became one in law', trend('purpose', 'forced-marriage'), 'law-forced-marriage'],
  [
    'yearly figures',
    trend('purpose', 'slavery', { firstBucket: '2025-01-01', lastBucket: '2025-01-01', evidence: { grain: 'year' } }),
    'more-contributors',
  ],
  ['weeks before a change', trend('corridor', 'VN>GB', { firstBucket: '2026-08-03', lastBucket: '2026-08-10' }), undefined],
  [
    'a fall before the planted one',
    trend('corridor', 'NG>NO', { ...fall, firstBucket: '2026-03-02', lastBucket: '2026-03-09' }),
    undefined,
  ],
  ['a fall where nothing planted falls', trend('corridor', 'VN>GB', fall), undefined],
  ['a community that does not see it', trend('corridor', 'NP>SE', { audience: 'private-sector' }), undefined],
  ['weeks in which nothing yearly counts', trend('purpose', 'slavery', { firstBucket: '2026-01-12', lastBucket: '2026-02-16' }), undefined],
  ['a series that is mostly of the background', trend('platform', 'offline', { firstBucket: '2025-11-03' }), undefined],
];

describe('plantedBehind', () => {
  const behind = plantedBehind(
    options,
    CASES.map(([, one]) => one),
  );

  it.each(CASES)('tells what moves %s', (_, one, id) => {
    const ids = behind(one);
    if (id === undefined) expect(ids.size).toBe(0);
    else expect(ids).toContain(id);
  });

  it('names all changes that together are half of a wide series', () => {
    const total = trend('total', 'all');
    const ids = plantedBehind({ ...options, traps: false }, [total])(total);
    for (const id of ['corridor-np-se', 'corridor-vn-gb', 'purpose-online-scam']) expect(ids).toContain(id);
  });
});
