import { bucketOf, yearOf } from './calendar.ts';
import type { Counted } from './contribution.ts';

/**
 * Where the events of a window count. Replayed events count in documents of their own (`r5` beside `5`), so that a stamp is
 * always an offset of one topic; a reader sums over both.
 */
export interface CountingScope {
  readonly generation: string;
  readonly partition: string;
}

/**
 * One slot of one document, and how much is added to it. The document's id is `generation|series|grain|year|cell|partition`; the slot is
 * `<measure>.r.<day>` by record time or `<measure>.e.<day>` by event time, with the first day of the grain's bucket.
 */
export type Effect = (id: string, slot: string, amount: number) => void;

/** Tells every slot that a contribution touches. This is the key function of the scheme: changing it needs a new scheme number, hence a new generation. */
export function effectsOf(counted: Counted, { generation, partition }: CountingScope, tell: Effect): void {
  const { grain, cell } = counted;
  const recorded = bucketOf(counted.recorded, grain);
  const occurred = bucketOf(counted.occurred, grain);
  const byRecord = `${grain}|${yearOf(recorded)}|${cell}|${partition}`;
  const byEvent = `${grain}|${yearOf(occurred)}|${cell}|${partition}`;
  const slots = Object.entries(counted.amounts).map(([measure, amount]) => ({
    amount,
    record: `${measure}.r.${recorded}`,
    event: `${measure}.e.${occurred}`,
  }));
  for (const series of counted.series) {
    const prefix = `${generation}|${series}|`;
    for (const { amount, record, event } of slots) {
      tell(prefix + byRecord, record, amount);
      tell(prefix + byEvent, event, amount);
    }
  }
}

/** What an id says that its series does not. */
export function placeOf(id: string): { grain: string; cell: string } {
  const [, , grain = '', , cell = ''] = id.split('|');
  return { grain, cell };
}

/** `generation|series`: what all documents of one series have in common. */
export function seriesKeyOf(id: string): string {
  return id.slice(0, id.indexOf('|', id.indexOf('|') + 1));
}
