import type { ModusOperandiSightings } from '@landbridge/contracts';
import { Problem } from '@landbridge/platform';
import { type Audience, audienceSees } from '@landbridge/sharing';
import { Injectable } from '@nestjs/common';
import { bucketOf, dayText, weekOf } from '../counting/calendar.ts';
import { placeOf } from '../counting/counter-key.ts';
import type { CounterDocument } from '../counting/counting.collections.ts';
import { partsOf } from '../counting/series.ts';
import type { ReadableAudiences } from '../figures/figures-reader.ts';
import { CountedReports } from './counted-reports.ts';

/** Lengths of time by which reports are counted here, with the precisions that are no longer than they are. */
const GRAINS = { week: ['day', 'week'], month: ['day', 'week', 'month'] } as const;
export const COUNTED_BY = ['week', 'month'] as const;
export type CountedBy = (typeof COUNTED_BY)[number];

export interface CountBucket {
  readonly from: string;
  readonly atLeast: number;
  readonly atMost: number;
}

const PLACES = ['origin', 'transit', 'exploitation'];
const NOTHING_SEEN: ModusOperandiSightings = { countries: [] };

/** What the counted reports say of some names of an entry, to an audience. */
@Injectable()
export class SightingsService {
  constructor(private readonly reports: CountedReports) {}

  /** Since when, until when and where reports that one of the audiences may count use one of the names. */
  async of(names: readonly string[], audiences: ReadableAudiences): Promise<ModusOperandiSightings> {
    const generation = await this.reports.generation();
    if (generation === undefined) return NOTHING_SEEN;
    const sees = (cell: string) => audiences === 'all' || [...audiences.values()].some((audience) => audienceSees(audience, cell));
    const documents = (await this.reports.countersOf(generation, names)).map((own) => own.filter(({ _id }) => sees(placeOf(_id).cell)));
    const days = documents
      .flatMap((own) => [...slotSums(own, 'e')])
      .filter(([, sum]) => sum > 0)
      .map(([slot]) => dayIn(slot));
    if (days.length === 0) return NOTHING_SEEN;
    const cells = [...new Set(documents.flat().map(({ _id }) => placeOf(_id).cell))];
    const span = { firstSeen: dayText(Math.min(...days)), lastSeen: dayText(Math.max(...days)) };
    return { ...span, countries: await this.countries(generation, names, cells) };
  }

  /**
   * How many reports that an audience may count use at least one of the names. Counters cannot tell a report that uses two of them from two
   * reports, so of each day and kind of sharing there are at least as many as use the most frequent one, and at most as many as all together.
   */
  async counts(names: readonly string[], audience: Audience, by: CountedBy): Promise<CountBucket[]> {
    const generation = await this.reports.generation();
    if (generation === undefined) throw countingAnew();
    const sums = (await this.reports.countersOf(generation, names)).map((own) =>
      slotSums(
        own.filter(({ _id }) => {
          const { grain, cell } = placeOf(_id);
          return GRAINS[by].some((known) => known === grain) && audienceSees(audience, cell);
        }),
        'r',
      ),
    );
    const buckets = new Map<number, { atLeast: number; atMost: number }>();
    for (const slot of new Set(sums.flatMap((own) => [...own.keys()]))) {
      const each = sums.map((own) => own.get(slot) ?? 0);
      const from = by === 'week' ? weekOf(dayIn(slot)) : bucketOf(dayIn(slot), by);
      const { atLeast, atMost } = buckets.get(from) ?? { atLeast: 0, atMost: 0 };
      buckets.set(from, { atLeast: atLeast + Math.max(...each), atMost: atMost + each.reduce((sum, one) => sum + one, 0) });
    }
    return [...buckets]
      .filter(([, { atMost }]) => atMost > 0)
      .sort(([one], [other]) => one - other)
      .map(([from, bounds]) => ({ from: dayText(from), ...bounds }));
  }

  private async countries(generation: string, names: readonly string[], cells: readonly string[]): Promise<string[]> {
    const series = await this.reports.seriesNaming(generation, names, cells);
    const places = series.map(partsOf).filter(({ dimension }) => PLACES.includes(dimension));
    return [...new Set(places.map(({ value }) => value))].sort();
  }
}

/** Reports by `grain|cell|day`. Partitions are added first: where a report was counted twice, once to be taken back, neither sum is right alone. */
function slotSums(documents: readonly CounterDocument[], clock: 'e' | 'r'): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { _id, sums: own } of documents) {
    const { grain, cell } = placeOf(_id);
    for (const [day, amount] of Object.entries(own.reports?.[clock] ?? {})) {
      const slot = `${grain}|${cell}|${day}`;
      sums.set(slot, (sums.get(slot) ?? 0) + amount);
    }
  }
  return sums;
}

const dayIn = (slot: string) => Number(slot.slice(slot.lastIndexOf('|') + 1));

function countingAnew(): Problem {
  return new Problem({
    type: 'counting-anew',
    status: 503,
    title: 'The counts are being made anew',
    detail: 'Try again in a few minutes.',
    headers: { 'retry-after': '60' },
  });
}
