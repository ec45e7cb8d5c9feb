import { Injectable } from '@nestjs/common';
import { type AnyBulkWriteOperation, MongoBulkWriteError, MongoError } from 'mongodb';
import type { Contribution } from './contribution.ts';
import { seriesKeyOf, type CountingScope } from './counter-key.ts';
import { type ContributionDocument, type CounterDocument, CountingCollections } from './counting.collections.ts';
import type { CounterDelta, CountingStore } from './counting-store.ts';

const DUPLICATE_KEY = 11_000;
/** A store that syncs every statement takes 1,000 updates in one transaction three times as fast as one by one. */
const TRANSACTION = 1_000;
const CHUNK = 5_000;

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
    const known = await this.stamps(deltas.map(({ id }) => id));
    for (const chunk of chunks(deltas, TRANSACTION)) {
      const operations = chunk.map((delta) => (known.has(delta.id) ? toUpdate(delta) : toInsert(delta)));
      const allAdded = await this.addTogether(operations);
      const positions = allAdded
        ? []
        : await refusals(this.collections.counters.bulkWrite(operations, { ordered: false }), operations.length);
      for (const position of positions) refused.push(chunk[position]?.id ?? '');
    }
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

  /** @returns false where a document refused, or another consumer is at work on it; the transaction has left nothing behind then */
  private addTogether(operations: AnyBulkWriteOperation<CounterDocument>[]): Promise<boolean> {
    return this.collections.connection.getClient().withSession(async (session) => {
      session.startTransaction();
      try {
        const refused = await refusals(this.collections.counters.bulkWrite(operations, { ordered: false, session }), operations.length);
        if (refused.length === 0) await session.commitTransaction();
        return refused.length === 0;
      } catch (error) {
        if (error instanceof MongoError && error.hasErrorLabel('TransientTransactionError')) return false;
        throw error;
      } finally {
        if (session.inTransaction()) await session.abortTransaction();
      }
    });
  }
}

const idOf = (generation: string, report: string) => `${generation}|${report}`;

/** As an upsert, the update of a document with a stamp that is too high becomes an insert, which its `_id` refuses. */
function toUpdate({ id, first, last, amounts }: CounterDelta): AnyBulkWriteOperation<CounterDocument> {
  const $inc = Object.fromEntries([...amounts].map(([slot, amount]) => [`sums.${slot}`, amount]));
  const update = { $inc, $set: { upTo: last, dirty: true as const }, $setOnInsert: { key: seriesKeyOf(id) } };
  return { updateOne: { filter: { _id: id, upTo: { $lt: first } }, update, upsert: true } };
}

/** The same for a document that is not there, four times as fast. Where it has come to be there meanwhile, it refuses. */
function toInsert({ id, last, amounts }: CounterDelta): AnyBulkWriteOperation<CounterDocument> {
  const sums: Record<string, Record<string, Record<string, number>>> = {};
  for (const [slot, amount] of amounts) {
    const [measure = '', clock = '', day = ''] = slot.split('.');
    ((sums[measure] ??= {})[clock] ??= {})[day] = amount;
  }
  return { insertOne: { document: { _id: id, key: seriesKeyOf(id), upTo: last, dirty: true, sums } } };
}

function toDocument({ generation }: CountingScope, { report, revision, stamp, counted }: Contribution): ContributionDocument {
  return { _id: idOf(generation, report), generation, report, revision, stamp, ...(counted ? { counted } : {}) };
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
