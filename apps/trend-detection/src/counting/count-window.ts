import type { Contribution } from './contribution.ts';
import type { CountingScope } from './counter-key.ts';
import type { CountingStore } from './counting-store.ts';
import { deltasOf, planWindow, rebuildAfter, type WindowPlan } from './window-plan.ts';

/**
 * Offset-stamped counters (architecture, Counters), steps 2 and 3: reads and computes only. The caller has read the position before.
 * Events may have been seen before; consumers of the same partition may be at work at the same time.
 */
export async function prepareWindow(store: CountingStore, scope: CountingScope, events: readonly Contribution[]): Promise<WindowPlan> {
  const reports = [...new Set(events.map(({ report }) => report))];
  return planWindow(scope, events, await store.contributions(scope.generation, reports));
}

/** Steps 4 and 5: counters, and only then contributions. The caller moves the position afterwards; after an error it starts again by reading it. */
export async function countWindow(store: CountingStore, plan: WindowPlan): Promise<void> {
  await addToCounters(store, plan);
  await keepContributions(store, plan);
}

/** Step 4. A document that refuses has seen some of the window already, by us before a restart or by another consumer: it gets the rest. */
export async function addToCounters(store: CountingStore, plan: WindowPlan): Promise<void> {
  let refused = await store.add(deltasOf(plan));
  while (refused.length > 0) {
    const found = await store.stamps(refused);
    const rest = rebuildAfter(plan, new Map(refused.map((id) => [id, found.get(id) ?? -Infinity])));
    refused = rest.length > 0 ? await store.add(rest) : [];
  }
}

/** Step 5. */
export function keepContributions(store: CountingStore, { scope, contributions, held }: WindowPlan): Promise<void> {
  return store.keep(scope, contributions, held);
}
