import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Problem } from '@landbridge/platform';
import type { ClientSession, mongo } from 'mongoose';
import { KeyedDigests } from '../keys/keyed-digests.ts';
import { IngestionStore, isDuplicate } from '../store/ingestion-store.ts';

/** An answer as it is given again. It holds no texts. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/** The request behind an Idempotency-Key. */
export interface KeyedRequest {
  readonly organisation: string;
  /** The header as it came; without one the request is done each time. */
  readonly key: string | undefined;
  /** What makes it the same request: method, path, digest of the body, condition. */
  readonly same: readonly string[];
}

/** Keeps the answer, in the transaction that does the work. */
export type Keep = (session: ClientSession, answer: KeptAnswer) => Promise<void>;

interface KeyDocument {
  /** Keyed digest of organisation and key. */
  readonly _id: string;
  readonly fingerprint: string;
  /** Who is at it; another one after a crash. */
  readonly turn: string;
  readonly runningUntil: Date;
  readonly answer?: KeptAnswer;
  readonly expiresAt: Date;
}

const KEPT_MS = 24 * 3600 * 1000;
/** A request that takes longer has crashed. */
const RUNNING_MS = 60_000;

/** Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): a request that is sent again is not done again. */
@Injectable()
export class IdempotencyService implements OnModuleInit {
  private readonly keys: mongo.Collection<KeyDocument>;

  constructor(
    store: IngestionStore,
    private readonly digests: KeyedDigests,
  ) {
    this.keys = store.collection('idempotency');
  }

  async onModuleInit(): Promise<void> {
    await this.keys.createIndexes([{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }]);
  }

  /**
   * @param work does the request, and keeps its answer in the transaction in which it does it
   * @throws Problem 422 for the key with another request, 409 while the first one runs
   */
  async once(request: KeyedRequest, work: (keep?: Keep) => Promise<KeptAnswer>): Promise<KeptAnswer> {
    const { organisation, key, same } = request;
    if (key === undefined) return work();
    if (key.length === 0 || key.length > 255)
      throw new Problem({
        type: 'bad-idempotency-key',
        status: 400,
        title: 'Idempotency-Key cannot be used',
        detail: 'Send 1 to 255 characters, such as a UUID.',
      });
    const id = this.digests.ofIdentity(organisation, `idempotency-key\n${key}`);
    const begun = await this.begin(id, this.digests.ofContent(same));
    if ('answer' in begun) return begun.answer;
    try {
      return await work((session, answer) => this.keep(session, id, begun.turn, answer));
    } catch (error) {
      // nothing was done, so the key is free again
      await this.keys.deleteOne({ _id: id, turn: begun.turn, answer: { $exists: false } }).catch(() => undefined);
      throw error;
    }
  }

  private async begin(id: string, fingerprint: string): Promise<{ turn: string } | { answer: KeptAnswer }> {
    const turn = randomUUID();
    // a lease between instances and the store's own expiry: real time, not the clock that tests move
    const now = Date.now();
    const fresh = { fingerprint, turn, runningUntil: new Date(now + RUNNING_MS), expiresAt: new Date(now + KEPT_MS) };
    try {
      await this.keys.insertOne({ _id: id, ...fresh });
      return { turn };
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
    const held = await this.keys.findOne({ _id: id });
    if (held && held.fingerprint !== fingerprint) throw otherRequest();
    if (held?.answer) return { answer: held.answer };
    if (!held || held.runningUntil.getTime() > now) throw stillRunning();
    const { modifiedCount } = await this.keys.updateOne({ _id: id, turn: held.turn, answer: { $exists: false } }, { $set: fresh });
    if (modifiedCount === 0) throw stillRunning();
    return { turn };
  }

  private async keep(session: ClientSession, id: string, turn: string, answer: KeptAnswer): Promise<void> {
    const { matchedCount } = await this.keys.updateOne({ _id: id, turn, answer: { $exists: false } }, { $set: { answer } }, { session });
    if (matchedCount === 0) throw stillRunning();
  }
}

function otherRequest(): Problem {
  return new Problem({
    type: 'idempotency-key-reused',
    status: 422,
    title: 'The Idempotency-Key stands for another request',
    detail: 'This key came with another request in the last 24 hours. Take a new key for a new request.',
  });
}

function stillRunning(): Problem {
  return new Problem({
    type: 'request-running',
    status: 409,
    title: 'The request is still running',
    detail: 'The first request with this Idempotency-Key is not done yet. Ask again in a moment.',
    headers: { 'retry-after': '1' },
  });
}
