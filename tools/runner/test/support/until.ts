import { messageOf } from '@landbridge/engines';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until the question is answered with something true. One that fails is asked again: what is asked may just be away.
 * @throws when that takes too long, with the last failure
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T> | T,
  milliseconds = 180_000,
): Promise<Exclude<T, undefined | false | null>> {
  const deadline = Date.now() + milliseconds;
  let last = 'never';
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer as Exclude<T, undefined | false | null>;
      last = 'not yet';
    } catch (error) {
      last = messageOf(error);
    }
    if (Date.now() > deadline) throw new Error(`Waited ${milliseconds / 1000} s in vain: ${what} (${last}).`);
    await sleep(100);
  }
}
