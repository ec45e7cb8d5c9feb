import { insertAll } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { type AnyBulkWriteOperation, MongoBulkWriteError } from 'mongodb';
import type { Contribution } from './contribution.ts';
import { daysOf, seriesKeyOf, type CountingScope } from './counter-key.ts';
import {
  type ContributionDocument,
  type CounterDocument,
  CountingCollections,
  DUPLICATE_KEY,
  type Slots,
  TRANSACTION,
} from './counting.collections.ts';
import type { CounterDelta, CountingStore } from './counting-store.ts';

const CHUNK = 5_000;
/** How the series of a modus operandi are called. */
const NAMING = 'modus-operandi:';

/** A store answered with less than was asked of it; the window starts again. */
export class ShortBulk extends Error {
  override readonly name = 'ShortBulk';
}

/** Counters and contributions in MongoDB. Anything but a refusal is thrown, and the consumer starts again by reading its position. */
@Injectable()
export class MongoCountingStore implements CountingStore {
  constructor(private readonly collections: CountingCollections) {}

  async contributions(generation: string, reports: readonly string[]): Promise<Map<string, Contribution>> {
    const found = new Map<string, Contribution>();
    for (const ids of chunks(reports, CHUNK)) {
      const cursor = this.collections.contributions.find({ _id: { $in: ids.map((report) => idOf(generation, report)) } });
      for await (const contribution of cursor) found.set(contribution.report, contribution);
    }
    return found;
  }

  async add(deltas: readonly CounterDelta[]): Promise<string[]> {
    const refused: string[] = [];
    for (const chunk of chunks(deltas, TRANSACTION)) refused.push(...((await this.addTogether(chunk)) ?? (await this.addPlainly(chunk))));
    return refused;
  }

  async stamps(ids: readonly string[]): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    for (const chunk of chunks(ids, CHUNK)) {
      const cursor = this.collections.counters.find({ _id: { $in: chunk } }, { projection: { upTo: 1 } });
      for await (const { _id, upTo } of cursor) found.set(_id, upTo);
    }
    return found;
  }

  async keep(scope: CountingScope, contributions: readonly Contribution[], held: ReadonlySet<string>): Promise<void> {
    const fresh = contributions.filter(({ report }) => !held.has(report));
    const known = contributions.filter(({ report }) => held.has(report));
    for (const chunk of chunks(fresh, CHUNK)) {
      const documents = chunk.map((contribution) => toDocument(scope, contribution));
      const inserts = documents.map((document) => ({ insertOne: { document } }));
      for (const position of await refusals(this.collections.contributions.bulkWrite(inserts, { ordered: false }), inserts.length))
        known.push(...chunk.slice(position, position + 1));
    }
    for (const chunk of chunks(known, CHUNK)) {
      const replacements = chunk.map((contribution) => toReplacement(toDocument(scope, contribution)));
      await refusals(this.collections.contributions.bulkWrite(replacements, { ordered: false }), replacements.length);
    }
  }

  /**
   * Reads the documents, adds, and puts them back, all of it in one transaction.
   * @returns the ids that refused, or `undefined` where another consumer is at work on one of them: then nothing was added
   */
  private addTogether(deltas: readonly CounterDelta[]): Promise<string[] | undefined> {
    const { counters, database, together } = this.collections;
    return together(async (session) => {
      const found = await counters.find({ _id: { $in: deltas.map(({ id }) => id) } }, { session }).toArray();
      const present = new Map(found.map((counter) => [counter._id, counter]));
      const taken = deltas.filter(({ id, first }) => (present.get(id)?.upTo ?? -Infinity) < first);
      const replaced = taken.map(({ id }) => id).filter((id) => present.has(id));
      if (replaced.length > 0) await counters.deleteMany({ _id: { $in: replaced } }, { session });
      if (taken.length > 0)
        await insertAll(
          database(),
          session,
          counters.collectionName,
          taken.map((delta) => sumOf(present.get(delta.id), delta)),
        );
      const done = new Set(taken);
      return deltas.filter((delta) => !done.has(delta)).map(({ id }) => id);
    });
  }

  /** One by one. A document whose stamp is too high is not found, and the insert that the upsert then tries is refused by its `_id`. */
  private async addPlainly(deltas: readonly CounterDelta[]): Promise<string[]> {
    const operations = deltas.map(toUpdate);
    const positions = await refusals(this.collections.counters.bulkWrite(operations, { ordered: false }), operations.length);
    return positions.flatMap((position) => deltas[position]?.id ?? []);
  }
}

const idOf = (generation: string, report: string) => `${generation}|${report}`;

function toUpdate({ id, first, last, amounts }: CounterDelta): AnyBulkWriteOperation<CounterDocument> {
  const $inc = Object.fromEntries([...amounts].map(([slot, amount]) => [`sums.${slot}`, amount]));
  const days = Object.entries(daysOf(amounts.keys()));
  const $min = Object.fromEntries(days.map(([clock, { from }]) => [`dirtyDays.${clock}.from`, from]));
  const $max = Object.fromEntries(days.map(([clock, { to }]) => [`dirtyDays.${clock}.to`, to]));
  const update = { $inc, $min, $max, $set: { upTo: last, dirty: true as const }, $setOnInsert: { key: seriesKeyOf(id) } };
  return { updateOne: { filter: { _id: id, upTo: { $lt: first } }, update, upsert: true } };
}

/** The document with the delta added. What was read is changed in place: nobody else has it. */
function sumOf(counter: CounterDocument | undefined, { id, last, amounts }: CounterDelta): CounterDocument {
  const sums: Record<string, Record<string, Slots>> = counter?.sums ?? {};
  for (const [slot, amount] of amounts) {
    const [measure = '', clock = '', day = ''] = slot.split('.');
    const days = ((sums[measure] ??= {})[clock] ??= {});
    days[day] = (days[day] ?? 0) + amount;
  }
  const dirtyDays = daysOf(amounts.keys(), counter?.dirtyDays);
  return { _id: id, key: seriesKeyOf(id), upTo: last, dirty: true, dirtyDays, sums };
}

function toDocument({ generation }: CountingScope, { report, revision, stamp, counted }: Contribution): ContributionDocument {
  const named = counted?.series.filter((series) => series.startsWith(NAMING)) ?? [];
  return {
    _id: idOf(generation, report),
    generation,
    report,
    revision,
    stamp,
    ...(counted && { counted }),
    ...(named.length > 0 && { modiOperandi: named.map((series) => `${generation}|${series.slice(NAMING.length)}`) }),
  };
}

/** A lower stamp never replaces a higher one: the upsert then meets the document that is there, and is refused. */
function toReplacement({ _id, ...replacement }: ContributionDocument): AnyBulkWriteOperation<ContributionDocument> {
  return { replaceOne: { filter: { _id, stamp: { $lt: replacement.stamp } }, replacement, upsert: true } };
}

/** @returns the positions in the bulk that met a document which refused */
async function refusals(
  bulk: Promise<{ matchedCount: number; upsertedCount: number; insertedCount: number }>,
  length: number,
): Promise<number[]> {
  try {
    const { matchedCount, upsertedCount, insertedCount } = await bulk;
    if (matchedCount + upsertedCount + insertedCount !== length)
      throw new ShortBulk('MongoDB answered for fewer operations than it was sent.');
    return [];
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError) || error.hasErrorLabel('TransientTransactionError')) throw error;
    const errors = [error.writeErrors].flat();
    if (errors.length === 0 || errors.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
    return errors.map(({ index }) => index);
  }
}

function* chunks<T>(list: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size);
}
