import type { CountedReport } from '../counting/contribution.ts';
import { corridorRegions } from './corridor-regions.ts';
import { newCodes } from './new-codes.ts';
import { newCombinations } from './new-combinations.ts';
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
 * What is new in how things are done and shows in no line by itself: codes never seen that are few yet, combinations of what is known,
 * narratives that spread, and corridors that rise only together.
 * @param told changes of lines in this week. What they explain is not told again
 */
export function novelPatterns({ week, from, reports }: Year, told: readonly Rise[]): Rise[] {
  const rises = told.filter(({ kind }) => kind !== 'fall');
  const codes = newCodes(week, from, reports).reduce(
    (found: Rise[], code) => (isExplained(code, [...rises, ...found], week, reports) ? found : [...found, code]),
    [],
  );
  const regions = corridorRegions(week, from, reports, [...rises, ...codes]);
  return [...codes, ...newCombinations(week, reports), ...spreadingScripts(week, reports), ...regions];
}
