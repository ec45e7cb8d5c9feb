import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { CountedReport } from '../counting/contribution.ts';
import { Chance } from '../counting/model/random-log.ts';
import type { Series } from '../counting/series.ts';
import { episodesOf } from './episodes.ts';
import { WEEK as WEEKS } from './grain.ts';
import { withPatterns } from './novel-patterns.ts';
import type { Rise, Told } from './rises.ts';

const WEEK = 20_514;
const FROM = WEEK - 7 * 51;
const DESTINATIONS = ['SE', 'FI', 'NO', 'DE', 'NL', 'ES'];
const CORRIDORS = ['NP', 'IN', 'RO', 'BG', 'NG', 'UA'].flatMap((origin) => DESTINATIONS.map((destination) => `${origin}>${destination}`));
const TAGS = Array.from({ length: 40 }, (_, i) => `known-${i}`);
let made = 0;

/** A report of one of four organisations. @param weeks before the present one */
function report(weeks: number, series: readonly Series[], over: Partial<CountedReport> = {}): CountedReport {
  made += 1;
  const organisation = `organisation-${made % 4}`;
  const recorded = WEEK - 7 * weeks + (made % 7);
  return {
    report: `report-${made}`,
    organisation,
    kind: 'ngo',
    country: made % 4 === 0 ? 'NO' : 'SE',
    attribution: 'named',
    cell: 'clear',
    series: ['total:all', ...series],
    grain: 'day',
    recorded,
    occurred: recorded,
    accepted: recorded,
    amounts: { reports: 1 },
    ...over,
  };
}

/** A year in which nothing changes: twelve reports a week, each of a corridor and with a tag. */
function quietYear(chance: Chance): CountedReport[] {
  return Array.from({ length: 52 }, (_, weeks) =>
    Array.from({ length: 12 }, () => report(weeks, [`corridor:${chance.pick(CORRIDORS)}`, `modus-operandi:${chance.pick(TAGS)}`])),
  ).flat();
}

const several = (number: number, weeks: number, series: readonly Series[], over?: Partial<CountedReport>) =>
  Array.from({ length: number }, () => report(weeks, series, over));
const found = (more: readonly CountedReport[], told: readonly Rise[] = [], seed = 1) =>
  withPatterns(told, { week: WEEK, from: FROM, reports: [...quietYear(new Chance(seed)), ...more] });

/** What the lines of a week tell already. */
function toldOf(series: Series, over: Partial<Told> = {}, shares: readonly Told[] = []): Rise {
  const lead: Told = { series, measure: 'reports', method: 'sparse', p: 1e-6, buckets: 4, observed: 8, expected: 0.1, bound: 2, ...over };
  return { kind: 'rise', lead, shares, organisations: 4, countries: 2, survivesLeavingOneOut: true, artefacts: [] };
}

describe('a code that nobody has named before', () => {
  const fresh = [...several(4, 0, ['modus-operandi:fresh']), ...several(3, 2, ['modus-operandi:fresh'])];

  it('is told with its evidence', () => {
    const [rise, ...more] = found(fresh);
    expect(rise).toMatchObject({
      kind: 'new-code',
      lead: { series: 'modus-operandi:fresh', measure: 'reports', method: 'novelty', buckets: 4, observed: 7, expected: 0 },
      organisations: 4,
      countries: 2,
      survivesLeavingOneOut: true,
      artefacts: [],
    });
    expect(rise?.lead.p).toBeLessThan(1e-6);
    expect(more).toEqual([]);
  });

  it.each([
    ['itself', toldOf('modus-operandi:fresh')],
    ['among what shares another change', toldOf('platform:dating', {}, [toldOf('modus-operandi:fresh').lead])],
    ['by what its reports have in common', toldOf('lure:visa')],
  ])('is not told twice where it is told %s', (_, told) => {
    const withLure = fresh.map((one) => ({ ...one, series: [...one.series, 'lure:visa' as const] }));
    const [first, ...others] = found(withLure, [told]);
    expect(others.map(({ lead }) => lead.series)).not.toContain('modus-operandi:fresh');
    expect([first?.lead, ...(first?.shares ?? [])].filter((one) => one?.series === 'modus-operandi:fresh')).toHaveLength(1);
  });

  it('is told once where two codes stand in the same reports', () => {
    const both = fresh.map((one) => ({ ...one, series: [...one.series, 'platform:dating' as const] }));
    expect(found(both)).toMatchObject([{ lead: { series: 'modus-operandi:fresh' }, shares: [{ series: 'platform:dating' }] }]);
  });

  it('is what it may be where one organisation alone names it', () => {
    const [rise] = found(fresh.map((one) => ({ ...one, organisation: 'organisation-1' })));
    expect(rise).toMatchObject({ lead: { series: 'modus-operandi:fresh' }, survivesLeavingOneOut: false, organisations: 1 });
    expect(rise?.artefacts).toContain('one-organisation');
  });

  it.each([
    ['it was named before, now and then', [...fresh, ...[10, 20, 30].map((weeks) => report(weeks, ['modus-operandi:fresh']))]],
    ['nobody names it this week', several(9, 1, ['modus-operandi:fresh'])],
    ['it is named three times', several(3, 0, ['modus-operandi:fresh'])],
    ['it is no code', several(9, 0, ['citizenship:PE'])],
  ])('is not told where %s', (_, reports) => {
    expect(found(reports).filter(({ kind }) => kind === 'new-code')).toEqual([]);
  });
});

describe('corridors of neighbouring countries', () => {
  const north = ['SE', 'FI', 'NO'].map((country): Series => `corridor:NP>${country}`);
  const together = north.flatMap((corridor) => [...several(3, 0, [corridor]), ...several(2, 1, [corridor])]);

  it('are told as one where they rise together', () => {
    const [rise, ...more] = found(together);
    expect(rise).toMatchObject({
      kind: 'rise',
      lead: { series: 'corridor-region:NP>FI+NO+SE', measure: 'reports', method: 'space-time-scan' },
      survivesLeavingOneOut: true,
      artefacts: [],
    });
    expect(rise?.lead.observed).toBeGreaterThan(3 * (rise?.lead.expected ?? Infinity));
    expect(rise?.lead.p).toBeLessThan(0.01);
    expect(rise?.shares.map(({ series }) => series).sort()).toEqual([...north].sort());
    expect(more).toEqual([]);
  });

  it('are named by who was reported where neighbours rise towards everywhere', () => {
    const towards = DESTINATIONS.flatMap((country) => [`RO>${country}`, `BG>${country}`]).flatMap((way) =>
      several(3, 0, [`corridor:${way}`]),
    );
    expect(found(towards).map(({ lead }) => lead.series)).toEqual(['corridor-region:BG+RO>DE+ES+FI+NL+NO+SE']);
  });

  it.each([
    ['one of them stands by itself', toldOf('corridor:NP>SE'), together],
    ['one of them shares in it', toldOf('origin:NP', {}, [toldOf('corridor:NP>SE').lead]), together],
    [
      'it explains them',
      toldOf('lure:visa', { observed: 15 }),
      together.map((one) => ({ ...one, series: [...one.series, 'lure:visa' as const] })),
    ],
  ])('share in a change that is told already where %s', (_, told, reports) => {
    const [change, ...others] = found(reports, [told]);
    expect(others.filter(({ lead }) => lead.method === 'space-time-scan')).toEqual([]);
    expect(change?.lead).toEqual(told.lead);
    expect(change?.shares.at(-1)).toMatchObject({ series: 'corridor-region:NP>FI+NO+SE' });
  });

  it('go on as one change when one of them stands by itself later', () => {
    const weeks = [found(together), found([...together, ...several(6, 0, ['corridor:NP>SE'])], [toldOf('corridor:NP>SE')])];
    expect(weeks[1]?.[0]?.shares.map(({ series }) => series)).toEqual(['corridor-region:NP>FI+NO+SE']);
    const buckets = weeks.map((rises, i) => ({ bucket: WEEK + 7 * i, rises }));
    expect(episodesOf(buckets, WEEKS)).toHaveLength(1);
  });

  it.each([
    ['one of them makes the rise alone', several(12, 0, ['corridor:NP>SE'])],
    ['two of them rise, each by itself', ['NP>SE', 'NP>FI'].flatMap((way) => several(8, 0, [`corridor:${way}`]))],
    [
      'it is one country from everywhere',
      CORRIDORS.filter((way) => way.endsWith('>SE')).flatMap((way) => several(3, 0, [`corridor:${way}`])),
    ],
    ['they are far apart', ['NP>SE', 'RO>ES', 'NG>DE'].flatMap((way) => several(4, 0, [`corridor:${way}`]))],
  ])('are not told where %s', (_, reports) => {
    expect(found(reports).filter(({ lead }) => lead.method === 'space-time-scan')).toEqual([]);
  });
});

/** From organisations that never reported before, about what is years old. */
const byNewcomers = (reports: readonly CountedReport[]) =>
  reports.map((one, i) => ({ ...one, organisation: `newcomer-${i % 3}`, occurred: one.recorded - 900 }));

describe('a combination that did not come before', () => {
  const parts: Series[] = ['corridor:NP>SE', 'modus-operandi:known-3'];
  const combined = [...several(5, 0, parts), ...several(3, 1, parts)];
  const combinations = (rises: readonly Rise[]) => rises.filter(({ kind }) => kind === 'new-combination');

  it('is told, with what could explain it otherwise', () => {
    expect(combinations(found(combined))).toMatchObject([
      { lead: { series: 'combination:corridor:NP>SE+modus-operandi:known-3', observed: 8 }, survivesLeavingOneOut: true, artefacts: [] },
    ]);
    const [rise] = combinations(found(byNewcomers(combined)));
    expect(rise?.artefacts).toEqual(expect.arrayContaining(['new-contributor', 'back-fill']));
  });

  it('may be of where people work and of how they are recruited', () => {
    const named = (of: Series, weeks: number) => several(2, weeks, [of]);
    const sector = 'sector:F';
    const method = 'recruitment-method:online-advertisement';
    const apart = Array.from({ length: 40 }, (_, i) => [...named(sector, 5 + i), ...named(method, 5 + i)]).flat();
    const series = `combination:${method}+${sector}`;
    expect(combinations(found([...apart, ...several(8, 0, [sector, method])]))).toMatchObject([{ lead: { series, observed: 8 } }]);
  });

  const purposes = ['forced-labour', 'forced-begging', 'other'];
  const usual = CORRIDORS.flatMap((way) =>
    purposes.flatMap((purpose) =>
      way === 'NP>SE' && purpose === 'forced-begging' ? [] : several(2, 20, [`corridor:${way}`, `purpose:${purpose}`]),
    ),
  );
  const counted: Series[] = ['corridor:NP>SE', 'purpose:forced-begging', 'corridor-purpose:NP>SE:forced-begging'];

  it('is a share of the change that tells of the same series, and of no other change', () => {
    const reports = [...usual, ...several(8, 0, counted)];
    const name = 'combination:corridor:NP>SE+purpose:forced-begging';
    expect(combinations(found(reports)).map(({ lead }) => lead.series)).toEqual([name]);
    const [change, ...others] = found(reports, [toldOf('corridor-purpose:NP>SE:forced-begging')]);
    expect(change?.shares.map(({ series }) => series)).toContain(name);
    expect(combinations(others)).toEqual([]);
    expect(combinations(found(reports, [toldOf('corridor-purpose:NP>FI:forced-begging')]))).toHaveLength(1);
  });
});

describe('a script', () => {
  const signature = (text: string) => Buffer.alloc(256, text).toString('base64');
  const copies = (text: string) => several(4, 0, [], { signature: signature(text) });

  it('is told with what could explain it otherwise', () => {
    const scripts = (rises: readonly Rise[]) => rises.filter(({ kind }) => kind === 'spreading-script');
    expect(scripts(found(copies('come and work')))).toMatchObject([{ artefacts: [] }]);
    expect(scripts(found(byNewcomers(copies('come and work'))))[0]?.artefacts).toContain('new-contributor');
  });

  const nameOf = (reports: readonly CountedReport[]) => found(reports).map(({ lead }) => lead.series);

  it('has a name that stays, and that nobody finds in whom he knows', () => {
    const [one, other] = [copies('come and work'), copies('come and work')];
    const [name] = nameOf(one);
    expect(name).toMatch(/^script:[0-9a-f]{16}$/);
    // the same words in other reports, so the name is not of a report
    expect(nameOf(other)).toEqual([name]);
    expect(nameOf(copies('something else'))).not.toEqual([name]);
    for (const { report: id } of one) expect(name).not.toBe(`script:${createHash('sha256').update(id).digest('hex').slice(0, 16)}`);
  });
});

describe('a network in which nothing changes', () => {
  it('has hardly a pattern in a year', () => {
    const patterns = Array.from({ length: 52 }, (_, i) => found([], [], 100 + i)).flat();
    expect(patterns.length).toBeLessThanOrEqual(2);
  });
});
