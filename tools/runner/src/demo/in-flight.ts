import type { Step } from '@landbridge/engines';
import { setTimeout as sleep } from 'node:timers/promises';
import { count, several } from '../progress-bar.ts';
import { apps } from '../root.ts';
import type { NetworkState } from './network-state.ts';

/** What is still on its way, in plain words; empty when nothing is. */
export function inFlight({ messaging, counting, deliveries }: NetworkState): string[] {
  const found: string[] = [];
  for (const app of apps) {
    const { topics, outboxPending } = messaging[app];
    if (outboxPending > 0) found.push(`${several(outboxPending, 'chunk')} of ${app} not yet in Kafka`);
    for (const { topic, state, lag } of topics) {
      if (state !== 'live') found.push(`${app} is ${state} the topic ${topic}`);
      else if (lag === undefined) found.push(`${app} cannot say how far it is in the topic ${topic}`);
      else if (lag > 0) found.push(`${several(lag, 'event')} of the topic ${topic} not yet read by ${app}`);
    }
  }
  for (const { community, done, total } of counting.madeAnew)
    found.push(`figures of ${community} made anew under its charter (${count(done)} of ${count(total)} series)`);
  if (counting.dirty > 0) found.push(`${several(counting.dirty, 'counter')} to be evaluated`);
  else if (!counting.settled && counting.madeAnew.length === 0) found.push('the last complete week to be evaluated');
  const waiting = deliveries.waiting + deliveries.sending;
  if (waiting > 0) found.push(`${several(waiting, 'delivery', 'deliveries')} waiting`);
  return found;
}

export interface Patience {
  readonly pollMs: number;
  /** Given up when nothing has changed for so long. */
  readonly stillMs: number;
  readonly mostMs: number;
}

const PATIENCE: Patience = { pollMs: 700, stillMs: 180_000, mostMs: 3_600_000 };

/**
 * Waits until two looks in a row find nothing in flight, and answers the last one.
 * @throws saying what is stuck
 */
export async function untilNothingIsInFlight(
  look: () => Promise<NetworkState>,
  step: Pick<Step, 'say'>,
  { pollMs, stillMs, mostMs }: Patience = PATIENCE,
): Promise<NetworkState> {
  const begun = Date.now();
  let moved = begun;
  let last = '';
  let calm = 0;
  for (;;) {
    const asked = Date.now();
    const state = await look();
    const cost = Date.now() - asked;
    const left = inFlight(state);
    calm = left.length === 0 ? calm + 1 : 0;
    if (calm === 2) return state;
    step.say(left.join(', ') || 'looking once more');
    const picture = JSON.stringify(state);
    if (picture !== last) moved = Date.now();
    last = picture;
    const now = Date.now();
    if (left.length > 0 && now - moved > stillMs) throw new Error(`Nothing has moved for ${minutes(stillMs)}: ${left.join(', ')}.`);
    if (now - begun > mostMs) throw new Error(`After ${minutes(mostMs)} there is still something in flight: ${left.join(', ')}.`);
    // Whoever looks all the time takes the time of those who work.
    await sleep(Math.max(pollMs, 3 * cost));
  }
}

const minutes = (ms: number) => `${Math.round(ms / 60_000)} minutes`;
