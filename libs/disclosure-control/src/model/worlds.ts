import { type Given } from '../figure.ts';
import { GROUP, sumOf } from '../groups.ts';
import { ATOMS, type Codes, type Report } from './microdata.ts';
import { countsOf, NOTHING, type Rule, type Shown } from './releases.ts';

/** Of each organisation, beyond what any figure of the model can reach, and in each release beyond all that the one before has. */
const PLENTY = 1_000;
const GROWTH = 100;
const ORGANISATIONS = ['v', 'w', 'x', 'y', 'z'];

/** A group of reports, by the combinations of codes that make it up, as it is in one release. */
export interface Group {
  readonly atoms: ReadonlySet<Codes>;
  readonly release: number;
}

/**
 * A network that has nothing in common with the true one: plenty of reports for every combination of codes, more at each release; and of
 * one group, in one release, as many as one likes.
 */
export function otherWorld(releases: number, { atoms, release: at }: Group, count: number): Report[][] {
  const alike = (copies: number, codes: Codes, organisation: string): Report => ({ copies, organisation, victims: 1, ...codes });
  return Array.from({ length: releases }, (_, release) => {
    const plenty = PLENTY * GROWTH ** release;
    const others = release === at ? ATOMS.filter((atom) => !atoms.has(atom)) : ATOMS;
    const [some] = atoms;
    return [
      ...others.flatMap((codes) => ORGANISATIONS.map((organisation) => alike(plenty, codes, organisation))),
      ...(release === at && some ? [alike(count, some, 'v')] : []),
    ];
  });
}

/** Whether a network could have published these very releases under a rule, by some chance of what was held back. */
export function couldHavePublished(
  world: readonly (readonly Report[])[],
  releases: readonly ReadonlyMap<string, Shown>[],
  rule: Rule,
): boolean {
  const places = countsOf(world.flat());
  const given = new Map<string, Given[]>();
  return releases.every((shown, release) => {
    const counts = countsOf(world[release] ?? []);
    return [...places.keys()].every((name) => {
      const now = counts.get(name)?.counted ?? NOTHING;
      const before = given.get(name) ?? [];
      const value = shown.get(name)?.value;
      for (const held of chancesOf(value, sumOf(now.amounts))) {
        const figure = rule(now, before, held);
        if (figure?.value !== value) continue;
        if (figure?.isNew) given.set(name, [...before, { value: figure.value, reports: now.reports }]);
        return true;
      }
      return false;
    });
  });
}

/** What may have been held back where a sum is shown as a value; or all of it. */
function chancesOf(value: number | undefined, sum: number): number[] {
  if (value === undefined) return [sum];
  return Array.from({ length: GROUP }, (_, i) => sum - value - i).filter((held) => held >= 0);
}
