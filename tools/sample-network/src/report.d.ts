import type { ReportInput } from '@landbridge/contracts';
import { type PlatformType, type Purpose, type Subsector } from '@landbridge/contracts/codes';
import type { SampleOrganisation } from './organisations.ts';
import { type Random } from './random.ts';
/** What a planted change lays down; the rest of its reports is like all others. */
export interface Planted {
  readonly purpose: Purpose;
  readonly origin?: string;
  readonly exploitation?: string;
  readonly platformType?: PlatformType;
  readonly subsector?: Subsector;
  /** Days from what happened to its record, where it is not the usual delay of the organisation's kind. */
  readonly delay?: number;
}
export interface Recorded {
  readonly organisation: SampleOrganisation;
  /** Another organisation, for reports to one recipient. */
  readonly recipient: string;
  /** Day and second of the record. */
  readonly day: number;
  readonly seconds: number;
  /** Country of exploitation. */
  readonly country: string;
  /** Since the sample began. */
  readonly years: number;
  /** Unique in the sample. */
  readonly number: number;
  readonly planted?: Planted | undefined;
}
/** Series of planted changes are seen by the members of these. */
export declare const PLANTED_AUDIENCES: string[];
/** A report that keeps every rule of the contracts. */
export declare function reportOf(recorded: Recorded, random: Random): ReportInput;
//# sourceMappingURL=report.d.ts.map
