import { Injectable } from '@nestjs/common';
import { MEASURES, type Measure } from '@landbridge/contracts';
import type { Precision } from '@landbridge/contracts/codes';
import type { ClientSession, Filter } from 'mongodb';
import { isHandled } from './counter-key.ts';
import { type ContributionDocument, type CounterDocument, CountingCollections, TRANSACTION } from './counting.collections.ts';
import type { Counted, CountedReport } from './contribution.ts';
import { TOTAL } from './series.ts';

export const seriesKey = (generation: string, series: string) => `${generation}|${series}`;

/** Reads counters and contributions; only the counting store writes them, but for the dirty mark. */
@Injectable()
export class CountersRepository {
  constructor(private readonly collections: CountingCollections) {}

  /** All cells, partitions, grains and years of some series, by key. */
  async documentsOf(keys: readonly string[]): Promise<Map<string, CounterDocument[]>> {
    const newest = new Map<string, CounterDocument>();
    for await (const document of this.collections.counters.find({ key: { $in: [...keys] } })) keepNewer(newest, document);
    const byKey = Map.groupBy(newest.values(), ({ key }) => key);
    return new Map(keys.map((key) => [key, byKey.get(key) ?? []]));
  }

  /** Keys of the series that changed since they were last evaluated. */
  async dirtyKeys(generation: string): Promise<Set<string>> {
    const keys = new Set<string>();
    const dirty = { dirty: true as const, ...withinGeneration(generation) };
    for await (const { key } of this.collections.counters.find(dirty, { projection: { key: 1 } })) keys.add(key);
    return keys;
  }

  async allKeys(generation: string): Promise<Set<string>> {
    const keys = new Set<string>();
    for await (const { key } of this.collections.counters.find(withinGeneration(generation), { projection: { key: 1 } })) keys.add(key);
    return keys;
  }

  /**
   * Takes the mark off each document that is still as it was read. One that includes more than has taken effect keeps it: contributions may
   * still be those of before, and look right where the sums came out the same.
   * @param handled first offset that was not, by partition, before any contribution was read
   * @param fence throws in the transaction where the caller may no longer write
   */
  async markEvaluated(
    documents: readonly CounterDocument[],
    handled: readonly number[],
    fence: (session: ClientSession) => Promise<void>,
  ): Promise<void> {
    const dirty = documents.filter(({ _id, upTo, dirty: changed }) => changed && isHandled(_id, upTo, handled));
    for (let from = 0; from < dirty.length; from += TRANSACTION) await this.unmark(dirty.slice(from, from + TRANSACTION), fence);
  }

  dirtyCount(generation: string): Promise<number> {
    return this.collections.counters.countDocuments({ dirty: true, ...withinGeneration(generation) });
  }

  /** Reports that count now: accepted, and not withdrawn. */
  countedReports(generation: string): Promise<number> {
    return this.collections.contributions.countDocuments({ generation, 'counted.recorded': { $gt: -Infinity } });
  }

  /** Sum of each measure over all cells, by record time. */
  async totals(generation: string): Promise<Partial<Record<Measure, number>>> {
    const totals: Partial<Record<Measure, number>> = {};
    const key = seriesKey(generation, TOTAL);
    for (const { sums } of (await this.documentsOf([key])).get(key) ?? [])
      for (const measure of MEASURES)
        for (const amount of Object.values(sums[measure]?.r ?? {})) totals[measure] = (totals[measure] ?? 0) + amount;
    return totals;
  }

  /** What counts of the reports that happened on the days from `from` on and before `until`, each once. */
  async *contributionsOccurred(generation: string, from: number, until: number): AsyncGenerator<Counted> {
    const happened = { generation, 'counted.occurred': { $gte: from, $lt: until } };
    let last: string | undefined;
    for await (const { _id, counted } of this.collections.contributions.find(happened, { projection: { counted: 1 } }).sort({ _id: 1 })) {
      // MongoDB may give one document twice while it is being put back
      if (counted && _id !== last) yield counted;
      last = _id;
    }
  }

  /** Where a consumer is at work on one of them all keep the mark, and are evaluated once more. */
  private async unmark(read: readonly CounterDocument[], fence: (session: ClientSession) => Promise<void>): Promise<void> {
    const { counters, together } = this.collections;
    await together(async (session) => {
      await fence(session);
      const _id = { $in: read.map((document) => document._id) };
      const stamps = new Map(
        (await counters.find({ _id }, { projection: { upTo: 1 }, session }).toArray()).map((now) => [now._id, now.upTo]),
      );
      const same = read.filter((document) => stamps.get(document._id) === document.upTo).map((document) => document._id);
      if (same.length > 0) await counters.updateMany({ _id: { $in: same } }, { $unset: { dirty: '', dirtyDays: '' } }, { session });
    });
  }

  /** What counts of the reports recorded on the days from `from` on and before `until`. */
  contributionsRecorded(generation: string, from: number, until: number): Promise<CountedReport[]> {
    return this.contributionsWhere({ generation, 'counted.recorded': { $gte: from, $lt: until } });
  }

  /** What counts of the figures of one precision that are of the days from `from` on and before `until`. */
  contributionsOf(generation: string, precision: Precision, from: number, until: number): Promise<CountedReport[]> {
    return this.contributionsWhere({ generation, 'counted.grain': precision, 'counted.occurred': { $gte: from, $lt: until } });
  }

  private async contributionsWhere(filter: Filter<ContributionDocument>): Promise<CountedReport[]> {
    const cursor = this.collections.contributions.find(filter, { projection: { report: 1, counted: 1 } });
    const found: CountedReport[] = [];
    for await (const { report, counted } of cursor) if (counted) found.push({ report, ...counted });
    return found;
  }
}

/** MongoDB may give one document twice while it is being put back: once as it was, and once as it is. */
function keepNewer(newest: Map<string, CounterDocument>, document: CounterDocument): void {
  const other = newest.get(document._id);
  if (!other || other.upTo < document.upTo) newest.set(document._id, document);
}

/** Keys of one generation; `}` is the character after `|`. */
function withinGeneration(generation: string) {
  return { key: { $gte: `${generation}|`, $lt: `${generation}}` } };
}
