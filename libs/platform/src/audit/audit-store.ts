import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { AuditEntry, AuditRoot, AuditStrand } from '@landbridge/contracts';
import type { LeaseDocument } from '@landbridge/messaging';
import type { ClientSession, Connection, mongo } from 'mongoose';

export interface StrandDocument extends AuditStrand {
  /** Number of its last entry that a root covers; -1 while none names the strand. No part of what is digested. */
  readonly sealed: number;
  /** False when nothing was written for a day and all is sealed: the sealer does not look at it any more. */
  readonly open: boolean;
}

export interface EntryDocument extends AuditEntry {
  /** When the owner of what it was done to may read of it; absent where there is none. No part of what is digested. */
  readonly ownerToldAt?: string;
}

/** A place in a strand. */
export interface Head {
  readonly number: number;
  readonly digest: string;
}

/** What verification reads of an entry. */
export const AS_DIGESTED = { _id: 0, ownerToldAt: 0 };

/** What lies in the service's own database. Entries and roots are found by fields of their own: ranges of `_id` are slow on the stand-in. */
@Injectable()
export class AuditStore implements OnModuleInit {
  readonly entries: mongo.Collection<EntryDocument>;
  readonly strands: mongo.Collection<StrandDocument>;
  readonly roots: mongo.Collection<AuditRoot>;
  readonly leases: mongo.Collection<LeaseDocument>;

  constructor(@InjectConnection() private readonly connection: Connection) {
    const database = connection.getClient().db(connection.name);
    this.entries = database.collection('audit-entries');
    this.strands = database.collection('audit-strands');
    this.roots = database.collection('audit-roots');
    this.leases = database.collection('leases');
  }

  async onModuleInit(): Promise<void> {
    await this.entries.createIndexes([
      { key: { strand: 1, number: 1 }, unique: true },
      { key: { 'content.actor.organisation': 1, 'content.at': 1, contentDigest: 1 } },
      { key: { 'content.owner': 1, ownerToldAt: 1, contentDigest: 1 } },
      { key: { 'content.objects.id': 1, 'content.at': 1 } },
      { key: { 'content.at': 1 } },
    ]);
    await this.strands.createIndexes([{ key: { strand: 1 }, unique: true }, { key: { startedAt: 1, strand: 1 } }, { key: { open: 1 } }]);
    await this.roots.createIndexes([{ key: { number: 1 }, unique: true }]);
  }

  /** The last entry of a strand that is durable. */
  async lastEntry(strand: string): Promise<AuditEntry | undefined> {
    return (await this.entries.findOne({ strand }, { sort: { number: -1 }, projection: AS_DIGESTED })) ?? undefined;
  }

  async lastStrand(): Promise<StrandDocument | undefined> {
    return (await this.strands.findOne({}, { sort: { startedAt: -1, strand: -1 } })) ?? undefined;
  }

  async lastRoot(session?: ClientSession): Promise<AuditRoot | undefined> {
    return (await this.roots.findOne({}, { sort: { number: -1 }, ...(session && { session }) })) ?? undefined;
  }

  async transaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    const session = await this.connection.startSession();
    try {
      return await session.withTransaction(() => work(session));
    } finally {
      await session.endSession();
    }
  }
}
