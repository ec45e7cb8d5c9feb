import type { mongo } from 'mongoose';

const AT_ONCE = 500;

/**
 * As `updateMany`, but each document by itself. The stand-in for MongoDB holds the whole collection while an updateMany waits for a
 * transaction, and that transaction may wait for the collection.
 * @returns how many were changed
 */
export async function updateEach<T extends mongo.Document>(
  collection: mongo.Collection<T>,
  filter: mongo.Filter<T>,
  update: mongo.UpdateFilter<T>,
): Promise<number> {
  const found = await collection.find(filter).project<{ _id: mongo.InferIdType<T> }>({ _id: 1 }).toArray();
  let changed = 0;
  for (let from = 0; from < found.length; from += AT_ONCE) {
    const operations = found.slice(from, from + AT_ONCE).map(({ _id }) => ({
      // what changed in the meantime may not be meant any more
      updateOne: { filter: { $and: [{ _id }, filter] } as mongo.Filter<T>, update },
    }));
    changed += (await collection.bulkWrite(operations, { ordered: false })).modifiedCount;
  }
  return changed;
}
