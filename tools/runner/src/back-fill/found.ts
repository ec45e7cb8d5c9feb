import type { BulkOutcome } from '../bulk/bulk-client.ts';
import { changeWords } from '../demo/summary.ts';
import { changesIn, type SeenTrend } from '../demo/trends.ts';
import { count, several } from '../progress-bar.ts';

const SHOWN = 12;

/** What a load of history came to, for people. */
export function foundWords(
  { accepted, alreadyHeld, rejected, reasons }: BulkOutcome,
  counted: number,
  trends: readonly SeenTrend[],
): string {
  const open = changesIn(trends);
  const past = trends.filter(({ closedBecause }) => closedBecause === 'history').length;
  const refused = reasons.list().slice(0, SHOWN);
  return [
    `History   ${count(accepted)} reports accepted, ${count(alreadyHeld)} held already, ${count(rejected)} rejected`,
    ...refused.map(({ reason, lines }) => `${count(lines).padStart(16)}  ${reason}`),
    `Counted   ${several(counted, 'report')} in all`,
    `Past      ${several(past, 'change')} found in the history that ${past === 1 ? 'is' : 'are'} over`,
    open.length === 0 ? 'Open      no change goes on' : `Open      ${several(open.length, 'series', 'series')} changed and not over`,
    ...open.slice(0, SHOWN).map((change) => `${' '.repeat(10)}${changeWords(change)}`),
    ...(open.length > SHOWN ? [`${' '.repeat(10)}and ${count(open.length - SHOWN)} more`] : []),
  ]
    .map((line) => `  ${line}`)
    .join('\n');
}
