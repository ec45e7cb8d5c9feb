import { count } from '../progress-bar.ts';
import type { RawFigures } from './raw.ts';
import type { SingleFigures } from './single-posts.ts';
import type { Usage } from './usage.ts';

/** What must be reached: shares of the slower of the two engines alone, and memory. */
export const TARGETS = { bulkShare: 0.25, countedShare: 0.05, peakMegabytes: 350 } as const;

/** A load whose size is given in bytes. */
export interface LargeLoad {
  megabytes: number;
  reports: number;
  perSecond: number;
  peakMegabytes: number | undefined;
}

export interface Figures {
  reports: number;
  bytesPerReport: number;
  raw: RawFigures;
  single: SingleFigures;
  bulkPerSecond: number;
  countedPerSecond: number;
  usage: Record<string, Usage>;
  large: LargeLoad | undefined;
}

/** As programs read it, in bench-ingest.json. */
export function fileOf(figures: Figures): object {
  const { raw, single, large, ...rest } = figures;
  return {
    ...rest,
    rawInsertPerSecond: raw.insertPerSecond,
    rawProducePerSecond: raw.producePerSecond,
    singlePerSecond: single.perSecond,
    singleP50Ms: single.p50Ms,
    singleP99Ms: single.p99Ms,
    ...sharesOf(figures),
    ...(large && { large }),
  };
}

/** As people read it. */
export function textOf(figures: Figures): string {
  const { reports, bytesPerReport, raw, single, bulkPerSecond, countedPerSecond, usage, large } = figures;
  const { bulkShare, countedShare } = sharesOf(figures);
  const rate = (name: string, perSecond: number, remark = '') =>
    `  ${name.padEnd(34)} ${count(perSecond).padStart(8)}  ${remark}`.trimEnd();
  const held = (share: number, target: number) =>
    `${percent(share)} of the slower engine alone (${share >= target ? 'at least' : 'MISSED:'} ${percent(target)})`;
  const memory = large?.peakMegabytes;
  return [
    `${count(reports)} reports of ${count(bytesPerReport)} bytes on average, a second:`,
    rate('MongoDB alone, insertMany', raw.insertPerSecond, 'majority, journaled, batches of 1,000'),
    rate('Kafka alone, produce', raw.producePerSecond, 'idempotent, acks=all, batches of 1,000'),
    rate('single POSTs', single.perSecond, `8 at a time; half within ${single.p50Ms} ms, 99% within ${single.p99Ms} ms`),
    rate('bulk, accepted', bulkPerSecond, held(bulkShare, TARGETS.bulkShare)),
    rate('bulk, counted at the other end', countedPerSecond, held(countedShare, TARGETS.countedShare)),
    '',
    'During the bulk load, to the last report counted:',
    ...Object.entries(usage).map(
      ([name, { cpuSeconds, peakMegabytes }]) =>
        `  ${name.padEnd(34)} ${cpuSeconds.toFixed(1).padStart(8)} s of processor  ${peakMegabytes} MB at most`,
    ),
    ...(large
      ? [
          '',
          `One load of ${large.megabytes} MB: ${count(large.reports)} reports, ${count(large.perSecond)} a second; ingestion took ${memory ?? 'an unknown number of'} MB at most ` +
            `(${memory === undefined ? 'not measured here' : memory < TARGETS.peakMegabytes ? 'below' : 'MISSED:'} ${TARGETS.peakMegabytes}).`,
        ]
      : []),
  ].join('\n');
}

function sharesOf({ raw, bulkPerSecond, countedPerSecond }: Figures): { bulkShare: number; countedShare: number } {
  const slower = Math.min(raw.insertPerSecond, raw.producePerSecond);
  const share = (perSecond: number) => Math.round((perSecond / slower) * 1000) / 1000;
  return { bulkShare: share(bulkPerSecond), countedShare: share(countedPerSecond) };
}

const percent = (share: number) => `${Math.round(share * 1000) / 10}%`;
