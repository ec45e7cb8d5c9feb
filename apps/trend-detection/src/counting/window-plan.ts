import type { Contribution, Counted } from './contribution.ts';
import { effectsOf, type CountingScope } from './counter-key.ts';
import type { CounterDelta } from './counting-store.ts';

/** One event that changes what its report contributes. */
interface Step {
  readonly previous: Contribution | undefined;
  readonly next: Contribution;
}

/** What a window of events does to the counters and the contributions of a partition. */
export interface WindowPlan {
  readonly scope: CountingScope;
  /** In the order of the events. Revisions are not merged: a refused document may have seen some of them and not others. */
  readonly steps: readonly Step[];
  /** The newest contribution of every report that changed. */
  readonly contributions: readonly Contribution[];
  /** Reports whose contribution was kept before this window. */
  readonly held: ReadonlySet<string>;
}

/**
 * Step 3 of offset-stamped counters (architecture, Counters): walks the events in order and notes what each changes.
 * @param events in order of their stamps
 * @param held contributions loaded after the position was read
 */
export function planWindow(scope: CountingScope, events: readonly Contribution[], held: ReadonlyMap<string, Contribution>): WindowPlan {
  const newest = new Map<string, Contribution>();
  const steps: Step[] = [];
  for (const next of events) {
    const previous = newest.get(next.report) ?? held.get(next.report);
    if (previous && next.revision <= previous.revision) continue;
    steps.push({ previous, next });
    newest.set(next.report, next);
  }
  return { scope, steps, contributions: [...newest.values()], held: new Set(held.keys()) };
}

/** What each touched document gets from the whole window. */
export function deltasOf(plan: WindowPlan): CounterDelta[] {
  return collect(plan, () => true);
}

/**
 * What is left for the documents that refused.
 * @param stamps `upTo` of each refused document: the last event that it includes; `-Infinity` where there is no document
 */
export function rebuildAfter(plan: WindowPlan, stamps: ReadonlyMap<string, number>): CounterDelta[] {
  return collect(plan, (id, stamp) => stamp > (stamps.get(id) ?? Infinity));
}

function collect({ scope, steps }: WindowPlan, wanted: (id: string, stamp: number) => boolean): CounterDelta[] {
  const deltas = new Map<string, { id: string; first: number; last: number; amounts: Map<string, number> }>();
  for (const { previous, next } of steps) {
    const touch = (id: string, slot: string, amount: number) => {
      if (!wanted(id, next.stamp)) return;
      let delta = deltas.get(id);
      if (!delta) deltas.set(id, (delta = { id, first: next.stamp, last: next.stamp, amounts: new Map() }));
      delta.last = next.stamp;
      delta.amounts.set(slot, (delta.amounts.get(slot) ?? 0) + amount);
    };
    if (previous?.counted) eachChange(scope, previous, next, touch);
    else if (next.counted) effectsOf(next.counted, scope, touch);
  }
  return [...deltas.values()];
}

/**
 * The new effects less the previous ones, slot by slot. What both have alike touches nothing, unless something is told of it that is no
 * count: then all of its series are to be evaluated anew.
 */
function eachChange(
  scope: CountingScope,
  previous: Contribution,
  next: Contribution,
  touch: (id: string, slot: string, amount: number) => void,
): void {
  const changes = new Map<string, { id: string; slot: string; amount: number }>();
  const note = (sign: 1 | -1) => (id: string, slot: string, amount: number) => {
    const key = `${id} ${slot}`;
    changes.set(key, { id, slot, amount: (changes.get(key)?.amount ?? 0) + sign * amount });
  };
  if (previous.counted) effectsOf(previous.counted, scope, note(-1));
  if (next.counted) effectsOf(next.counted, scope, note(1));
  const retold = next.counted !== undefined && toldOf(previous.counted) !== toldOf(next.counted);
  for (const { id, slot, amount } of changes.values()) if (amount !== 0 || retold) touch(id, slot, amount);
}

/** What evidence, artefacts and patterns are made of beside counts by record time. */
const toldOf = (counted: Counted | undefined) =>
  counted && `${counted.attribution} ${counted.kind} ${counted.country} ${counted.occurred} ${counted.signature ?? ''}`;
