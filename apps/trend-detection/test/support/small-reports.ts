import { randomUUID } from 'node:crypto';
import type { StructuredReport } from '@landbridge/contracts';
import { dayText, startOf } from '../../src/counting/calendar.ts';

export const organisation = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** A report with no more in it than it must have, so that many of them are counted soon, and each counts in few series. @param day epoch day */
export function smallReport(day: number, tags: readonly string[], over: Partial<StructuredReport> = {}): StructuredReport {
  const recorded = startOf(day).toISOString();
  return {
    id: randomUUID(),
    revision: 1,
    contributor: { id: organisation(0), kind: 'ngo', country: 'SE', regime: 'gdpr' },
    modusOperandi: [...tags],
    observed: { from: dayText(day), to: dayText(day), precision: 'day' },
    basis: 'no-personal-data',
    usePurposes: ['victim-support'],
    marking: { tlp: 'green', communities: ['practitioners'] },
    attribution: 'named',
    recordedAt: recorded,
    acceptedAt: recorded,
    palermoComplete: false,
    concernsMinors: false,
    hasNarrative: false,
    ...over,
  };
}
