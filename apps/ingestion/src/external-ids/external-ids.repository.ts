import { Injectable } from '@nestjs/common';
import type { ClientSession, mongo } from 'mongoose';
import { IngestionStore } from '../store/ingestion-store.ts';

const COLLECTION = 'external-ids';

/** Which report an organisation's external id stands for. The id itself is nowhere in clear. */
interface HeldIdentity {
  /** Keyed digest of organisation and external id. */
  readonly _id: string;
  readonly report: string;
}

@Injectable()
export class ExternalIdsRepository {
  private readonly identities: mongo.Collection<HeldIdentity>;

  constructor(private readonly store: IngestionStore) {
    this.identities = store.collection(COLLECTION);
  }

  /** @returns the report that each of the identities stands for, of those that are held */
  async findHolders(identities: readonly string[]): Promise<Map<string, string>> {
    if (identities.length === 0) return new Map();
    const held = await this.identities.find({ _id: { $in: [...identities] } }).toArray();
    return new Map(held.map(({ _id, report }) => [_id, report]));
  }

  /** An identity that is held already fails the transaction with a duplicate key. */
  async add(session: ClientSession, held: readonly { identity: string; report: string }[]): Promise<void> {
    if (held.length === 0) return;
    const documents = held.map(({ identity, report }): HeldIdentity => ({ _id: identity, report }));
    await this.store.insertAll(session, COLLECTION, documents);
  }

  /** From then on the ids may stand for another report. */
  async forget(session: ClientSession, report: string, identities: readonly string[]): Promise<void> {
    if (identities.length > 0) await this.identities.deleteMany({ _id: { $in: [...identities] }, report }, { session });
  }

  /** Reads all that is held; no index is kept for what is so rare. */
  async forgetAllOf(session: ClientSession, report: string): Promise<void> {
    await this.identities.deleteMany({ report }, { session });
  }
}
