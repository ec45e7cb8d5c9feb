import { Injectable } from '@nestjs/common';
import type { ClientSession, mongo } from 'mongoose';
import { MessagingStore } from '../store.ts';

export type Source = 'live' | 'replay';

/** How far one partition is handled in a generation. This, not Kafka's own commit, is where its owner goes on. */
export interface PositionDocument {
  readonly _id: string;
  readonly generation: string;
  readonly source: Source;
  readonly partition: number;
  /** The first offset that is not handled. */
  readonly next: number;
  /** Who opened the partition last. A new one for each opening. */
  readonly owner: string;
  /** Verdicts passed; a change makes their writers meet in one document. */
  readonly verdicts?: number;
  /** The owner of the events has sent all it had. Replay only. */
  readonly complete?: true;
}

export interface PositionKey {
  readonly generation: string;
  readonly source: Source;
  readonly partition: number;
}

/** Another owner is at work on the partition: what was about to be written is dropped. */
export class NotOwner extends Error {
  override readonly name = 'NotOwner';
  constructor() {
    super('Another consumer has this partition now.');
  }
}

const idOf = ({ generation, source, partition }: PositionKey) => `${generation}/${source}/${partition}`;

@Injectable()
export class Positions {
  constructor(private readonly store: MessagingStore) {}

  /** Takes the partition over. @param from where its first owner begins */
  async take(key: PositionKey, from: number, owner: string): Promise<PositionDocument> {
    const taken = await this.store.positions.findOneAndUpdate(
      { _id: idOf(key) },
      { $set: { owner }, $setOnInsert: { ...key, next: from } },
      { upsert: true, returnDocument: 'after' },
    );
    if (!taken) throw new Error('An upsert brought nothing back.');
    return taken;
  }

  async find(key: PositionKey): Promise<PositionDocument | undefined> {
    return (await this.store.positions.findOne({ _id: idOf(key) })) ?? undefined;
  }

  /** Moves the position from `from` to `next` by compare-and-set. @throws NotOwner when it is no longer ours or not there */
  async move(key: PositionKey, owner: string, from: number, next: number, options: MoveOptions = {}): Promise<void> {
    await this.change({ _id: idOf(key), owner, next: from }, { $set: { next, ...(options.complete ? { complete: true } : {}) } }, options);
  }

  /** Moves the position to `next` unless it is further already; for effects that need no fence. @throws NotOwner so that a zombie stops */
  async raise(key: PositionKey, owner: string, next: number, options: MoveOptions = {}): Promise<void> {
    const _id = idOf(key);
    const complete = options.complete ? { $set: { complete: true as const } } : {};
    const after = await this.store.positions.findOneAndUpdate({ _id }, { $max: { next }, ...complete }, { returnDocument: 'after' });
    if (after?.owner !== owner) throw new NotOwner();
  }

  /** For what only the owner may write: its transaction fails when another takes the partition over. @throws NotOwner */
  async fence(key: PositionKey, owner: string, session: ClientSession): Promise<void> {
    await this.change({ _id: idOf(key), owner }, { $inc: { verdicts: 1 } }, { session });
  }

  /** Positions of a generation, in no order. */
  of(generation: string, source: Source): Promise<PositionDocument[]> {
    return this.store.positions.find({ generation, source }).toArray();
  }

  private async change(
    filter: mongo.Filter<PositionDocument>,
    update: mongo.UpdateFilter<PositionDocument>,
    { session }: MoveOptions,
  ): Promise<void> {
    const { matchedCount } = await this.store.positions.updateOne(filter, update, session ? { session } : {});
    if (matchedCount !== 1) throw new NotOwner();
  }
}

interface MoveOptions {
  readonly session?: ClientSession;
  readonly complete?: boolean;
}
