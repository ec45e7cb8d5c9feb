import { earsC1, earsC2, earsC3 } from '@landbridge/detection';
import type { WeeklySeries } from './weekly-series.ts';

/** One week that stood out. Days are epoch days. */
export interface Alarm {
  readonly week: number;
  readonly observed: number;
  readonly expected: number;
  readonly upperBound: number;
}

/** Weeks that a verdict looks at: itself, and eleven before. */
export const MEMORY = 12;
/** Fewer in a week tell nothing. */
const MINIMUM = 5;
/** Nor does a series that has seen fewer than this in all. */
const MINIMUM_TOTAL = 20;
/** A busy series moves outside narrow bounds every few weeks; twice what was expected is worth somebody's time. */
const EXCESS = 2;
/** Of C1, C2 and C3. */
const AGREEING = 2;

/** The weeks of a series that alarm: where two of EARS C1, C2 and C3 agree, on five or more, and twice what was expected. */
export function alarmsOf({ from, counts }: WeeklySeries): Alarm[] {
  if (counts.reduce((sum, count) => sum + count, 0) < MINIMUM_TOTAL) return [];
  return verdicts(counts).flatMap((verdict, i) => (verdict ? [{ week: from + 7 * i, ...verdict }] : []));
}

/** Whether enough reports came in a week for what they state to be looked at: one report may state many persons. */
export function enoughReports(reports: number): boolean {
  return reports >= MINIMUM;
}

/** Whether the last week of a series alarms. @param counts at least `MEMORY` weeks */
export function lastAlarms(counts: readonly number[]): boolean {
  return verdicts(counts).at(-1) !== undefined;
}

/** What is expected of a week, and what would still be ordinary; nothing where there is no past to tell it from. */
export function levelOf({ from, counts }: WeeklySeries, week: number): Pick<Alarm, 'expected' | 'upperBound'> {
  const i = (week - from) / 7;
  const level = earsC2(counts)[i] ?? earsC1(counts)[i];
  return { expected: level?.expected ?? 0, upperBound: level?.upper ?? 0 };
}

function verdicts(counts: readonly number[]): (Omit<Alarm, 'week'> | undefined)[] {
  const c1 = earsC1(counts);
  const c2 = earsC2(counts);
  const c3 = earsC3(counts);
  return counts.map((observed, i) => {
    const agreeing = [c1[i], c2[i], c3[i]].filter((verdict) => verdict?.alarm === true).length;
    // C3's bound moves with the count; C2's is the level to be told, C1's where only that one alarms
    const level = c2[i]?.alarm ? c2[i] : c1[i];
    if (agreeing < AGREEING || !level || observed < MINIMUM || observed < EXCESS * level.expected) return undefined;
    return { observed, expected: level.expected, upperBound: level.upper };
  });
}
