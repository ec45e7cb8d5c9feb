import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Counted, figureOf, type Given } from './figure.ts';
import { GROUP, ORGANISATIONS, sumOf, wholeGroups } from './groups.ts';
import { Attacker, type Belief, type Interval, type Target, UNBOUNDED } from './model/attacker.ts';
import { seeded } from './model/chance.ts';
import { ATOMS, histories, type Report } from './model/microdata.ts';
import { countsOf, liesIn, NOTHING, releasesOf, reportsIn, type Rule, type Shown } from './model/releases.ts';
import { couldHavePublished, type Group, otherWorld } from './model/worlds.ts';
import { heldBack } from './noise.ts';

type History = readonly (readonly Report[])[];
type Releases = readonly ReadonlyMap<string, Shown>[];

const SEED = 17;
const publish = (history: History, seed: number, rule: Rule) => {
  const random = seeded(seed);
  return releasesOf(history, () => heldBack(random), rule);
};

/** What is promised of every figure of every release (architecture, promise 10). @returns what breaks it */
function breach(history: History, releases: Releases): string | undefined {
  const last = new Map<string, Given>();
  for (const [release, shown] of releases.entries()) {
    const counts = countsOf(history[release] ?? []);
    for (const [name, { value }] of shown) {
      if (value === undefined) continue;
      const { reports, amounts } = counts.get(name)?.counted ?? NOTHING;
      const before = last.get(name);
      if (sumOf(reports) < GROUP || reports.size < ORGANISATIONS) return `${name} of a small group`;
      if (value > sumOf(amounts)) return `${name} that is not borne out`;
      if (before && before.value !== value && Math.abs(sumOf(reports) - sumOf(before.reports)) < GROUP) return `${name} changed by too few`;
      if (before?.value !== value) last.set(name, { value, reports });
    }
  }
  return undefined;
}

/** Groups of reports that nothing may be told of: fewer than eleven reports, or none that three organisations could make a group of. */
const isSmall = (reports: readonly Report[], codes: Partial<Report>) => wholeGroups(reportsIn(reports, codes), 0) === 0;

const smallGroup = (history: History, release: number, picked: readonly number[]): Group => {
  const atoms = new Set<(typeof ATOMS)[number]>();
  for (const index of picked) {
    const atom = ATOMS[index % ATOMS.length]!;
    const within = [...atoms, atom];
    const reports = (history[release] ?? []).filter((report) => within.some((codes) => liesIn(codes)(report)));
    if (isSmall(reports, {})) atoms.add(atom);
  }
  return { atoms, release };
};

const groups = fc.record({ release: fc.nat(3), picked: fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), count: fc.nat(5_000) });

/** Whether what is published could also come of a network where a small group is of another size. */
function leavesOpen(
  history: History,
  releases: Releases,
  { release, picked, count }: { release: number; picked: number[]; count: number },
  rule: Rule,
) {
  const group = smallGroup(history, release % history.length, picked);
  return [0, count].every((size) => couldHavePublished(otherWorld(history.length, group, size), releases, rule));
}

/** Cells of all tables and combinations that hold a small group, and changes of all of them that are too small; some of them. */
function targetsIn(history: History, share: number, seed: number): Target[] {
  const random = seeded(seed);
  const places = [...countsOf(history.flat()).values()].filter(({ unit }) => unit === 'reports');
  const cells = [...places.map(({ codes }) => codes), ...ATOMS];
  const count = (release: number, codes: Partial<Report>) => sumOf(reportsIn(history[release] ?? [], codes));
  const all = history.flatMap((reports, release) =>
    cells.flatMap((codes) => {
      const change = release > 0 ? Math.abs(count(release, codes) - count(release - 1, codes)) : 0;
      return [
        ...(count(release, codes) > 0 && isSmall(reports, codes) ? [{ codes, release, asChange: false }] : []),
        ...(change > 0 && change < GROUP ? [{ codes, release, asChange: true }] : []),
      ];
    }),
  );
  return all.filter(() => random(100) < 100 * share);
}

async function attack(history: History, releases: Releases, belief: Belief, share = 0.04): Promise<[Target, Interval][]> {
  const attacker = await Attacker.on(releases, 'reports', belief);
  return targetsIn(history, share, SEED).flatMap((target): [Target, Interval][] => {
    const interval = attacker.bounds(target);
    return interval ? [[target, interval]] : [];
  });
}

describe('releases over random histories of new, corrected and withdrawn reports', () => {
  it('show no small group, nothing that is not borne out, and no small change', () => {
    fc.assert(
      fc.property(histories, fc.integer(), (history, seed) => {
        expect(breach(history, publish(history, seed, figureOf))).toBeUndefined();
      }),
      { numRuns: 100, seed: SEED },
    );
  });

  it('are made of multiples of a group, so that no sum or difference of them is a smaller number', () => {
    fc.assert(
      fc.property(histories, fc.integer(), (history, seed) => {
        for (const shown of publish(history, seed, figureOf)) for (const { value = 0 } of shown.values()) expect(value % GROUP).toBe(0);
      }),
      { numRuns: 50, seed: SEED },
    );
  });

  it('could all have come of a network where any small group is empty, or is of any other size', () => {
    fc.assert(
      fc.property(histories, fc.integer(), groups, (history, seed, asked) => {
        expect(leavesOpen(history, publish(history, seed, figureOf), asked, figureOf)).toBe(true);
      }),
      { numRuns: 100, seed: SEED },
    );
  }, 120_000);
});

describe('an attacker who solves all tables of all releases together', () => {
  const sample = fc.sample(histories, { numRuns: 5, seed: SEED });

  it('finds no bound for a small group or a small change', async () => {
    let attacks = 0;
    for (const history of sample)
      for (const [target, { least, most }] of await attack(history, publish(history, SEED, figureOf), { kind: 'certain' }, 0.1)) {
        attacks += 1;
        expect(most).toBeGreaterThanOrEqual(UNBOUNDED);
        if (target.asChange) expect(least).toBeLessThanOrEqual(-UNBOUNDED);
        else expect(least).toBe(0);
      }
    expect(attacks).toBeGreaterThan(90);
  }, 120_000);

  it('finds no interval narrower than a group by taking for certain what is all but certain', async () => {
    let attacks = 0;
    for (const history of sample)
      for (const [, { least, most }] of await attack(history, publish(history, SEED, figureOf), { kind: 'bold', held: 20 }, 0.05)) {
        attacks += 1;
        expect(most - least).toBeGreaterThanOrEqual(GROUP);
      }
    expect(attacks).toBeGreaterThan(40);
  }, 240_000);
});

const exact = (now: Counted) => (wholeGroups(now.reports, 0) > 0 ? { value: sumOf(now.amounts), isNew: true } : undefined);
const withoutMemory: Rule = (now, _, held) => figureOf(now, [], held);
const withoutOrganisations: Rule = ({ reports, amounts }, before, held) => {
  const spread = (counted: Counted['reports']) => new Map(Array.from({ length: sumOf(counted) }, (_, i) => [String(i), 1]));
  return figureOf({ reports: spread(reports), amounts: spread(amounts) }, before, held);
};
const keepsForEver: Rule = (now, before, held) => {
  const last = before.at(-1);
  return figureOf(now, before, held) ?? (last && { value: last.value, isNew: false });
};
const nothingHeldBack: Rule = (now, before) => figureOf(now, before, 0);
/** Whoever sees a new value knows then how much was held back at most, and so how few there had been before. */
const oneDrawingForBoth: Rule = (now, before, held) => {
  const figure = figureOf(now, before, held);
  const last = before.at(-1);
  if (!figure?.isNew || !last || Math.abs(sumOf(now.reports) - sumOf(last.reports)) - held >= GROUP) return figure;
  return last.value <= figure.value ? { value: last.value, isNew: false } : undefined;
};

describe('rules that look as good', () => {
  it.each<[string, Rule]>([
    ['each release for itself', withoutMemory],
    ['reports without their organisations', withoutOrganisations],
    ['an old value kept though it is borne out no more', keepsForEver],
    ['exact figures', exact],
  ])('break the promise: %s', (_title, rule) => {
    const broken = fc.check(
      fc.property(histories, fc.integer(), (history, seed) => breach(history, publish(history, seed, rule)) === undefined),
      { numRuns: 200, seed: SEED, endOnFailure: true },
    );
    expect(broken.failed).toBe(true);
  });

  it.each<[string, Rule]>([
    ['nothing held back', nothingHeldBack],
    ['one drawing for the value and for its change', oneDrawingForBoth],
  ])('rule out other networks: %s', (_title, rule) => {
    const broken = fc.check(
      fc.property(histories, fc.integer(), groups, (history, seed, asked) =>
        leavesOpen(history, publish(history, seed, rule), asked, rule),
      ),
      { numRuns: 200, seed: SEED, endOnFailure: true },
    );
    expect(broken.failed).toBe(true);
  });

  it('give a small group away to who solves all tables: exact figures where small cells are left out', async () => {
    const found: Interval[] = [];
    for (const history of fc.sample(histories, { numRuns: 4, seed: SEED }))
      for (const [, interval] of await attack(history, publish(history, SEED, exact), { kind: 'exact' }, 0.2)) found.push(interval);
    expect(found.filter(({ least, most }) => least === most).length).toBeGreaterThan(0);
  }, 120_000);

  it('bound small groups more closely where nothing is held back', async () => {
    const widths: number[] = [];
    for (const history of fc.sample(histories, { numRuns: 2, seed: SEED }))
      for (const [, { least, most }] of await attack(history, publish(history, SEED, nothingHeldBack), { kind: 'bold', held: 0 }, 0.2))
        widths.push(most - least);
    expect(Math.min(...widths)).toBeLessThan(GROUP - 1);
  }, 120_000);
});
