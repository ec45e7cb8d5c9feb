import { describe, expect, it } from '@jest/globals';
import type { ReportInput } from '@landbridge/contracts';
import { dayOf, dayText, weeksUntil } from './calendar.ts';
import type { SeriesName } from './changes.ts';
import { sampleOrganisations } from './organisations.ts';
import { plantedChanges, plantedTraps, type PlantedChange } from './planted.ts';
import { countsIn, partsOf } from './series.ts';
import { sampleReports, type SampleAction, type SampleOptions } from './stream.ts';

const until = new Date('2026-11-26T00:00:00Z');
const first = weeksUntil(until)[0]!.monday;
const weekOf = (day: string) => Math.floor((dayOf(day) - first) / 7);

const sumOf = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0);
/** Poisson, P(X ≤ count) and P(X ≥ count), summed term by term. */
const atMost = (count: number, mean: number) => sumOf(terms(0, count, mean));
const atLeast = (count: number, mean: number) => sumOf(terms(count, count + 150, mean));

function terms(from: number, to: number, mean: number): number[] {
  let log = -mean;
  const found: number[] = [];
  for (let k = 0; k <= to; log += Math.log(mean / ++k)) if (k >= from) found.push(Math.exp(log));
  return found;
}

interface Counted {
  readonly week: number;
  readonly organisation: string;
  readonly planted: string | undefined;
  readonly report: ReportInput;
}

/** What counts by week in the end: neither bad nor withdrawn, and exact enough. */
function countedIn(options: SampleOptions): Counted[] {
  const live = new Map<string, Counted>();
  for (const action of sampleReports(options)) {
    if (action.action === 'withdraw') live.delete(action.externalId);
    if (action.action !== 'submit' || 'flaw' in action) continue;
    const { organisation, report, planted, at } = action;
    if (['day', 'week'].includes(report.observed.precision))
      live.set(action.externalId, { week: weekOf(at), organisation, planted, report });
  }
  return [...live.values()];
}

const isSeenBy =
  (audience: string, series: SeriesName) =>
  ({ report }: Counted) =>
    (report.marking.tlp === 'clear' || report.marking.communities?.includes(audience)) && countsIn(report, series);

/** How often chance alone would do what the weeks from the first one on did, had nothing changed. */
function chanceOf(counted: readonly Counted[], start: number, within: number, tail: typeof atLeast): number {
  // one more than there was before, so that what was never seen has an expectation, too
  const expected = ((counted.filter(({ week }) => week < start).length + 1) / start) * within;
  return tail(counted.filter(({ week }) => week >= start && week < start + within).length, expected);
}

const named = (change: PlantedChange) => change.kind !== 'spreading-script';
const tailOf = ({ kind }: PlantedChange) => (kind === 'fall' ? atMost : atLeast);

describe.each([
  [100, 500],
  [101, 1_000],
  [102, 3_000],
  [103, 5_000],
  [104, 6_000],
  [105, 6_000],
  [106, 6_000],
  [107, 6_000],
  [108, 12_000],
  [109, 50_000],
])('under seed %i with %i reports', (seed, reports) => {
  const counted = countedIn({ seed, reports, until });
  const planted = plantedChanges({ until, reports });
  const countries = new Map(sampleOrganisations(seed).map(({ id, country }) => [id, country]));
  const cases = planted.filter(named).flatMap((change) =>
    change.audiences.map((audience) => {
      const seen = counted.filter(isSeenBy(audience, change.series));
      return { change, audience, seen, start: weekOf(change.firstWeek) };
    }),
  );

  it('each planted change stands out within its weeks, for each of its audiences, also without any one organisation', () => {
    for (const { change, seen, start } of cases) {
      expect([change.id, chanceOf(seen, start, change.within, tailOf(change)) < 1e-6]).toEqual([change.id, true]);
      for (const one of new Set(seen.map(({ organisation }) => organisation))) {
        const without = seen.filter(({ organisation }) => organisation !== one);
        expect([change.id, one, chanceOf(without, start, change.within, tailOf(change)) < 1e-4]).toEqual([change.id, one, true]);
      }
    }
  });

  it('what a displacement comes from falls as it rises', () => {
    for (const { change, audience, start } of cases)
      if (change.awayFrom) {
        const away = counted.filter(isSeenBy(audience, change.awayFrom));
        expect(chanceOf(away, start, change.within, atMost)).toBeLessThan(1e-6);
      }
  });

  it('is made by four organisations or more in three countries or more', () => {
    for (const { id, kind, firstWeek } of planted) {
      const own = counted.filter((one) => one.planted === id && (kind === 'fall' || one.week >= weekOf(firstWeek)));
      const organisations = new Set(own.map(({ organisation }) => organisation));
      expect([id, organisations.size >= 4]).toEqual([id, true]);
      expect([id, new Set([...organisations].map((one) => countries.get(one))).size >= 3]).toEqual([id, true]);
    }
  });

  it('nothing else counts in a planted series, and nothing stands out in it before', () => {
    for (const { change, seen, start } of cases) {
      const others = seen.filter((one) => one.planted !== change.id);
      // the parts of the combination meet by chance, too
      if (change.kind !== 'new-combination') expect([change.id, others.length]).toEqual([change.id, 0]);
      else expect(others.length / start).toBeLessThan(0.3);
      const before = Array.from({ length: start }, (_, week) => seen.filter((one) => one.week === week).length);
      expect([change.id, atLeast(Math.max(...before), (sumOf(before) + 1) / start) > 1e-4]).toEqual([change.id, true]);
    }
  });

  it('the parts of the new combination stay as frequent as they were but for other changes, and meet oftener than by chance', () => {
    for (const { change, audience, seen, start } of cases.filter(({ change: { kind } }) => kind === 'new-combination')) {
      const all = counted.filter(isSeenBy(audience, { dimension: 'total', value: 'all' }));
      const inWeeks = (list: readonly Counted[]) => list.filter(({ week }) => week >= start && week < start + change.within).length;
      const parts = partsOf(change.series.value ?? '').map((part) => counted.filter(isSeenBy(audience, part)));
      for (const part of parts) {
        const own = part.filter(({ planted: id }) => id === undefined || id === change.id);
        expect(chanceOf(own, start, change.within, atLeast)).toBeGreaterThan(1e-4);
      }
      const together = parts.reduce((expected, part) => (expected * inWeeks(part)) / inWeeks(all), inWeeks(all));
      expect(atLeast(inWeeks(seen), together)).toBeLessThan(1e-6);
    }
  });
});

function idsOf(actions: readonly SampleAction[]): Set<string> {
  return new Set(actions.flatMap((one) => ('planted' in one ? (one.planted ?? []) : [])));
}

describe('what was planted', () => {
  const planted = plantedChanges({ until, reports: 6_000 });

  it('is one of each kind and more, begins on a Monday, and names its audiences', () => {
    expect(planted.map(({ id, kind, within }) => [id, kind, within])).toEqual([
      ['corridor-np-se', 'rise', 3],
      ['corridor-vn-gb', 'rise', 3],
      ['corridor-mg-fr', 'rise', 13],
      ['platform-marketplace', 'new-code', 4],
      ['purpose-online-scam', 'rise', 3],
      ['combination-job-portal-nail-bars', 'new-combination', 4],
      ['tag-deposit-by-gift-card', 'new-code', 4],
      ['corridor-ng-no', 'fall', 8],
      ['displacement-to-forums', 'displacement', 8],
      ['script-flower-hall', 'spreading-script', 6],
    ]);
    for (const { firstWeek, audiences, what } of planted) {
      expect(new Date(firstWeek).getUTCDay()).toBe(1);
      expect(audiences).toEqual(['law-enforcement', 'practitioners']);
      expect(what).toMatch(/\.$/);
    }
  });

  it('begins as many complete weeks before the day as it has weeks, at the latest so many as it may take to be found', () => {
    const then = plantedChanges({ until: new Date('2026-11-23T00:00:00Z'), reports: 6_000 });
    expect(then.slice(0, 3).map(({ firstWeek }) => firstWeek)).toEqual(['2026-10-12', '2026-10-26', '2026-08-24']);
    const newest = weeksUntil(new Date('2026-11-23T00:00:00Z')).at(-1)!.monday;
    expect(dayText(newest)).toBe('2026-11-16');
    for (const { firstWeek, within } of then) expect(newest).toBeGreaterThanOrEqual(dayOf(firstWeek) + 7 * (within - 1));
  });

  it('leaves out of a small sample what needs hundreds of reports before the change', () => {
    const small = plantedChanges({ until, reports: 4_999 }).map(({ id }) => id);
    expect(planted.map(({ id }) => id).filter((id) => !small.includes(id))).toEqual([
      'corridor-vn-gb',
      'combination-job-portal-nail-bars',
      'corridor-ng-no',
      'displacement-to-forums',
    ]);
    for (const reports of [500, 6_000]) {
      const ids = idsOf([...sampleReports({ seed: 1, reports, until })]);
      expect(ids).toEqual(new Set(plantedChanges({ until, reports }).map(({ id }) => id)));
    }
  });
});

describe('the planted traps', () => {
  const reports = 6_000;
  const traps = plantedTraps({ until, reports });
  const sent = [...sampleReports({ seed: 2, reports, until, traps: true })].flatMap((one) =>
    one.action === 'submit' && !('flaw' in one) ? [one] : [],
  );
  const counted = countedIn({ seed: 2, reports, until, traps: true });
  const trapOf = (id: string) => traps.find((trap) => trap.id === id)!;
  const ownOf = (id: string) => counted.filter(({ planted }) => planted === id);

  it('are one of each artefact, and in the sample only where they are asked for', () => {
    expect(traps.map(({ artefact }) => artefact)).toEqual([
      'new-contributor',
      'back-fill',
      'law-or-code-change',
      'one-organisation',
      'campaign',
      'more-contributors',
    ]);
    const idsIn = (withTraps: boolean) => idsOf([...sampleReports({ seed: 2, reports, until, traps: withTraps })]);
    const [without, asked] = [idsIn(false), idsIn(true)];
    for (const { id } of traps) expect([without.has(id), asked.has(id)]).toEqual([false, true]);
  });

  it('stand out as much as a change does, each for its audiences', () => {
    for (const { id, series, audiences, firstWeek } of traps.filter(({ artefact }) => artefact !== 'more-contributors'))
      for (const audience of audiences) {
        const chance = chanceOf(counted.filter(isSeenBy(audience, series)), weekOf(firstWeek), 2, atLeast);
        expect([id, chance < 1e-6]).toEqual([id, true]);
      }
  });

  it('are of one organisation where they say so: a new one, or one that reported all along', () => {
    const before = (organisation: string, firstWeek: string) =>
      sent.filter((one) => one.organisation === organisation && one.at < firstWeek).length;
    for (const { id, artefact, firstWeek } of traps) {
      const organisations = [...new Set(ownOf(id).map(({ organisation }) => organisation))];
      if (artefact === 'law-or-code-change') expect(organisations.length).toBeGreaterThanOrEqual(4);
      else if (artefact !== 'more-contributors') expect(organisations).toHaveLength(1);
      if (artefact === 'new-contributor') expect(before(organisations[0]!, firstWeek)).toBe(0);
      if (['campaign', 'one-organisation', 'back-fill'].includes(artefact))
        expect(before(organisations[0]!, firstWeek)).toBeGreaterThan(30);
    }
  });

  it('are of old cases where one back-fills, and of all kinds in a campaign', () => {
    for (const { report, week } of ownOf('back-fill')) expect(week - weekOf(report.observed.from)).toBeGreaterThan(100);
    expect(new Set(ownOf('campaign').flatMap(({ report }) => report.purposes ?? [])).size).toBeGreaterThan(3);
  });

  it('begin with the day of the law, or with a day that they name where the sample does not cover it', () => {
    expect(trapOf('law-forced-marriage')).toMatchObject({ since: '2026-07-15', firstWeek: '2026-07-13' });
    for (const [day, firstWeek] of [
      ['2026-06-01', '2026-04-20'],
      ['2026-07-27', '2026-06-15'],
      ['2028-11-06', '2028-09-25'],
    ] as const) {
      const then = plantedTraps({ until: new Date(`${day}T00:00:00Z`), reports });
      expect(then.find(({ id }) => id === 'law-forced-marriage')).toMatchObject({ since: firstWeek, firstWeek });
    }
    expect(traps.filter(({ since }) => since !== undefined)).toHaveLength(1);
  });

  it('let more organisations send yearly figures each year, while those of each stay what they were', () => {
    const yearly = sent.filter(({ planted }) => planted === 'more-contributors');
    const years = [...Map.groupBy(yearly, ({ report }) => report.observed.from.slice(0, 4))].map(([year, list]) => ({
      year,
      organisations: new Set(list.map(({ organisation }) => organisation)).size,
      offences: sumOf(list.map(({ report }) => report.quantities?.[0]?.value ?? 0)),
    }));
    expect(years.map(({ year, organisations }) => [year, organisations]).sort()).toEqual([
      ['2021', 6],
      ['2022', 6],
      ['2023', 6],
      ['2024', 14],
      ['2025', 23],
    ]);
    expect(new Set(yearly.map(({ at }) => at.slice(0, 4)))).toEqual(new Set(['2024', '2025', '2026']));
    for (const { organisations, offences } of years) expect(Math.abs(offences / organisations - 22)).toBeLessThan(4);
    expect(new Set(yearly.map(({ report }) => report.observed.precision))).toEqual(new Set(['year']));
    expect(sent.filter(({ planted, report }) => !planted && countsIn(report, trapOf('more-contributors').series))).toEqual([]);
  });
});
