export type Wrong = 'changed' | 'removed' | 'inserted' | 'reordered';

/** Something in the audit is not as it was put on record. */
export interface Finding {
  readonly what: Wrong;
  /** Where: in a strand, or among the roots. */
  readonly in: { readonly strand: string } | 'roots' | 'store';
  /** Number of the first entry or root that it is about; 0 is the beginning of a strand. */
  readonly number: number;
  readonly detail: string;
}

/** What a digest elsewhere says must stand at a place of a strand. */
export interface Checkpoint {
  readonly number: number;
  readonly digest: string;
  /** Who says so: a root, or the strand that came after. */
  readonly by: string;
  /** When a root sealed it; absent for what a later strand says. */
  readonly sealedAt?: string;
}
