import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StructuredReport } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { epochDay, startOf, weekOf } from '../src/counting/calendar.ts';
import { Chance } from '../src/counting/model/random-log.ts';
import { EvaluationBench, type Made } from './support/evaluation.ts';
import { organisation, smallReport } from './support/small-reports.ts';

/** Monday of the first of the weeks that are lived through. */
const FIRST = epochDay('2026-01-05');
const PAST = 12;
const LIVED = 13;
/** History enough for the default detector and the one for sparse series. */
const LONG_PAST = 120;
const CORRIDORS = [
  { origin: 'BG', exploitation: 'DE' },
  { origin: 'RO', exploitation: 'SE' },
  { origin: 'UA', exploitation: 'NO' },
];
const MARKINGS: StructuredReport['marking'][] = [
  { tlp: 'clear' },
  { tlp: 'green', communities: ['practitioners'] },
  { tlp: 'green', communities: ['research'] },
];

type Event = StructuredReport | { readonly withdrawn: StructuredReport };

/** A small network week by week: what is accepted in each. Corridors rise now and then; much is late, corrected or withdrawn. */
class Weeks {
  private readonly chance: Chance;
  private readonly standing: StructuredReport[] = [];

  constructor(seed: number) {
    this.chance = new Chance(seed);
  }

  accepted(week: number): Event[] {
    const { chance } = this;
    const rising = chance.happens(0.4) ? chance.pick(CORRIDORS) : undefined;
    const fresh = CORRIDORS.flatMap((where) => {
      const number = chance.whole(0, 3) + (where === rising ? chance.whole(10, 18) : 0);
      return Array.from({ length: number }, () => this.report(where, chance.happens(0.15) ? week - 7 * chance.whole(1, PAST) : week));
    });
    const changed = this.standing.length > 20 ? Array.from({ length: chance.whole(0, 4) }, () => this.change()) : [];
    this.standing.push(...fresh);
    return [...fresh, ...changed];
  }

  private report(where: (typeof CORRIDORS)[number], week: number): StructuredReport {
    const { chance } = this;
    const day = startOf(week + chance.whole(0, 6)).toISOString().slice(0, 10); // prettier-ignore
    const letter = chance.pick(['a', 'b', 'c']);
    return structuredReport({
      contributor: {
        id: `${letter.repeat(8)}-0000-4000-8000-000000000000`,
        kind: 'ngo',
        country: letter === 'a' ? 'NO' : 'SE',
        regime: 'gdpr',
      },
      where: { citizenships: [where.origin], ...where },
      quantities: [{ unit: 'victim', value: chance.whole(1, 4) }],
      recordedAt: `${day}T10:00:00Z`,
      observed: { from: day, to: day, precision: 'day' },
      usePurposes: ['victim-support', 'prevention'],
      marking: chance.pick(MARKINGS),
    });
  }

  /** A correction of what is stated, where, when or to whom; or a withdrawal. */
  private change(): Event {
    const { chance } = this;
    const at = chance.whole(0, this.standing.length - 1);
    const report = this.standing[at]!;
    if (chance.happens(0.4)) {
      this.standing.splice(at, 1);
      return { withdrawn: report };
    }
    const { where = {}, marking } = this.report(chance.pick(CORRIDORS), weekOf(epochDay(report.recordedAt)));
    const correction = chance.pick([{ quantities: [{ unit: 'victim' as const, value: 7 }] }, { where }, { marking }]);
    const corrected: StructuredReport = { ...report, ...correction, revision: report.revision + 1 };
    this.standing[at] = corrected;
    return corrected;
  }
}

/** Of thirty reports so many are of each route; that to DE, and what else comes to the north, hide what three to five more make of a country. */
const ROUTES = ['NP>DE', 'RO>SE', 'BG>FI', 'NG>NO', 'UA>DK', 'RO>ES', 'IN>NL'].flatMap((route) => Array<string>(4).fill(route));
const NORTH = ['NP>SE', 'NP>FI', 'NP>NO', 'NP>DK'];
/** Tags and lures that come together; others do not. */
const WAYS = [['van', 'job'], ['boat', 'job'], ['boat', 'marriage'], ['plane', 'marriage'], ['plane', 'education']] as const; // prettier-ignore
const SCRIPT = Buffer.alloc(256, 'nearly the same').toString('base64');
/** Weeks before anything is new, and those after it. */
const QUIET = 26;
const AFTER = 16;

/** Weeks in which hardly anything changes, but for two in which much is new that is no series, or hardly one yet. */
class WeeksOfPatterns {
  private readonly chance = new Chance(11);
  private made = 0;

  accepted(week: number, isNew: boolean): StructuredReport[] {
    const usual = Array.from({ length: 30 }, () => {
      const [tag, lure] = this.chance.pick(WAYS);
      const route = this.chance.happens(0.04) ? this.chance.pick(NORTH) : this.chance.pick(ROUTES);
      return this.report(week, [tag], route, { recruitment: { lure } });
    });
    return isNew ? [...usual, ...this.fresh(week)] : usual;
  }

  private fresh(week: number): StructuredReport[] {
    const each = (number: number, make: (i: number) => StructuredReport) => Array.from({ length: number }, (_, i) => make(i));
    const anywhere = () => this.chance.pick(ROUTES);
    return [
      ...each(3, () => this.report(week, ['never-seen'], anywhere())),
      ...each(4, () => this.report(week, ['van'], anywhere(), { recruitment: { lure: 'marriage' } })),
      ...each(3, () => this.report(week, [], anywhere(), { hasNarrative: true, signature: SCRIPT })),
      ...each(8, (i) => this.report(week, [], NORTH[i % 4] ?? '')),
    ];
  }

  private report(week: number, tags: string[], route: string, over: Partial<StructuredReport> = {}): StructuredReport {
    const [origin = '', exploitation = ''] = route.split('>');
    this.made += 1;
    const contributor = { id: organisation(this.made % 5), kind: 'ngo', country: 'SE', regime: 'gdpr' } as const;
    return smallReport(week + this.chance.whole(0, 6), tags, { contributor, where: { origin, exploitation }, ...over });
  }
}

/** Trends by what they tell: whether one was told before it was over, which its words say too, and in how many steps, is how it was lived through. */
function contentOf({ trends, ...rest }: Made): object {
  const standing = trends.filter(({ state }) => state !== 'retracted');
  const told = standing.map(({ id: _, revision: __, closedBecause: ___, explanation: ____, ...content }) => JSON.stringify(content));
  return { ...rest, trends: told.sort() };
}

describe('weeks that are lived through one by one', () => {
  let lived: EvaluationBench;
  let loaded: EvaluationBench;
  beforeEach(async () => {
    lived = await EvaluationBench.open();
    loaded = await EvaluationBench.open();
  });
  afterEach(async () => {
    await lived.close();
    await loaded.close();
  });

  /** Counts and evaluates week by week in the one, and all at once in the other. @returns what the one has made, after it was compared */
  async function livedAndLoaded(past: readonly Event[], weeks: number, accepted: (week: number) => Event[]): Promise<Made> {
    const all = [...past];
    await lived.count(...past);
    for (let i = 0; i < weeks; i += 1) {
      const events = accepted(FIRST + 7 * i);
      all.push(...events);
      lived.now = new Date(startOf(FIRST + 7 * (i + 1)).getTime() + 3_600_000);
      await lived.count(...events);
      await lived.settle();
    }
    loaded.now = lived.now;
    await loaded.count(...all);
    await loaded.settle();
    const made = await lived.made();
    expect(contentOf(made)).toEqual(contentOf(await loaded.made()));
    return made;
  }

  it.each([
    [1, PAST, LIVED, ['recent-baseline']],
    [2, PAST, LIVED, ['recent-baseline']],
    [3, LONG_PAST, 6, ['default', 'sparse']],
  ] as const)('end with the same figures as when all of them are loaded at once, in network %d', async (seed, before, going, methods) => {
    const weeks = new Weeks(seed);
    const past = Array.from({ length: before }, (_, i) => weeks.accepted(FIRST - 7 * (before - i))).flat();
    const made = await livedAndLoaded(past, going, (week) => weeks.accepted(week));
    // else nothing was tried
    expect(made.trends.length).toBeGreaterThan(1);
    expect(made.buckets.length).toBeGreaterThan(1);
    expect(made.signals.filter(({ bucket }) => bucket >= FIRST).map(({ method }) => method)).toEqual(expect.arrayContaining([...methods]));
  });

  it('end with the same patterns, also where more than a quarter has gone by since they were new', async () => {
    const weeks = new WeeksOfPatterns();
    const past = Array.from({ length: QUIET }, (_, i) => weeks.accepted(FIRST - 7 * (QUIET - i), false)).flat();
    const made = await livedAndLoaded(past, 2 + AFTER, (week) => weeks.accepted(week, week <= FIRST + 7));
    const methods = made.buckets.filter(({ bucket }) => bucket <= FIRST + 7).flatMap(({ rises }) => rises.map(({ lead }) => lead.method));
    expect(methods).toEqual(expect.arrayContaining(['novelty', 'combination', 'similar-narratives', 'space-time-scan']));
  });
});
