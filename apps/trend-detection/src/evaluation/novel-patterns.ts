import type { CountedReport } from '../counting/contribution.ts';
import { corridorRegions } from './corridor-regions.ts';
import { newCodes } from './new-codes.ts';
import { newCombinations } from './new-combinations.ts';
import { marked } from './pattern.ts';
import { isExplained, type Rise } from './rises.ts';
import { spreadingScripts } from './spreading-scripts.ts';

/** A week, and what an audience counts of the year up to it. */
interface Year {
  readonly week: number;
  /** Monday of the first week of the history. */
  readonly from: number;
  readonly reports: readonly CountedReport[];
}

/**
 * The changes of a week, and beside them what is new in how things are done and shows in no line by itself: codes never seen that are few yet,
 * combinations of what is known, narratives that spread, and corridors that rise only together.
 * @param told changes of lines. What one of them explains shares in it
 */
export function withPatterns(told: readonly Rise[], year: Year): Rise[] {
  const { week, from, reports } = year;
  const join = (changes: readonly Rise[], pattern: Rise) => joined(changes, pattern, year);
  const changes = [...newCodes(week, from, reports), ...corridorRegions(week, from, reports)].reduce(join, [...told]);
  return [...changes, ...newCombinations(week, reports), ...spreadingScripts(week, reports)];
}

/** One change is told once: a pattern that others show already is none of its own. */
function joined(changes: readonly Rise[], pattern: Rise, { week, reports }: Year): Rise[] {
  const { series } = pattern.lead;
  const rises = changes.filter(({ kind }) => kind !== 'fall');
  if (rises.some((rise) => names(rise, [series]))) return [...changes];
  const own = marked(series, reports);
  const corridors = pattern.shares.map((share) => share.series);
  const by = rises.find((rise) => names(rise, corridors) || isExplained(pattern, [rise], week, own));
  if (by) return changes.map((change) => (change === by ? { ...by, shares: [...by.shares, pattern.lead] } : change));
  return isExplained(pattern, rises, week, own) ? [...changes] : [...changes, pattern];
}

function names({ lead, shares }: Rise, series: readonly string[]): boolean {
  return [lead, ...shares].some((told) => series.includes(told.series));
}
