import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { insertAll } from '@landbridge/platform';
import { type ClientSession, type Connection, mongo } from 'mongoose';

/** This service's own database, with the durability that the platform sets. Nobody else reads or writes it. */
@Injectable()
export class IngestionStore {
  private readonly database: mongo.Db;

  constructor(@InjectConnection() private readonly connection: Connection) {
    this.database = connection.getClient().db(connection.name);
  }

  /** Binary values come as buffers. */
  collection<T extends mongo.Document>(name: string): mongo.Collection<T> {
    return this.database.collection<T>(name, { promoteBuffers: true });
  }

  /** @throws MongoServerError for which `isDuplicate` tells whether an `_id` is there already */
  insertAll(session: ClientSession, collection: string, documents: readonly object[]): Promise<void> {
    return insertAll(this.database, session, collection, documents);
  }

  /** Runs the work in one transaction, and again after a conflict; so it does nothing but write through the session. */
  async transaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    const session = await this.connection.startSession();
    try {
      return await session.withTransaction(() => work(session));
    } finally {
      await session.endSession();
    }
  }
}

/** A document with that `_id` is there already. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === 11_000;
}
