import type { ReportInput } from '@landbridge/contracts';
import type { WithdrawalReason } from '@landbridge/contracts/codes';
import { type Flaw, type FlawedReport } from './flaws.ts';
export interface SampleOptions {
  readonly seed: number;
  /** Submitted lines, the bad ones included; at least 500. */
  readonly reports?: number | undefined;
  /** The sample ends before this day (UTC). */
  readonly until: Date;
  /** Lay in rises that are artefacts of reporting as well. */
  readonly traps?: boolean | undefined;
}
interface Action {
  /** Organisation by id. */
  readonly organisation: string;
  readonly externalId: string;
  /** When the organisation does it; for a submission the report's `recordedAt`. */
  readonly at: string;
}
/** What an organisation does, in the order of `at`. */
export type SampleAction =
  | (Action & {
      readonly action: 'submit';
      readonly report: ReportInput;
      readonly planted?: string;
    })
  | (Action & {
      readonly action: 'submit';
      readonly report: FlawedReport;
      readonly flaw: Flaw;
    })
  | (Action & {
      readonly action: 'correct';
      readonly report: ReportInput;
    })
  | (Action & {
      readonly action: 'withdraw';
      readonly reason: WithdrawalReason;
    });
export declare const DEFAULT_REPORTS = 6000;
/**
 * Three years of reports, corrections and withdrawals up to a day. The same options give the same bytes.
 * Made week by week, so that memory does not grow with their number.
 * @throws RangeError for fewer than 500 reports
 */
export declare function sampleReports(options: SampleOptions): Generator<SampleAction, void, undefined>;
export {};
//# sourceMappingURL=stream.d.ts.map
