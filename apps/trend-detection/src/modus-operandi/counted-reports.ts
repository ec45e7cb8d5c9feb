import { ConsumerStatus } from '@landbridge/messaging';
import { Injectable } from '@nestjs/common';
import { CountersRepository, seriesKey } from '../counting/counters.repository.ts';
import { type ContributionDocument, type CounterDocument, CountingCollections } from '../counting/counting.collections.ts';

/** What is counted now of reports and of the tags and keys by which they name entries. */
@Injectable()
export class CountedReports {
  constructor(
    private readonly counters: CountersRepository,
    private readonly counting: CountingCollections,
    private readonly consumers: ConsumerStatus,
  ) {}

  /** Absent until counting has begun. */
  async generation(): Promise<string | undefined> {
    return (await this.consumers.topics()).find(({ topic }) => topic === 'reports')?.generation;
  }

  /** Those of some reports that were counted, withdrawn ones too. */
  find(generation: string, reports: readonly string[]): Promise<ContributionDocument[]> {
    return this.counting.contributions.find({ _id: { $in: reports.map((id) => `${generation}|${id}`) } }).toArray();
  }

  /** Counters of each name, in the order of the names. */
  async countersOf(generation: string, names: readonly string[]): Promise<CounterDocument[][]> {
    const keys = names.map((name) => seriesKey(generation, `modus-operandi:${name}`));
    const found = await this.counters.documentsOf(keys);
    return keys.map((key) => found.get(key) ?? []);
  }

  /** Every series in which reports count that use one of the names and are in one of the cells. */
  async seriesNaming(generation: string, names: readonly string[], cells: readonly string[]): Promise<string[]> {
    const naming = { modiOperandi: { $in: names.map((name) => `${generation}|${name}`) }, 'counted.cell': { $in: [...cells] } };
    const series: unknown[] = await this.counting.contributions.distinct('counted.series', naming);
    return series.map(String);
  }
}
