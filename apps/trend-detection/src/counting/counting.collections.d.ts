import { type OnModuleInit } from '@nestjs/common';
import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import type { Contribution } from './contribution.ts';
/** Sums by the first day of a bucket. */
export type Slots = Readonly<Record<string, number>>;
export interface CounterDocument {
  /** See `CounterKey`. */
  readonly _id: string;
  /** `generation|series|measure`, by which all documents of one series are read. */
  readonly key: string;
  /** Stamp of the last event that is included. */
  readonly upTo: number;
  /** Changed since its series was last evaluated. */
  readonly dirty?: true;
  /** By record time. */
  readonly r?: Slots;
  /** By event time. */
  readonly e?: Slots;
}
export interface ContributionDocument extends Contribution {
  /** `generation|report` */
  readonly _id: string;
  readonly generation: string;
}
/** How counters and contributions lie in MongoDB. Counters have no unique index but `_id`: a duplicate key means "refused" and nothing else. */
export declare class CountingCollections implements OnModuleInit {
  readonly connection: Connection;
  constructor(connection: Connection);
  get counters(): Collection<CounterDocument>;
  get contributions(): Collection<ContributionDocument>;
  onModuleInit(): Promise<void>;
  private database;
}
//# sourceMappingURL=counting.collections.d.ts.map
