import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { type ClientSession, type Connection, mongo } from 'mongoose';

/** What MongoDB answers to an insert command. */
interface InsertAnswer {
  readonly writeErrors?: readonly { readonly code: number }[];
}

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

  /**
   * Inserts documents in the caller's transaction. The driver's own insertMany serialises each of them twice, which costs a bulk load
   * a tenth of its speed.
   * @throws MongoServerError for which `isDuplicate` tells whether an `_id` is there already
   */
  async insertAll(session: ClientSession, collection: string, documents: readonly object[]): Promise<void> {
    const { writeErrors } = (await this.database.command({ insert: collection, documents, ordered: true }, { session })) as InsertAnswer;
    const [refused] = writeErrors ?? [];
    if (refused) throw new mongo.MongoServerError({ message: 'A document was refused.', code: refused.code });
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
