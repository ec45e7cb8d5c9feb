import type { UnitSums } from '../loading/quantities.ts';
import type { DemoResult } from './demo-run.ts';
import type { Seconds } from './steps.ts';

/** What `.landbridge/demo.json` holds. */
export interface DemoFile {
  /** Lines of this run. */
  accepted: number;
  alreadyHeld: number;
  rejected: number;
  /** Events of reports that went to Kafka in this run. */
  sent: number;
  /** Reports that count now, and the sums of their quantities by unit. */
  counted: number;
  countedTotals: UnitSums;
  /** Open trends, one for each audience that can see it. */
  trends: number;
  plantedFound: number;
  plantedTotal: number;
  /** Webhooks received, each id once. */
  deliveries: number;
  deadLetters: number;
  /** By step. */
  seconds: Seconds;
}

export function demoFileOf({ figures, trends }: DemoResult, seconds: Seconds): DemoFile {
  const { accepted, alreadyHeld, rejected, before, after, plantedFound, plantedTotal, received } = figures;
  return {
    accepted,
    alreadyHeld,
    rejected,
    sent: after.reports.sent - before.reports.sent,
    counted: after.counting.counted,
    countedTotals: after.counting.totals,
    trends,
    plantedFound,
    plantedTotal,
    deliveries: received,
    deadLetters: Object.values(after.messaging).reduce((sum, { deadLetters }) => sum + deadLetters, 0),
    seconds,
  };
}
