import { Injectable } from '@nestjs/common';
import type { Counted } from './contribution.ts';
import { effectsOf } from './counter-key.ts';
import { type CounterDocument, CountingCollections } from './counting.collections.ts';

/** One slot that does not hold what it should. */
export interface Difference {
  /** `series|grain|year|cell measure.clock.day`, summed over partitions. */
  readonly slot: string;
  readonly counted: number;
  readonly recounted: number;
}

export interface RecountResult {
  readonly reports: number;
  readonly slots: number;
  readonly differing: number;
  /** The first few. */
  readonly differences: readonly Difference[];
}

/** Reports per pass: the sums of one pass are held in memory. */
const PER_PASS = 15_000;
const SHOWN = 20;

/** Counts all contributions afresh and compares with every counter. Meaningful while nothing is being counted. */
@Injectable()
export class Recount {
  constructor(private readonly collections: CountingCollections) {}

  async compare(generation: string): Promise<RecountResult> {
    const passes = Math.max(1, Math.ceil((await this.collections.contributions.countDocuments({ generation })) / PER_PASS));
    let reports = 0;
    let slots = 0;
    const differences: Difference[] = [];
    for (let pass = 0; pass < passes; pass += 1) {
      const mine = (name: string) => shareOf(name, passes) === pass;
      const [should, seen] = await this.recount(generation, mine);
      const is = await this.counted(generation, mine);
      reports = seen;
      const compared = compareSums(is, should);
      slots += compared.slots;
      differences.push(...compared.differences);
    }
    return { reports, slots, differing: differences.length, differences: differences.slice(0, SHOWN) };
  }

  private async recount(generation: string, mine: (series: string) => boolean): Promise<[Sums, number]> {
    const sums: Sums = new Map();
    let reports = 0;
    const scope = { generation, partition: '' };
    const add = (id: string, slot: string, amount: number) => addTo(sums, id, slot, amount);
    for await (const { counted } of this.collections.contributions.find({ generation }, { projection: { counted: 1 } })) {
      if (!counted) continue;
      reports += 1;
      effectsOf(ofSeries(counted, mine), scope, add);
    }
    return [sums, reports];
  }

  private async counted(generation: string, mine: (series: string) => boolean): Promise<Sums> {
    const sums: Sums = new Map();
    const read = ({ _id, key, sums: byMeasure }: CounterDocument) => {
      if (!mine(key.slice(key.indexOf('|') + 1))) return;
      for (const [measure, clocks] of Object.entries(byMeasure))
        for (const [clock, slots] of Object.entries(clocks))
          for (const [day, amount] of Object.entries(slots)) addTo(sums, _id, `${measure}.${clock}.${day}`, amount);
    };
    for await (const document of this.collections.counters.find({ key: { $gte: `${generation}|`, $lt: `${generation}}` } })) read(document);
    return sums;
  }
}

function compareSums(is: Sums, should: Sums): { slots: number; differences: Difference[] } {
  const differences: Difference[] = [];
  let slots = 0;
  for (const name of new Set([...is.keys(), ...should.keys()])) {
    const counted = is.get(name) ?? new Map<string, number>();
    const recounted = should.get(name) ?? new Map<string, number>();
    for (const slot of new Set([...counted.keys(), ...recounted.keys()])) {
      slots += 1;
      const difference = { slot: `${name} ${slot}`, counted: counted.get(slot) ?? 0, recounted: recounted.get(slot) ?? 0 };
      if (difference.counted !== difference.recounted) differences.push(difference);
    }
  }
  return { slots, differences };
}

/** By a counter's id without generation and partition, then by slot. */
type Sums = Map<string, Map<string, number>>;

function addTo(sums: Sums, id: string, slot: string, amount: number): void {
  const name = id.slice(id.indexOf('|') + 1, id.lastIndexOf('|'));
  const slots = sums.get(name) ?? new Map<string, number>();
  slots.set(slot, (slots.get(slot) ?? 0) + amount);
  sums.set(name, slots);
}

const ofSeries = (counted: Counted, mine: (series: string) => boolean): Counted => ({ ...counted, series: counted.series.filter(mine) });

function shareOf(series: string, shares: number): number {
  let hash = 0;
  for (let i = 0; i < series.length; i += 1) hash = (hash * 31 + series.charCodeAt(i)) >>> 0;
  return hash % shares;
}
