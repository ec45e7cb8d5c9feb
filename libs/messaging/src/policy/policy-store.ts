import { Injectable } from '@nestjs/common';
import { MessagingStore } from '../store.ts';
import type { PolicyEntry } from './policy-record.ts';

/** The last state of a subject, or the number of the last change (`_id: 'sequence'`). */
export interface PolicyDocument {
  readonly _id: string;
  readonly sequence: number;
  readonly entry?: PolicyEntry;
}

const SEQUENCE = 'sequence';
const DUPLICATE_KEY = 11_000;

/** The service's own copy of the policy context, so that it can start while Kafka is away. */
@Injectable()
export class PolicyStore {
  constructor(private readonly store: MessagingStore) {}

  async load(): Promise<{ sequence: number; entries: Map<string, PolicyEntry> }> {
    const entries = new Map<string, PolicyEntry>();
    let sequence = 0;
    for await (const document of this.store.policy.find()) {
      if (document._id === SEQUENCE) sequence = document.sequence;
      else if (document.entry) entries.set(document._id.slice(SUBJECT.length), document.entry);
    }
    return { sequence, entries };
  }

  /** Keeps what is newer than what is there. Instances of a service share the copy. */
  async save(entries: ReadonlyMap<string, PolicyEntry>, sequence: number): Promise<void> {
    const writes = [...entries].map(([subject, entry]) => {
      const older = { _id: SUBJECT + subject, sequence: { $lte: entry.sequence } };
      return { updateOne: { filter: older, update: { $set: { sequence: entry.sequence, entry } }, upsert: true } };
    });
    if (writes.length > 0) await this.store.policy.bulkWrite(writes, { ordered: false }).catch(unlessNewer);
    // last, so that it never promises a state that is not there
    await this.store.policy.updateOne({ _id: SEQUENCE }, { $max: { sequence } }, { upsert: true });
  }
}

/** A subject with a newer state is not found by its filter, and cannot be inserted again. */
function unlessNewer(error: unknown): void {
  const failures = error instanceof Error && 'writeErrors' in error ? [error.writeErrors].flat() : [];
  if (failures.length === 0 || !failures.every(isDuplicateKey)) throw error;
}

const isDuplicateKey = (failure: unknown) =>
  typeof failure === 'object' && failure !== null && 'code' in failure && failure.code === DUPLICATE_KEY;

const SUBJECT = 'subject:';
