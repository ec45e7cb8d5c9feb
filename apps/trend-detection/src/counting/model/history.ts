import { countWindow, prepareWindow } from '../count-window.ts';
import type { Contribution } from '../contribution.ts';
import type { CountingStore } from '../counting-store.ts';
import type { WindowPlan } from '../window-plan.ts';
import { evaluate, isEvaluated, isUnevaluated } from './evaluator.ts';
import { Chance, randomLog } from './random-log.ts';
import { SCOPE, Simulation, StoreAway, type Actor } from './simulation.ts';

/** How a wrong variant differs from the protocol; the protocol itself is the empty one. */
export interface Variant {
  /** Changes what the production code sees of the store. */
  store?(store: CountingStore, window: { end: number }): CountingStore;
  /** Changes the events of a window. */
  events?(events: readonly Contribution[]): readonly Contribution[];
  /** Takes the place of steps 4 and 5. */
  count?(store: CountingStore, plan: WindowPlan): Promise<void>;
  /** Takes the contributions before the position is read, and keeps them. */
  loadsFirst?: boolean;
  /** Which events evaluation takes for handled. */
  readonly handledUpTo?: (position: number) => number;
}

/** So many rounds of evaluation are enough when nothing is counted any more. */
const ROUNDS = 2;

/** The loop around a window, as libs/messaging runs it: read the position, then window after window, then move it. */
async function consume(simulation: Simulation, actor: Actor, variant: Variant): Promise<void> {
  const { chance, log } = simulation;
  for (;;) {
    try {
      const early = variant.loadsFirst
        ? await simulation.store(actor).contributions('g', [...new Set(log.map(({ report }) => report))])
        : undefined;
      let from = await simulation.operation(actor, () => simulation.position);
      if (chance.happens(0.3)) from = chance.whole(0, from);
      while (from < log.length) {
        const end = Math.min(log.length, from + chance.whole(1, 8));
        await oneWindow(simulation, actor, variant, log.slice(from, end), end, early);
        await simulation.operation(actor, () => (simulation.position = Math.max(simulation.position, end)));
        from = end;
      }
      return;
    } catch (error) {
      if (!(error instanceof StoreAway)) throw error;
    }
  }
}

async function oneWindow(
  simulation: Simulation,
  actor: Actor,
  variant: Variant,
  events: readonly Contribution[],
  end: number,
  early: Map<string, Contribution> | undefined,
): Promise<void> {
  const plain = simulation.store(actor);
  const varied = variant.store?.(plain, { end }) ?? plain;
  const store = early ? { ...varied, contributions: () => Promise.resolve(early) } : varied;
  const plan = await prepareWindow(store, SCOPE, variant.events?.(events) ?? events);
  for (const contribution of plan.contributions) early?.set(contribution.report, contribution);
  await untilDone(() => (variant.count ?? countWindow)(store, plan), simulation.chance);
}

/** After an error the window's effect is tried again as it was planned, or all starts with the position once more. */
async function untilDone(effect: () => Promise<void>, chance: Chance): Promise<void> {
  for (;;) {
    try {
      await effect();
      return;
    } catch (error) {
      if (!(error instanceof StoreAway) || chance.happens(0.5)) throw error;
    }
  }
}

export interface Outcome {
  readonly right: boolean;
  readonly kills: number;
  readonly orphans: number;
  readonly refusals: number;
  readonly failures: number;
}

/** One random life of a partition: consumers start, overlap, die at any operation and are followed by others; at the end all is counted. */
export async function history(seed: number, variant: Variant = {}): Promise<Outcome> {
  const chance = new Chance(seed);
  const simulation = new Simulation(chance, randomLog(chance), chance.happens(0.5));
  const start = () => void simulation.start((actor) => consume(simulation, actor, variant));
  const startEvaluation = () => simulation.start((actor) => evaluate(simulation, actor, variant.handledUpTo));
  await turmoil(simulation, start, startEvaluation);
  for (const actor of [...simulation.actors]) if (chance.happens(0.3)) simulation.kill(actor);
  start();
  await runOut(simulation);
  start();
  await runOut(simulation);
  for (let rounds = 0; rounds < ROUNDS && isUnevaluated(simulation); rounds += 1) {
    startEvaluation();
    await runOut(simulation);
  }
  const counted = simulation.position === simulation.log.length && equal(simulation.counted(), simulation.recount());
  return { right: counted && isEvaluated(simulation), ...simulation.seen };
}

async function turmoil(simulation: Simulation, start: () => void, startEvaluation: () => Actor): Promise<void> {
  const { chance, log } = simulation;
  const deaths = chance.happens(0.2) ? 0 : chance.fraction() * 0.05;
  const births = chance.fraction() * 0.05;
  const rounds = chance.fraction() * 0.1;
  let evaluator: Actor | undefined;
  start();
  for (let budget = chance.whole(20, log.length > 16 ? 1000 : 300); budget > 0; budget -= 1) {
    if (simulation.actors.length === 0 || (simulation.actors.length < 4 && chance.happens(births))) start();
    if (!(evaluator && simulation.actors.includes(evaluator)) && chance.happens(rounds)) evaluator = startEvaluation();
    const actor = chance.pick(simulation.actors);
    if (chance.happens(deaths)) {
      simulation.kill(actor);
      continue;
    }
    const run = chance.happens(0.1) ? chance.whole(1, 30) : 1;
    for (let step = 0; step < run && !actor.done; step += 1) await simulation.step(actor);
  }
}

async function runOut(simulation: Simulation): Promise<void> {
  while (simulation.actors.length > 0) await simulation.step(simulation.chance.pick(simulation.actors));
}

function equal(a: Map<string, number>, b: Map<string, number>): boolean {
  return a.size === b.size && [...a].every(([key, sum]) => b.get(key) === sum);
}
