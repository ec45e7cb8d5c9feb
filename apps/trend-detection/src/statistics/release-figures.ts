import { discreteLaplace, type Figure, figureOf, type Given, heldBack, noisyFigureOf, type Random } from '@landbridge/disclosure-control';
import type { StatisticsUnit, TableId } from './catalogue.ts';
import { MOST_VICTIMS, type Place, placeKey, type Tally } from './tally.ts';

/** What a release is asked to hold. */
export interface Asked {
  /** First and last period: years, or quarters. */
  readonly from: string;
  readonly to: string;
  readonly tables: readonly TableId[];
  readonly units: readonly StatisticsUnit[];
  /** Differential privacy of this release; absent where figures are only grouped and held back. */
  readonly epsilon?: number;
}

/** A figure of the tally, and what the release shows of it. */
export interface Decided {
  readonly place: Place;
  readonly amount: number;
  readonly reports: ReadonlyMap<string, number>;
  readonly figure: Figure | undefined;
}

/** So many parts of one ε are told apart. */
export const EPSILON_PARTS = 1_000;

/**
 * Decides every figure of a table.
 * @param given what earlier releases gave, by place, oldest first
 * @param random a cryptographic source
 */
export function* decide(
  { units, tables, epsilon }: Asked,
  table: TableId,
  tally: Tally,
  given: ReadonlyMap<string, readonly Given[]>,
  random: Random,
): Generator<Decided> {
  for (const { place, counted } of tally.figures(table, units)) {
    const before = given.get(placeKey(place)) ?? [];
    const figure =
      epsilon === undefined
        ? figureOf(counted, before, heldBack(random))
        : noisyFigureOf(counted, before, noise(epsilon, tables.length * units.length, place.unit, random));
    const amount = [...counted.amounts.values()].reduce((sum, each) => sum + each, 0);
    yield { place, amount, reports: counted.reports, figure };
  }
}

/** One report lies in one cell of each table and unit, which share the release's ε equally. */
function noise(epsilon: number, shares: number, unit: StatisticsUnit, random: Random): number {
  const sensitivity = unit === 'victims' ? MOST_VICTIMS : 1;
  return discreteLaplace(thousandthsOf(epsilon), EPSILON_PARTS * shares * sensitivity, random);
}

export const thousandthsOf = (epsilon: number) => Math.round(epsilon * EPSILON_PARTS);
