/** Why a report was destroyed. */
export const PURGE_REASONS = ['retention', 'erasure-request'] as const;
export type PurgeReason = (typeof PURGE_REASONS)[number];

/** What keeps something of a report for a time after its purge: ingestion's own outbox, and topics of Kafka. */
export const WAITED_FOR = ['outbox', 'reports', 'dead-letters'] as const;
export type WaitedFor = (typeof WAITED_FOR)[number];

/** The proof that a report was destroyed, and the list by which it is destroyed again after a restore. */
export interface PurgeDocument {
  /** The report. */
  readonly _id: string;
  /** RFC 3339. */
  readonly at: string;
  readonly why: PurgeReason;
  /** Keyed digest of what was destroyed: the structure and sealed words of every revision. */
  readonly digest: string;
  readonly revisions: number;
  /** From then on Kafka has nothing of it any more, in its own topic or among the dead letters. */
  readonly kafkaUntil: string;
  /** What that day follows from. */
  readonly waitedFor: readonly { readonly what: WaitedFor; readonly days: number }[];
}

/** Why a report may not be destroyed for now. Codes, not words. */
export const HOLD_REASONS = ['criminal-proceedings', 'court-order', 'supervisory-authority', 'legal-claim'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** A legal hold. It stops every purge until it ends. */
export interface HoldDocument {
  /** `<report>:<by>`: the owner and the operator hold independently of each other. */
  readonly _id: string;
  readonly report: string;
  readonly by: 'owner' | 'operator';
  readonly reason: HoldReason;
  /** RFC 3339. */
  readonly until: string;
  readonly since: string;
}
