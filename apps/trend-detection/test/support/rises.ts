import type { StructuredReport } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { epochDay, startOf } from '../../src/counting/calendar.ts';

/** Monday of the present week of these tests. */
export const WEEK = epochDay('2026-03-02');
const ORGANISATIONS = ['a', 'b', 'c'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`);
const QUIET = { origin: 'BG', exploitation: 'DE' };
export const RISING = { origin: 'RO', exploitation: 'SE' };

/** Nine quiet reports and one of the corridor that will rise, in each of the weeks up to the present one. */
export function background(weeks: number, marking?: StructuredReport['marking']): StructuredReport[] {
  return Array.from({ length: weeks }, (_, i) => [
    ...weekOf(i - weeks + 1, 9, QUIET, marking),
    ...weekOf(i - weeks + 1, 1, RISING, marking),
  ]).flat();
}

/** Reports recorded in the week so many weeks from the present one. */
export function weekOf(weeks: number, number: number, where: typeof QUIET, marking?: StructuredReport['marking']): StructuredReport[] {
  return Array.from({ length: number }, (_, i) => {
    const day = startOf(WEEK + 7 * weeks + (i % 7))
      .toISOString()
      .slice(0, 10);
    const id = ORGANISATIONS[i % 3] ?? '';
    return structuredReport({
      contributor: { id, kind: 'ngo', country: i % 3 === 0 ? 'NO' : 'SE', regime: 'gdpr' },
      where: { citizenships: [where.origin], ...where },
      recordedAt: `${day}T10:00:00Z`,
      acceptedAt: `${day}T10:00:00Z`,
      observed: { from: day, to: day, precision: 'day' },
      usePurposes: ['victim-support', 'prevention'],
      ...(marking ? { marking } : {}),
    });
  });
}
