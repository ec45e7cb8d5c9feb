import { describe, expect, it } from '@jest/globals';
import type { Trend } from '@landbridge/contracts';
import { trend } from '../testing.ts';
import { turnOf, type LatestTrend } from './reach.ts';

const known = (revision: number, finding: boolean) => ({
  revision,
  trend: { audience: 'practitioners', finding, published: true } satisfies LatestTrend,
});

describe('turnOf', () => {
  const revised = { name: 'trend.revised', revision: 5 };
  const closed = { name: 'trend.closed', revision: 5 };

  it.each<[string, Partial<Trend>, ReturnType<typeof known> | undefined, boolean]>([
    ['that was one', {}, known(4, true), true],
    ['that was none', {}, known(4, false), false],
    ['of which nothing is known', {}, undefined, false],
    ['that was one some revisions ago', {}, known(3, true), false],
    ['that a replay told of as one already', {}, known(5, true), false],
    ['that rests on one organisation', { organisations: 1 }, known(4, true), false],
    ['that does not stay without one', { survivesLeavingOneOut: false }, known(4, true), false],
    ['that is taken back', { state: 'retracted' }, known(4, true), false],
    ['that is dismissed', { state: 'dismissed' }, known(4, true), false],
  ])('knows whether a trend ends as a finding: one %s', (_which, over, before, finding) => {
    expect(turnOf(closed, trend({ state: 'closed', ...over }), before)).toMatchObject({ ends: true, finding });
  });

  it.each<[Trend['state'], boolean]>([
    ['candidate', false],
    ['under-assessment', false],
    ['published', true],
  ])('knows whether one that goes on is a finding: %s', (state, finding) => {
    for (const before of [undefined, known(4, true), known(4, false)])
      expect(turnOf(revised, trend({ state }), before)).toMatchObject({ ends: false, finding });
  });

  it('knows what was a finding until now, and nothing of that where a later revision is known', () => {
    const wasFinding = (before?: ReturnType<typeof known>) => turnOf(revised, trend(), before).wasFinding;
    expect([
      wasFinding(known(4, true)),
      wasFinding(known(2, true)),
      wasFinding(known(4, false)),
      wasFinding(known(6, true)),
      wasFinding(),
    ]).toEqual([true, true, false, false, false]);
  });
});
