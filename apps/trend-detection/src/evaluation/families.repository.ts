import { createHash } from 'node:crypto';
import type { Charter, TrendGrain } from '@landbridge/contracts';
import type { Coverage } from '@landbridge/detection';
import { Injectable } from '@nestjs/common';
import type { Collection, Filter, UpdateFilter, UpdateOptions } from 'mongodb';
import { TRANSACTION } from '../counting/counting.collections.ts';
import { charterText } from '../figures/same-charter.ts';
import { EvaluationCollections, type FamilyDocument } from './evaluation.collections.ts';
import { choiceText, type MethodChoice } from './method-choice.ts';

/** What makes a family another one. */
export interface FamilyKey {
  readonly audience: string;
  readonly generation: string;
  readonly charter?: Charter;
  /** Absent: weeks. */
  readonly grain?: TrendGrain;
  readonly from: number;
  /** Absent: each series by its history. */
  readonly methods?: MethodChoice;
}

/** The same for the same counts of the same audience, in whatever order the charter names those whom it admits. */
export function familyId({ audience, generation, charter, grain, from, methods }: FamilyKey): string {
  const text = [
    audience,
    generation,
    charter ? charterText(charter) : '',
    ...(grain ? [grain] : []),
    from,
    ...(methods ? [choiceText(methods)] : []),
  ].join('|');
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}

@Injectable()
export class FamiliesRepository {
  constructor(private readonly collections: EvaluationCollections) {}

  all(): Promise<FamilyDocument[]> {
    return this.collections.families.find().toArray();
  }

  async find(id: string): Promise<FamilyDocument | undefined> {
    return (await this.collections.families.findOne({ _id: id })) ?? undefined;
  }

  /** @param total series whose lines are to be made @param closed the newest bucket that is over */
  async begin(key: FamilyKey, total: number, closed: number, since: Date): Promise<FamilyDocument> {
    const family: FamilyDocument = {
      _id: familyId(key),
      ...key,
      since,
      after: '',
      done: 0,
      total,
      evaluatedTo: closed,
      reduceFrom: key.from,
      touchedTo: closed,
      changes: 0,
    };
    await this.change({ _id: family._id }, { $setOnInsert: family }, { upsert: true });
    return family;
  }

  /** Nobody wants it any more. What is left of it is taken away first, so that a kill leaves nothing behind that nobody knows of. */
  async forget(id: string): Promise<void> {
    const { families, lines, signals, buckets } = this.collections;
    await this.clear(signals, id);
    await this.clear(buckets, id);
    await this.clear(lines, id);
    await this.collections.replace(families, [], [id]);
  }

  async advance(id: string, after: string, series: number): Promise<void> {
    await this.change({ _id: id }, { $set: { after }, $inc: { done: series } });
  }

  async complete(id: string): Promise<void> {
    await this.change({ _id: id }, { $unset: { after: '' } });
  }

  /**
   * Buckets from one on are to be reduced anew. Said before their signals change, so that a kill in between forgets nothing.
   * @param touchedTo the newest bucket whose reports have changed; nothing where only lines have
   */
  async reopen(id: string, bucket: number, touchedTo?: number): Promise<void> {
    const $max = touchedTo === undefined ? {} : { touchedTo };
    await this.change({ _id: id }, { $min: { reduceFrom: bucket }, $max, $inc: { changes: 1 } });
  }

  /** Signals are there up to this bucket, by what should have arrived of the newest ones. */
  async evaluated(id: string, bucket: number, arrived: readonly Coverage[]): Promise<void> {
    const $set = { evaluatedTo: bucket, arrived };
    await this.change({ _id: id, evaluatedTo: { $lte: bucket } }, { $set });
  }

  /** Everything is reduced and told, unless something has come meanwhile. @param changes as it was before */
  async reduced(id: string, changes: number): Promise<void> {
    await this.change({ _id: id, changes }, { $unset: { reduceFrom: '', touchedTo: '' } });
  }

  private async change(filter: Filter<FamilyDocument>, update: UpdateFilter<FamilyDocument>, options: UpdateOptions = {}): Promise<void> {
    await this.collections.write((session) => this.collections.families.updateOne(filter, update, { ...options, session }));
  }

  private async clear<T extends { _id: string }>(collection: Collection<T>, family: string): Promise<void> {
    const own = { _id: { $gte: `${family}|`, $lt: `${family}}` } } as Filter<T>;
    for (;;) {
      const found = await collection
        .find(own, { projection: { _id: 1 } })
        .limit(TRANSACTION)
        .toArray();
      if (found.length === 0) return;
      await this.collections.replace(collection, [], found.map(({ _id }) => _id)); // prettier-ignore
    }
  }
}
