import type { Contribution } from './contribution.ts';
import type { CountingScope } from './counter-key.ts';

/** What a window adds to one counter document. */
export interface CounterDelta {
  readonly id: string;
  /** Lowest and highest stamp of the events that touch the document; the highest becomes its `upTo`. */
  readonly first: number;
  readonly last: number;
  /** By slot. May be all zero: the document is stamped nevertheless. */
  readonly amounts: ReadonlyMap<string, number>;
}

/** The few operations that counting needs. Each is atomic per document and no further. */
export interface CountingStore {
  /** Contributions by report, as they stand now (primary, majority). */
  contributions(generation: string, reports: readonly string[]): Promise<Map<string, Contribution>>;
  /**
   * Adds each delta where the document's `upTo` lies below `first` or the document does not exist.
   * @returns the ids of the documents that refused
   * @throws whatever else went wrong; some deltas may have been added then
   */
  add(deltas: readonly CounterDelta[]): Promise<string[]>;
  /** `upTo` by id, of those that exist. */
  stamps(ids: readonly string[]): Promise<Map<string, number>>;
  /** Keeps each contribution where none is kept, or one with a lower stamp. @param held reports that are known to be kept already */
  keep(scope: CountingScope, contributions: readonly Contribution[], held: ReadonlySet<string>): Promise<void>;
}
