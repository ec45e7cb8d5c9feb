import { randomBytes } from 'node:crypto';
import { testEngines } from '@landbridge/engines/testing';
import { createConnection, type Connection } from 'mongoose';
import { CountingCollections } from '../../src/counting/counting.collections.ts';
import { MongoCountingStore } from '../../src/counting/mongo-counting-store.ts';

export const randomNamespace = () => `test-${randomBytes(6).toString('hex')}`;

/** The counting store on a database of its own in the MongoDB of this run. */
export async function openStore(): Promise<{
  connection: Connection;
  collections: CountingCollections;
  store: MongoCountingStore;
  drop: () => Promise<void>;
}> {
  const { mongodbUri } = await testEngines();
  const connection = await createConnection(mongodbUri, { dbName: `${randomNamespace()}-trend-detection` }).asPromise();
  const collections = new CountingCollections(connection);
  await collections.onModuleInit();
  return {
    connection,
    collections,
    store: new MongoCountingStore(collections),
    drop: async () => {
      await connection.dropDatabase();
      await connection.close();
    },
  };
}
