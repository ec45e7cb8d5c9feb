import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Contribution, Counted } from '../contribution.ts';
import { type Series, TOTAL } from '../series.ts';

export class Chance {
  private readonly generator;

  constructor(seed: number) {
    this.generator = xoroshiro128plus(seed);
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return uniformInt(this.generator, low, high);
  }

  /** Happens with the given probability. */
  happens(probability: number): boolean {
    return this.fraction() < probability;
  }

  fraction(): number {
    return uniformFloat32(this.generator);
  }

  pick<T>(list: readonly T[]): T {
    const chosen = list[this.whole(0, list.length - 1)];
    if (chosen === undefined) throw new RangeError('Nothing to pick from.');
    return chosen;
  }

  shuffled<T>(list: readonly T[]): T[] {
    const order = list.map((item) => ({ item, key: this.fraction() }));
    return order.sort((a, b) => a.key - b.key).map(({ item }) => item);
  }
}

/** By record time. */
export const DAYS = [0, 1] as const;
const SERIES: Series[] = ['origin:RO', 'lure:job'];

/** Events of one partition under the stamps 0, 1, 2 …: revisions, withdrawals, and the same or a lower revision once more. */
export function randomLog(chance: Chance): Contribution[] {
  const long = chance.happens(0.15);
  const length = long ? chance.whole(20, 60) : chance.whole(3, 16);
  const reports = chance.whole(1, long ? 12 : 5);
  const revisions = new Map<string, Contribution[]>();
  return Array.from({ length }, (_, stamp) => {
    const report = `report-${chance.whole(1, reports)}`;
    const before = revisions.get(report) ?? [];
    if (before.length > 0 && chance.happens(0.2)) return { ...chance.pick(before), stamp };
    const revision = before.length + 1;
    const withdrawn = before.length > 0 && chance.happens(0.2);
    const event: Contribution = { report, revision, stamp, ...(withdrawn ? {} : { counted: randomCounted(chance) }) };
    revisions.set(report, [...before, event]);
    return event;
  });
}

function randomCounted(chance: Chance): Counted {
  const recorded = chance.pick(DAYS);
  return {
    organisation: 'organisation',
    kind: 'ngo',
    country: 'SE',
    attribution: chance.pick(['named', 'hidden']),
    cell: chance.pick(['clear', 'green']),
    series: [TOTAL, ...SERIES.filter(() => chance.happens(0.5))],
    grain: 'day',
    recorded,
    occurred: recorded,
    accepted: recorded,
    amounts: { reports: 1 },
  };
}
