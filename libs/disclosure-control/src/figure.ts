import { allOrNoGroups, type ByOrganisation, GROUP, sumOf, wholeGroups } from './groups.ts';

/** What is counted for one figure: one cell of one table, in one unit. */
export interface Counted {
  /** Reports by organisation. They decide whether the figure is shown, whatever its unit. */
  readonly reports: ByOrganisation;
  /** The figure's unit by organisation: the reports themselves, or what they say of victims. */
  readonly amounts: ByOrganisation;
}

/** A value that a figure was given in a release. */
export interface Given {
  /** A multiple of `GROUP`, above zero. */
  readonly value: number;
  /** The reports that were counted then. */
  readonly reports: ByOrganisation;
}

export interface Figure {
  readonly value: number;
  /** The value is a new one: it has to be remembered, with the reports as they are now. */
  readonly isNew: boolean;
}

/**
 * What a release shows of a figure, if anything.
 *
 * Without noise it is a number that the reports of this moment bear out: at least so many. Nothing that is shown, left out or left as it
 * was says "at most", because nobody knows how much was held back (docs/adr/0029).
 * @param before the values that the figure was given in earlier releases, oldest first
 * @param held what is left out of account this time: a whole number, drawn anew for each figure and release
 */
export function figureOf(now: Counted, before: readonly Given[], held: number): Figure | undefined {
  return given(now, before, GROUP * wholeGroups(now.amounts, held));
}

/**
 * The same with noise of `discreteLaplace`, for differential privacy. A new value is then made of the noisy sum and nothing else; that there is
 * one, or that it stays as it was, follows from true counts.
 */
export function noisyFigureOf(now: Counted, before: readonly Given[], noise: number): Figure | undefined {
  return given(now, before, GROUP * allOrNoGroups(now.amounts, -noise));
}

function given(now: Counted, before: readonly Given[], borneOut: number): Figure | undefined {
  const most = wholeGroups(now.reports, 0) > 0 ? borneOut : 0;
  if (most === 0) return undefined;
  const last = before.at(-1);
  if (!last) return { value: most, isNew: true };
  if (before.every((one) => one.value === most || hasChanged(one.reports, now.reports))) return { value: most, isNew: most !== last.value };
  // what is no longer borne out is left out: its fall is too small to be told
  return last.value <= most ? { value: last.value, isNew: false } : undefined;
}

/** Whether the number of reports differs by a whole group, by what at least three organisations added or took away. */
function hasChanged(then: ByOrganisation, now: ByOrganisation): boolean {
  if (Math.abs(sumOf(now) - sumOf(then)) < GROUP) return false;
  const organisations = new Set([...then.keys(), ...now.keys()]);
  const moved = new Map([...organisations].map((each) => [each, Math.abs((now.get(each) ?? 0) - (then.get(each) ?? 0))]));
  return wholeGroups(moved, 0) > 0;
}
