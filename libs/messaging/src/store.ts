import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { ClientSession, Connection, mongo } from 'mongoose';
import type { GenerationDocument } from './consumer/generations.ts';
import type { PositionDocument } from './consumer/positions.ts';
import type { VerdictDocument } from './consumer/verdicts.ts';
import type { LeaseDocument } from './lease.ts';
import type { ChunkDocument, LaneDocument, QuarantineDocument } from './outbox/chunk.ts';
import type { PolicyDocument } from './policy/policy-store.ts';
import type { ReplayDocument } from './replay/replay-source.ts';
import { orLate } from './timing.ts';

const DAY = 24 * 3600;
const PROBE_MS = 3_000;

/** The collections that this library keeps in the service's own database. */
@Injectable()
export class MessagingStore {
  private readonly database: mongo.Db;
  readonly outbox: mongo.Collection<ChunkDocument>;
  readonly quarantine: mongo.Collection<QuarantineDocument>;
  readonly lanes: mongo.Collection<LaneDocument>;
  readonly leases: mongo.Collection<LeaseDocument>;
  readonly generations: mongo.Collection<GenerationDocument>;
  readonly positions: mongo.Collection<PositionDocument>;
  readonly verdicts: mongo.Collection<VerdictDocument>;
  readonly replays: mongo.Collection<ReplayDocument>;
  readonly policy: mongo.Collection<PolicyDocument>;
  private readonly probes: mongo.Collection<{ _id: string; at: Date }>;

  constructor(@InjectConnection() private readonly connection: Connection) {
    this.database = connection.getClient().db(connection.name, { writeConcern: { w: 'majority', journal: true } });
    this.outbox = this.database.collection('outbox');
    this.quarantine = this.database.collection('outbox-quarantine');
    this.lanes = this.database.collection('lanes');
    this.leases = this.database.collection('leases');
    this.generations = this.database.collection('generations');
    this.positions = this.database.collection('positions');
    this.verdicts = this.database.collection('verdicts');
    this.replays = this.database.collection('replays');
    this.policy = this.database.collection('policy');
    this.probes = this.database.collection('probes');
  }

  /** Makes the indexes. Collections exist from then on, so that transactions need not make them. */
  async prepare(): Promise<void> {
    await this.outbox.createIndex({ lane: 1, acceptedAt: 1, _id: 1 }, { partialFilterExpression: { pending: true } }, {});
    await this.outbox.createIndex({ sentAt: 1 }, { expireAfterSeconds: 7 * DAY }, {});
    await this.generations.createIndex({ topic: 1, number: 1 }, { unique: true }, {});
    await this.positions.createIndex({ generation: 1 }, {}, {});
    await this.verdicts.createIndex({ letter: 1 }, { partialFilterExpression: { letter: 'due' } }, {});
    await this.verdicts.createIndex({ replay: 1 }, { partialFilterExpression: { replay: 'due' } }, {});
    await this.verdicts.createIndex({ topic: 1, key: 1 }, {}, {});
    // longer than any topic keeps the record, so that no owner can meet it again
    await this.verdicts.createIndex({ at: 1 }, { expireAfterSeconds: 90 * DAY }, {});
    await this.replays.createIndex({ state: 1 }, {}, {});
  }

  /** Runs the work in one transaction, again after a conflict. */
  async transaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    const session = await this.connection.startSession();
    try {
      return await session.withTransaction(() => work(session), { writeConcern: { w: 'majority', journal: true } });
    } finally {
      await session.endSession();
    }
  }

  /** Whether the store takes a durable write now. What fails while it does counts towards dead letters; all else is an outage. */
  async answers(): Promise<boolean> {
    const write = this.probes.updateOne({ _id: 'messaging' }, { $currentDate: { at: true } }, { upsert: true }).then(
      () => true,
      () => false,
    );
    return orLate(PROBE_MS, write, false);
  }
}
