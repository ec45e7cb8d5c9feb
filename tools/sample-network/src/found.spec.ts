import { describe, expect, it } from '@jest/globals';
import { falseTrends, found, named, type ToldTrend } from './found.ts';
import { plantedChanges, plantedTraps, type PlantedChange } from './planted.ts';

const sized = { until: new Date('2026-11-26T00:00:00Z'), reports: 6_000 };
const planted = plantedChanges(sized);
const traps = plantedTraps(sized);
const changeOf = (id: string) => planted.find((change) => change.id === id)!;
const none = () => new Set<string>();

function trendOf({ series, firstWeek, kind, awayFrom }: PlantedChange, over: Partial<ToldTrend> = {}): ToldTrend {
  return { state: 'candidate', kind, audience: 'practitioners', series, awayFrom, firstBucket: firstWeek, lastBucket: firstWeek, ...over };
}

describe('found', () => {
  it('finds each change that a trend of its series and kind tells of in time', () => {
    for (const change of planted) expect(found(planted, [trendOf(change)])).toEqual([change]);
    expect(
      found(
        planted,
        planted.map((change) => trendOf(change, { state: 'published' })),
      ),
    ).toEqual(planted);
  });

  it('takes a trend without a kind for a rise', () => {
    const { kind: _, ...trend } = trendOf(changeOf('corridor-np-se'));
    expect(found(planted, [trend]).map(({ id }) => id)).toEqual(['corridor-np-se']);
  });

  it.each<[string, Partial<ToldTrend>, boolean]>([
    ['in the last week that it may take', { firstBucket: '2026-10-26' }, true],
    ['a week later', { firstBucket: '2026-11-02' }, false],
    ['in the week before it', { firstBucket: '2026-10-05' }, false],
    ['in a month that holds its first week and is over in time', { firstBucket: '2026-10-01', evidence: { grain: 'month' } }, true],
    ['in a quarter that is over too late', { firstBucket: '2026-10-01', evidence: { grain: 'quarter' } }, false],
    ['for another audience', { audience: 'research' }, false],
    ['as another kind', { kind: 'new-code' }, false],
    ['in another series', { series: { dimension: 'corridor', value: 'NP>FI' } }, false],
    [
      'in another series that shares it',
      { series: { dimension: 'origin', value: 'NP' }, shares: [{ dimension: 'corridor', value: 'NP>SE' }] },
      true,
    ],
    ['by a trend that was closed', { state: 'closed' }, false],
    ['by a trend that was dismissed', { state: 'dismissed' }, false],
    ['by one under assessment', { state: 'under-assessment' }, true],
  ])('a rise told %s', (_, over, isFound) => {
    const change = changeOf('corridor-np-se');
    expect(change.firstWeek).toBe('2026-10-12');
    expect(found(planted, [trendOf(change, over)])).toEqual(isFound ? [change] : []);
  });

  it.each([
    ['means:abuse-of-vulnerability+platform:job-portal+subsector:nail-bars', true],
    ['subsector:nail-bars+platform:job-portal', true],
    ['platform:job-portal', false],
    ['platform:job-portal+subsector:delivery', false],
  ])('knows the combination by %s: %p', (value, isFound) => {
    const change = changeOf('combination-job-portal-nail-bars');
    expect(found(planted, [trendOf(change, { series: { dimension: 'combination', value } })])).toEqual(isFound ? [change] : []);
  });

  it('wants to hear what a displacement comes from', () => {
    const change = changeOf('displacement-to-forums');
    expect(found(planted, [trendOf(change, { awayFrom: undefined })])).toEqual([]);
    expect(found(planted, [trendOf(change, { awayFrom: { dimension: 'platform', value: 'dating' } })])).toEqual([]);
  });

  it('takes a script of any name', () => {
    const change = changeOf('script-flower-hall');
    expect(found(planted, [trendOf(change, { series: { dimension: 'script', value: '0123456789abcdef' } })])).toEqual([change]);
  });
});

describe('named', () => {
  const [trap] = traps;
  const told = (over: Partial<ToldTrend>): ToldTrend => ({
    state: 'candidate',
    audience: 'practitioners',
    series: trap!.series,
    firstBucket: trap!.firstWeek,
    lastBucket: trap!.firstWeek,
    ...over,
  });

  const elsewhere = told({ series: { dimension: 'transit', value: 'TR' }, artefacts: ['new-contributor'] });
  const moved = (trend: ToldTrend) => new Set(trend.series.dimension === 'transit' ? [trap!.id] : []);

  it('is a trap whose trend has its artefact, among others or alone', () => {
    expect(named(traps, [told({ artefacts: ['one-organisation', 'new-contributor'] })], none)).toEqual([trap]);
  });

  it('is one that a trend names which moves because of it', () => {
    expect(named(traps, [elsewhere], moved)).toEqual([trap]);
    expect(named(traps, [elsewhere], none)).toEqual([]);
  });

  it('is none without its artefact, without a trend, or with one that is published', () => {
    expect(named(traps, [told({ artefacts: ['campaign'] })], none)).toEqual([]);
    expect(named(traps, [], none)).toEqual([]);
    const artefacts: ToldTrend['artefacts'] = ['new-contributor'];
    expect(named(traps, [told({ artefacts }), told({ artefacts, audience: 'law-enforcement', state: 'published' })], none)).toEqual([]);
  });

  it('is one that shares in the change of a published trend', () => {
    const finding = told({ state: 'published', series: { dimension: 'purpose', value: 'begging' }, shares: [trap!.series] });
    expect(named(traps, [told({ artefacts: ['new-contributor'] }), finding], none)).toEqual([trap]);
  });
});

describe('falseTrends', () => {
  const stray: ToldTrend = {
    state: 'candidate',
    audience: 'practitioners',
    series: { dimension: 'corridor', value: 'PL>DE' },
    firstBucket: '2026-11-02',
    lastBucket: '2026-11-02',
  };

  it('are those that rest on nothing planted', () => {
    const trends = [...planted.map((change) => trendOf(change)), stray];
    expect(falseTrends(planted, traps, trends, none)).toEqual([stray]);
  });

  it('are not those of a planted series that are late, or are told as another kind', () => {
    const change = changeOf('platform-marketplace');
    const late = trendOf(change, { kind: 'rise', firstBucket: '2026-11-16', lastBucket: '2026-11-16' });
    expect(falseTrends(planted, traps, [late], none)).toEqual([]);
  });

  it('are those of a planted series before its change', () => {
    const early = trendOf(changeOf('corridor-np-se'), { firstBucket: '2026-03-02' });
    expect(falseTrends(planted, traps, [early], none)).toEqual([early]);
  });

  it('are not those of a series that moves because of a change', () => {
    expect(falseTrends(planted, traps, [stray], () => new Set(['corridor-np-se']))).toEqual([]);
  });

  it('are those of a trap, unless they name it and are not published', () => {
    const back: ToldTrend = { ...stray, series: { dimension: 'corridor', value: 'LK>AT' }, firstBucket: '2026-11-09' };
    const candidate: ToldTrend = { ...back, artefacts: ['back-fill'] };
    const published: ToldTrend = { ...candidate, state: 'published' };
    expect(falseTrends(planted, traps, [back, candidate, published], none)).toEqual([back, published]);
    const related: ToldTrend = { ...stray, artefacts: ['back-fill'] };
    expect(falseTrends(planted, traps, [related, { ...related, artefacts: [] }], () => new Set(['back-fill']))).toHaveLength(1);
  });
});
