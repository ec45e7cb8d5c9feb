import { describe, expect, it } from '@jest/globals';
import type { Judgement } from '../trends/judgement.ts';
import { type DecidedTrend, precisionBy, shareOf } from './precision.ts';

const trend = (state: DecidedTrend['state'], judgement?: Judgement, method: DecidedTrend['method'] = 'default'): DecidedTrend => ({
  state,
  method,
  series: { dimension: 'corridor', value: 'RO>SE', measure: 'reports' },
  ...(judgement && { judgement }),
});
const dismissed = (reason?: NonNullable<Judgement['dismissed']>['reason']): Judgement => ({
  dismissed: { perWeek: 9, ...(reason && { reason }) },
});

describe('precision', () => {
  it.each<[string, DecidedTrend, [number, number, number?]]>([
    ['published', trend('published', { published: true }), [1, 0]],
    ['ended as published', trend('closed', { published: true }), [1, 0]],
    ['ended without', trend('closed'), [0, 0]],
    ['taken back to be assessed again', trend('under-assessment', { takenBack: true }), [0, 0, 1]],
    ['taken back with its reports', trend('retracted', { takenBack: true }), [0, 0, 1]],
    ['retracted as a candidate', trend('retracted'), [0, 0, 0]],
    ['a campaign', trend('dismissed', dismissed('campaign')), [0, 1]],
    ['one organisation', trend('dismissed', dismissed('one-organisation')), [0, 1]],
    ['too little', trend('dismissed', dismissed('too-little')), [0, 1]],
    ['dismissed otherwise', trend('dismissed', dismissed('other')), [0, 1]],
    ['known already', trend('dismissed', dismissed('known-already')), [0, 0]],
    ['not relevant', trend('dismissed', dismissed('not-relevant')), [0, 0]],
    ['a duplicate', trend('dismissed', dismissed('duplicate')), [0, 0]],
    ['silent', trend('dismissed', dismissed()), [0, 0]],
    ['called up again', trend('closed', { dismissed: { perWeek: 9, reason: 'campaign', risen: true } }), [0, 0]],
  ])('counts %s', (_, one, [published, dismissedAsFalse, takenBack = 0]) => {
    expect(shareOf('all', [one])).toMatchObject({ published, dismissedAsFalse, takenBack });
  });

  it('is told by what tells trends apart, and not where nothing is counted', () => {
    const all = [trend('published'), trend('published'), trend('dismissed', dismissed('campaign')), trend('closed', undefined, 'sparse')];
    expect(precisionBy(all, ({ method }) => method)).toEqual([
      { by: 'default', published: 2, dismissedAsFalse: 1, takenBack: 0, precision: 2 / 3, interval: expect.anything() },
    ]);
    expect(shareOf('all', [])).toEqual({ by: 'all', published: 0, dismissedAsFalse: 0, takenBack: 0 });
  });
});
