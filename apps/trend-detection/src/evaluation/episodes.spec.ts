import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { epochDay, weekOf } from '../counting/calendar.ts';
import type { Series } from '../counting/series.ts';
import type { BucketDocument } from './evaluation.collections.ts';
import { type Episode, episodesOf as episodesOfGrain, isOpen } from './episodes.ts';
import { grainNamed, WEEK } from './grain.ts';
import type { Behind, Rise, Told } from './rises.ts';

const FROM = 20_514;
const QUIET = WEEK.quiet;
const week = (i: number) => FROM + 7 * i;
const told = (series: Series, p = 0.001): Told => ({
  series,
  measure: 'reports',
  method: 'sparse',
  p,
  buckets: 1,
  observed: 9,
  expected: 1,
  bound: 4,
});
const RO = 'origin:RO';
const CORRIDOR = 'corridor:RO>SE';
const BG = 'origin:BG';

function rise(lead: Series, shares: readonly Series[] = [], over: Partial<Rise> = {}): Rise {
  const own = { kind: 'rise', organisations: 2, countries: 1, survivesLeavingOneOut: true, artefacts: [] } as const;
  return { ...own, lead: told(lead), shares: shares.map((series) => told(series)), ...over };
}

const bucket = (i: number, ...rises: Rise[]) => ({ bucket: week(i), rises });
const episodesOf = (buckets: readonly Pick<BucketDocument, 'bucket' | 'rises'>[]) => episodesOfGrain(buckets, WEEK);
const weeksOf = (episodes: readonly Episode[]) =>
  episodes.map(({ first, last, lead }) => [lead.series, (first - FROM) / 7, (last - FROM) / 7]);

describe('episodesOf', () => {
  it('joins the alarms of a series, with no more than four quiet weeks between two of them', () => {
    expect(weeksOf(episodesOf([]))).toEqual([]);
    expect(weeksOf(episodesOf([bucket(0, rise(RO)), bucket(1, rise(RO)), bucket(QUIET + 1, rise(RO))]))).toEqual([[RO, 0, 5]]);
    expect(weeksOf(episodesOf([bucket(0, rise(RO)), bucket(QUIET + 1, rise(RO))]))).toEqual([
      [RO, 0, 0],
      [RO, 5, 5],
    ]);
  });

  it('keeps apart what shares no series, and what rises from what falls', () => {
    const fall = rise(RO, [], { kind: 'fall' });
    expect(weeksOf(episodesOf([bucket(0, rise(RO), rise(BG)), bucket(1, rise(BG), fall)]))).toEqual([
      [RO, 0, 0],
      [BG, 0, 1],
      [RO, 1, 1],
    ]);
  });

  it('follows a change that another of its series leads later, by its first lead, that one’s numbers and who is behind it then', () => {
    const own: Behind = { organisations: 1, countries: 1, survivesLeavingOneOut: false, artefacts: ['campaign'] };
    const led = rise(RO, [], { organisations: 5 });
    const later = { ...led, shares: [{ ...told(CORRIDOR), behind: own }, told(BG)] };
    const [episode, ...others] = episodesOf([bucket(0, rise(CORRIDOR, [RO])), bucket(2, later)]);
    expect(others).toEqual([]);
    expect(episode).toMatchObject({ first: week(0), last: week(2), lead: { series: CORRIDOR }, numbers: { series: CORRIDOR } });
    expect(episode?.newest).toMatchObject(own);
    expect(episode?.newest.shares.map(({ series }) => series)).toEqual([RO, CORRIDOR, BG]);
  });

  it('follows it where its first lead only shares the change of another by now', () => {
    expect(weeksOf(episodesOf([bucket(0, rise(CORRIDOR)), bucket(1, rise(RO, [CORRIDOR]))]))).toEqual([[CORRIDOR, 0, 1]]);
  });

  it('ends it where its first lead no longer shows: another series never speaks for it', () => {
    const [corridor, origin] = episodesOf([bucket(0, rise(CORRIDOR, [RO])), bucket(1, rise(RO))]);
    expect(corridor).toMatchObject({ lead: { series: CORRIDOR }, numbers: { series: CORRIDOR }, last: week(0) });
    expect(origin).toMatchObject({ lead: { series: RO }, numbers: { series: RO }, first: week(1) });
  });

  it('ends it where a far clearer change shares in its series', () => {
    const clear = { ...rise(CORRIDOR, [BG]), lead: { ...told(CORRIDOR), observed: 30 } };
    expect(weeksOf(episodesOf([bucket(0, rise(BG)), bucket(1, clear)]))).toEqual([
      [BG, 0, 0],
      [CORRIDOR, 1, 1],
    ]);
  });

  it('goes on with no more than one change of a week, rather with that of its own name', () => {
    const both = [rise(CORRIDOR, [RO]), rise(RO)];
    for (const rises of [both, both.toReversed()])
      expect(weeksOf(episodesOf([bucket(0, rise(RO, [CORRIDOR])), bucket(1, ...rises)]))).toEqual([
        [RO, 0, 1],
        [CORRIDOR, 1, 1],
      ]);
  });

  const buckets = fc
    .uniqueArray(
      fc.record({
        at: fc.integer({ min: 0, max: 60 }),
        rises: fc.array(
          fc.record({
            lead: fc.constantFrom<Series>(RO, CORRIDOR, BG, 'total:all'),
            shares: fc.subarray<Series>([RO, CORRIDOR, BG, 'total:all']),
            kind: fc.constantFrom('rise' as const, 'fall' as const),
          }),
          { minLength: 1, maxLength: 3 },
        ),
      }),
      { selector: ({ at }) => at, maxLength: 30 },
    )
    .map((drawn) => drawn.sort((a, b) => a.at - b.at))
    .map((drawn) => drawn.map(({ at, rises }) => bucket(at, ...rises.map(({ lead, shares, kind }) => rise(lead, shares.filter((one) => one !== lead), { kind }))))); // prettier-ignore

  it('covers every alarm, and begins and ends with one', () => {
    fc.assert(
      fc.property(buckets, (all) => {
        const episodes = episodesOf(all);
        const weeks = new Set(all.map((one) => one.bucket));
        for (const { first, last } of episodes) expect([weeks.has(first), weeks.has(last), first <= last]).toEqual([true, true, true]);
        for (const { bucket: at, rises } of all)
          for (const { lead, kind } of rises) {
            const covering = episodes.filter(
              (one) => one.first <= at && at <= one.last && (one.newest.kind === 'fall') === (kind === 'fall'),
            );
            expect(covering.some(({ shown }) => shown.has(`${lead.series} reports`))).toBe(true);
          }
      }),
      { seed: 7 },
    );
  });

  it('always tells the numbers of the series that it is named after', () => {
    fc.assert(
      fc.property(buckets, (all) => {
        for (const { lead, numbers } of episodesOf(all)) expect(numbers.series).toBe(lead.series);
      }),
      { seed: 9 },
    );
  });

  it('changes nothing of what was over before the weeks that are added', () => {
    fc.assert(
      fc.property(buckets, fc.integer({ min: 0, max: 60 }), (all, at) => {
        const then = episodesOf(all.filter((one) => one.bucket <= week(at)));
        const over = then.filter((one) => !isOpen(one, week(at)));
        expect(episodesOf(all)).toEqual(expect.arrayContaining(over));
      }),
      { seed: 8 },
    );
  });
});

describe('isOpen', () => {
  it('holds a change open for four weeks without an alarm', () => {
    expect(isOpen({ grain: WEEK, last: week(0) }, week(QUIET))).toBe(true);
    expect(isOpen({ grain: WEEK, last: week(0) }, week(QUIET + 1))).toBe(false);
  });

  it('holds figures of a year open while those of the next come in', () => {
    const [grain, last] = [grainNamed('year'), epochDay('2024-01-01')];
    expect(isOpen({ grain, last }, weekOf(epochDay('2026-12-20')))).toBe(true);
    expect(isOpen({ grain, last }, weekOf(epochDay('2027-01-04')))).toBe(false);
  });
});
