import { partsOf, type Series } from '../counting/series.ts';
import { corridorRegions } from './corridor-regions.ts';
import { newCodes } from './new-codes.ts';
import { newCombinations } from './new-combinations.ts';
import { asShare, isRare, marked, type Year } from './pattern.ts';
import { isExplained, type Rise } from './rises.ts';
import { spreadingScripts } from './spreading-scripts.ts';

/** A corridor of which chance alone brings so much more rarely rises by itself, which is for its line to tell: two such are no region. */
const ALONE = 0.001;

/**
 * The changes of a week, and beside them what is new in how things are done and shows in no line by itself: codes never seen that are few yet,
 * combinations of what is known, narratives that spread, and corridors that rise only together.
 * @param told changes of lines. What one of them explains shares in it
 */
export function withPatterns(told: readonly Rise[], year: Year): Rise[] {
  const join = (changes: readonly Rise[], pattern: Rise) => joined(changes, pattern, year);
  const changes = [...newCodes(year), ...corridorRegions(year)].reduce(join, [...told]);
  return [...newCombinations(year).reduce(besides, changes), ...spreadingScripts(year)];
}

/** A combination that a series counts by itself is a share of the change that tells of that series. */
function besides(changes: readonly Rise[], combination: Rise): Rise[] {
  const same = countedAs(combination.lead.series);
  const by = changes.find((change) => change.kind !== 'fall' && names(change, same));
  if (by) return changes.map((change) => (change === by ? { ...by, shares: [...by.shares, asShare(combination)] } : change));
  return [...changes, combination];
}

/** `corridor-purpose:RO>SE:forced-labour` for the combination of `corridor:RO>SE` and `purpose:forced-labour`. */
function countedAs(combination: Series): string[] {
  const parts = partsOf(combination).value.split('+');
  const of = (dimension: string) => parts.find((part) => part.startsWith(`${dimension}:`))?.slice(dimension.length + 1);
  const [corridor, purpose] = [of('corridor'), of('purpose')];
  return parts.length === 2 && corridor !== undefined && purpose !== undefined ? [`corridor-purpose:${corridor}:${purpose}`] : [];
}

/** One change is told once: a pattern that others show already is none of its own. */
function joined(changes: readonly Rise[], pattern: Rise, { week, reports }: Year): Rise[] {
  const { series } = pattern.lead;
  const rises = changes.filter(({ kind }) => kind !== 'fall');
  if (rises.some((rise) => names(rise, [series]))) return [...changes];
  const own = marked(series, reports);
  const corridors = pattern.shares.map((share) => share.series);
  const by = rises.find((rise) => names(rise, corridors) || isExplained(pattern, [rise], week, own));
  if (by) return changes.map((change) => (change === by ? { ...by, shares: [...by.shares, asShare(pattern)] } : change));
  const isOfOne = pattern.shares.some(({ observed, expected }) => isRare(observed, expected, ALONE));
  return isOfOne || isExplained(pattern, rises, week, own) ? [...changes] : [...changes, pattern];
}

function names({ lead, shares }: Rise, series: readonly string[]): boolean {
  return [lead, ...shares].some((told) => series.includes(told.series));
}
