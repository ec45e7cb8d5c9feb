import { sameSums, type UnitSums } from '../loading/quantities.ts';
import { apps } from '../root.ts';
import { count, several } from '../progress-bar.ts';
import type { NetworkState } from './network-state.ts';

/** All that the sums are made of. */
export interface Figures {
  /** Lines that were sent, where they were counted before. */
  readonly lines: number | undefined;
  readonly accepted: number;
  readonly alreadyHeld: number;
  readonly rejected: number;
  readonly corrected: number;
  readonly withdrawn: number;
  readonly before: NetworkState;
  readonly after: NetworkState;
  /** Counters that differ from a recount of what counts. */
  readonly countersDiffering: number;
  /** What must come out on a fresh store. */
  readonly expected: { readonly rejected: number; readonly counted: number; readonly totals: UnitSums } | undefined;
  readonly received: number;
  readonly unsigned: number;
  /** Changes that the subscriber may see and was not told of. */
  readonly untold: number;
  readonly plantedFound: number;
  readonly plantedTotal: number;
}

/** The sums that do not hold, each as a sentence; empty when all numbers add up. */
export function wrongSums(figures: Figures): string[] {
  return [...ofReports(figures), ...ofCounting(figures), ...ofDeliveries(figures), ...ofMessages(figures)];
}

function ofReports({ lines, accepted, alreadyHeld, rejected, corrected, withdrawn, before, after, expected }: Figures): string[] {
  const answered = accepted + alreadyHeld + rejected;
  const taken = after.reports.accepted - before.reports.accepted;
  const sent = after.reports.sent - before.reports.sent;
  const events = accepted + corrected + withdrawn;
  return [
    ...unless(
      lines === undefined || lines === answered,
      `${count(lines ?? 0)} lines were sent and ${count(answered)} were answered (accepted, already held or rejected).`,
    ),
    ...unless(taken === accepted, `${count(accepted)} reports were accepted and ingestion has ${count(taken)} more than before.`),
    ...unless(
      sent === events,
      `${count(events)} revisions were accepted (reports, corrections, withdrawals) and ${count(sent)} events were sent to Kafka.`,
    ),
    ...unless(
      expected === undefined || expected.rejected === rejected,
      `${count(expected?.rejected ?? 0)} lines are bad on purpose and ${count(rejected)} were rejected.`,
    ),
  ];
}

function ofCounting({ after: { reports, counting }, countersDiffering, expected, plantedFound, plantedTotal }: Figures): string[] {
  const held = reports.accepted - reports.withdrawn;
  return [
    ...unless(counting.counted === held, `ingestion holds ${count(held)} reports and ${count(counting.counted)} are counted.`),
    ...unless(countersDiffering === 0, `${count(countersDiffering)} counters differ from a recount.`),
    ...unless(
      expected === undefined || expected.counted === counting.counted,
      `${count(expected?.counted ?? 0)} reports were sent that should count, and ${count(counting.counted)} are counted.`,
    ),
    ...unless(
      expected === undefined || sameSums(expected.totals, counting.totals),
      `The quantities that were sent sum to ${sumWords(expected?.totals ?? {})}; those that are counted, to ${sumWords(counting.totals)}.`,
    ),
    ...unless(
      plantedFound === plantedTotal,
      `${count(plantedTotal)} changes are planted in the sample and ${count(plantedFound)} were found.`,
    ),
  ];
}

function ofDeliveries({ before, after, received, unsigned, untold }: Figures): string[] {
  const delivered = after.deliveries.delivered - before.deliveries.delivered;
  const failed = after.deliveries.failed - before.deliveries.failed;
  return [
    ...unless(delivered === received, `notification has delivered ${count(delivered)} webhooks and ${count(received)} were received.`),
    ...unless(failed === 0, `${several(failed, 'delivery', 'deliveries')} failed.`),
    ...unless(unsigned === 0, `${several(unsigned, 'webhook')} came without a good signature.`),
    ...unless(untold === 0, `The subscriber was not told of ${several(untold, 'change')}.`),
  ];
}

function ofMessages({ after: { messaging } }: Figures): string[] {
  return apps.flatMap((app) => [
    ...unless(messaging[app].deadLetters === 0, `${app} could not use ${count(messaging[app].deadLetters)} events (dead letters).`),
    ...unless(messaging[app].outboxQuarantined === 0, `Kafka refused ${count(messaging[app].outboxQuarantined)} events of ${app}.`),
  ]);
}

/** `4,417 victims, 1 event` */
export function sumWords(totals: UnitSums): string {
  return (
    Object.entries(totals)
      .map(([unit, sum = 0]) => several(sum, unit))
      .join(', ') || 'nothing'
  );
}

const unless = (holds: boolean, sentence: string) => (holds ? [] : [sentence]);
