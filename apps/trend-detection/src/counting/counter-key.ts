import { bucketOf, type Span, spanning, yearOf } from './calendar.ts';
import type { Counted } from './contribution.ts';

const REPLAYED = 'r';

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

/** Days by record time, and by event time. */
export type Days = Partial<Record<'r' | 'e', Span>>;

/** The days of some slots. @param known of others, which count, too */
export function daysOf(slots: Iterable<string>, known: Days = {}): Days {
  const days = { ...known };
  for (const slot of slots) {
    const [, clock, day] = slot.split('.');
    if (clock === 'r' || clock === 'e') days[clock] = spanning(days[clock], { from: Number(day), to: Number(day) });
  }
  return days;
}

/** @param replayed whether the events come from a replay */
export const partitionOf = (partition: number, replayed: boolean) => `${replayed ? REPLAYED : ''}${partition}`;

/**
 * Whether all that a counter includes has taken effect, its contributions too. Nobody reads anything before a replay is over.
 * @param handled first offset that has not, by partition
 */
export function isHandled(id: string, upTo: number, handled: readonly number[]): boolean {
  const { partition } = placeOf(id);
  return partition.startsWith(REPLAYED) || upTo < (handled[Number(partition)] ?? -Infinity);
}

/** What an id says that its series does not. */
export function placeOf(id: string): { grain: string; cell: string; partition: string } {
  const [, , grain = '', , cell = '', partition = ''] = id.split('|');
  return { grain, cell, partition };
}

/** `generation|series`: what all documents of one series have in common. */
export function seriesKeyOf(id: string): string {
  return id.slice(0, id.indexOf('|', id.indexOf('|') + 1));
}
