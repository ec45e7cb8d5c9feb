import { describe, expect, it } from '@jest/globals';
import type { TrendState } from '@landbridge/contracts';
import type { Series } from '../counting/series.ts';
import { WEEK } from './grain.ts';
import { type Line, lineId, lineIn } from './line.ts';
import type { Plan } from './line-keeper.ts';
import type { LinesRepository } from './lines.repository.ts';
import { NoveltiesFinder, type StandingTrend } from './novelties-finder.ts';

const FROM = 20_514;
const LENGTH = 80;
/** The week in which the change begins. */
const FIRST = 70;
const family = { _id: 'f', from: FROM, evaluatedTo: FROM + 7 * LENGTH };
const plan = { family, grain: WEEK } as Plan;
const TAG = 'modus-operandi:gift-cards';
const told = { tag: 'gift-cards', audience: 'practitioners', trend: 't' };

/** A line with so many reports in some of its weeks. */
function line(series: Series, counts: Readonly<Record<number, number>>): Line {
  return { ...lineIn(family, series, 'reports'), counts: Array.from({ length: LENGTH }, (_, i) => counts[i] ?? 0) };
}

function standing(shown: readonly Series[], kind: 'rise' | 'fall' = 'rise', state: TrendState = 'candidate'): StandingTrend {
  const lead = { series: 'corridor:VN>GR', measure: 'reports', method: 'sparse', buckets: 1, observed: 9, expected: 0, bound: 2 } as const;
  const newest = { kind, lead, shares: [], organisations: 3, countries: 1, survivesLeavingOneOut: true, artefacts: [] } as const;
  const lines = new Set([lead.series, ...shown].flatMap((series) => [`${series} reports`, `${series} victim`]));
  return { trend: { id: 't', audience: 'practitioners', state }, episode: { grain: WEEK, first: FROM + 7 * FIRST, newest, shown: lines } };
}

function found(trends: readonly StandingTrend[], ...lines: readonly Line[]) {
  const ofSeries = () => Promise.resolve(new Map(lines.map((one) => [lineId(one), one])));
  return new NoveltiesFinder({ ofSeries } as Partial<LinesRepository> as LinesRepository).in(trends, [plan]);
}

describe('what is new in a change', () => {
  it.each<[string, Readonly<Record<number, number>>]>([
    ['is there for the first time', { [FIRST]: 8 }],
    ['was hardly ever there', { 30: 2, [FIRST]: 8 }],
    ['came in the weeks before, one by one', { [FIRST - 3]: 2, [FIRST - 2]: 2, [FIRST]: 8 }],
    ['was there longer ago than is remembered', { [FIRST - 57]: 9, [FIRST]: 8 }],
    ['has so few reports that it is no line', {}],
  ])('is a tag that %s, also as one of many series that show it', async (_, counts) => {
    expect(await found([standing([TAG])], line(TAG, counts))).toEqual({ told: [told], dismissed: [] });
  });

  it.each<[string, Readonly<Record<number, number>>]>([
    ['was there before', { 30: 3, [FIRST]: 8 }],
    ['was there until a month ago', { [FIRST - 4]: 3, [FIRST]: 8 }],
  ])('is no tag that %s', async (_, counts) => {
    expect(await found([standing([TAG])], line(TAG, counts))).toEqual({ told: [], dismissed: [] });
  });

  it('is a combination, and a script, and nothing of codes that have their names', async () => {
    const { told: ones } = await found([standing(['combination:lure:job+means:debt', 'script:0123', 'platform:marketplace'])]);
    expect(ones).toMatchObject([{ combination: 'lure:job+means:debt' }, { script: '0123' }]);
  });

  it('is nothing of what falls, and is kept apart where the change was dismissed', async () => {
    expect(await found([standing([TAG], 'fall')])).toEqual({ told: [], dismissed: [] });
    expect(await found([standing([TAG], 'rise', 'dismissed')])).toEqual({ told: [], dismissed: [told] });
  });
});
