import { setTimeout as sleep } from 'node:timers/promises';
import type { SampleLoad } from './sample-load.ts';
import type { Clients } from './clients.ts';

/** Reports of one step. */
const STEP = 50;

/** Keeps reports coming, at most so many a second, as long as the work takes. */
export async function whileReportsCome(clients: Clients, load: SampleLoad, perSecond: number, work: () => Promise<void>): Promise<void> {
  const end = new AbortController();
  const worked = work().finally(() => end.abort());
  // a failing work is seen at the end
  worked.catch(() => undefined);
  while (!end.signal.aborted) await Promise.all([clients.perform(load.next(STEP)), sleep((1000 * STEP) / perSecond)]);
  await worked;
}
