import { isRecord } from '@landbridge/deployment';
import { messageOf, type Step } from '@landbridge/engines';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OperatorClient } from '../operator-client.ts';
import { count, progressBar, several } from '../progress-bar.ts';
import { Refused } from '../service-client.ts';

/** How far trend-detection is with what ingestion has accepted. */
export interface EvaluationProgress {
  /** Chunks of reports that are not in Kafka yet. */
  readonly unsent: number;
  /** Events in Kafka that are not counted yet. */
  readonly lag: number;
  readonly counted: number;
  /** Counters whose series is to be evaluated. */
  readonly dirty: number;
  /** Series that are evaluated, of how many, in the audiences whose figures are being made. */
  readonly making: { readonly audiences: number; readonly done: number; readonly total: number };
  readonly settled: boolean;
}

/** Asks in the order in which reports flow, so that none slips by between two answers. */
export async function readProgress(operator: OperatorClient): Promise<EvaluationProgress> {
  const ingestion = await operator.at('ingestion').get('/v1/operator/messaging');
  const { lag, counted, dirty, making, settled } = await operator.at('trend-detection').get('/v1/operator/status');
  const made = Array.isArray(making) ? making.filter(isRecord) : [];
  const sum = (name: 'done' | 'total') => made.reduce((all, one) => all + numberOr(one[name], 0), 0);
  return {
    unsent: numberOr(ingestion['outboxPending'], NaN),
    // it is not known while Kafka cannot be asked
    lag: numberOr(lag, NaN),
    counted: numberOr(counted, 0),
    dirty: numberOr(dirty, 0),
    making: { audiences: made.length, done: sum('done'), total: sum('total') },
    settled: settled === true,
  };
}

/** What is being done, for people. */
export function progressWords({ unsent, lag, counted, dirty, making }: EvaluationProgress): string {
  if (unsent > 0) return `${several(unsent, 'chunk')} of reports on the way to Kafka`;
  if (!(lag === 0)) return progressBar(counted, counted + (lag || 0), 'reports counted');
  const audiences = `for ${several(making.audiences, 'audience')}`;
  if (making.done < making.total) return `${progressBar(making.done, making.total, 'series evaluated')} ${audiences}`;
  if (dirty > 0) return `${several(dirty, 'counter')} to be evaluated`;
  return making.audiences > 0 ? `${count(making.total)} series evaluated; telling changes from chance ${audiences}` : 'finishing';
}

export interface Patience {
  readonly pollMs: number;
  /** Given up when nothing has changed for so long. */
  readonly stillMs: number;
}

const PATIENCE: Patience = { pollMs: 1_000, stillMs: 600_000 };

/**
 * Waits until everything that was accepted is counted and evaluated.
 * @throws saying what is stuck
 */
export async function untilEvaluated(
  look: () => Promise<EvaluationProgress>,
  step: Pick<Step, 'say'>,
  { pollMs, stillMs }: Patience = PATIENCE,
): Promise<EvaluationProgress> {
  let [last, moved] = ['', Date.now()];
  for (;;) {
    const progress = await look().catch(awayFor);
    if (typeof progress !== 'string' && progress.unsent === 0 && progress.settled) return progress;
    const words = typeof progress === 'string' ? progress : progressWords(progress);
    step.say(words);
    const picture = JSON.stringify(progress);
    if (picture !== last) [last, moved] = [picture, Date.now()];
    if (Date.now() - moved > stillMs)
      throw new Error(
        `Nothing has moved for ${Math.round(stillMs / 60_000)} minutes: ${words}. What was accepted stays; give the same command again.`,
      );
    await sleep(pollMs);
  }
}

/** What a service that is away for a moment did not answer. @throws where it answers that it will not */
function awayFor(error: unknown): string {
  if (error instanceof Refused && error.status < 500 && error.status !== 429) throw error;
  return messageOf(error);
}

const numberOr = (value: unknown, other: number) => (typeof value === 'number' ? value : other);
