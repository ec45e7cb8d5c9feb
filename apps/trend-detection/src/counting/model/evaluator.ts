import type { Contribution } from '../contribution.ts';
import { isHandled } from '../counter-key.ts';
import { DAYS } from './random-log.ts';
import type { Actor, Counter, Simulation } from './simulation.ts';

/**
 * A round of evaluation, as far as counting has to do with it: the position before anything else; then what is to be made anew, and only
 * then the marks; what stands of a day is made of the contributions that are there when it is its turn.
 * @param handledUpTo what it takes for the first event that has not taken effect
 */
export async function evaluate(simulation: Simulation, actor: Actor, handledUpTo = (position: number) => position): Promise<void> {
  const { made, counters } = simulation;
  const position = await simulation.operation(actor, () => simulation.position);
  const read = await dirtyCounters(simulation, actor);
  const from = Math.min(...[...read.values()].map(({ dirtyDays }) => dirtyDays?.r?.from ?? Infinity));
  await simulation.operation(actor, () => {
    made.from = Math.min(made.from, from);
    made.changes += 1;
  });
  await simulation.operation(actor, () => {
    for (const [id, { upTo }] of read) {
      const counter = counters.get(id);
      if (counter?.upTo === upTo && isHandled(id, upTo, [handledUpTo(position)])) counter.dirtyDays = undefined;
    }
  });
  const { changes, ...family } = await simulation.operation(actor, () => ({ ...made }));
  for (const day of DAYS.filter((one) => one >= family.from)) {
    const found = await contributionsOf(simulation, actor);
    await simulation.operation(actor, () => made.days.set(day, toldOf(found, day)));
  }
  await simulation.operation(actor, () => {
    if (made.changes === changes) made.from = Infinity;
  });
}

/** Whether something that has changed is not evaluated yet. */
export function isUnevaluated({ counters, made }: Simulation): boolean {
  return made.from !== Infinity || [...counters.values()].some(({ dirtyDays }) => dirtyDays !== undefined);
}

/** Whether what stands of each day is made of the last revisions. */
export function isEvaluated(simulation: Simulation): boolean {
  const newest = simulation.newest();
  return !isUnevaluated(simulation) && DAYS.every((day) => (simulation.made.days.get(day) ?? '') === toldOf(newest, day));
}

async function dirtyCounters(simulation: Simulation, actor: Actor): Promise<Map<string, Counter>> {
  const found = new Map<string, Counter>();
  const read = (id: string) => () => {
    const counter = simulation.counters.get(id);
    if (counter?.dirtyDays !== undefined) found.set(id, { ...counter });
  };
  await simulation.bulk(actor, [() => void 0, ...[...simulation.counters.keys()].map(read)], () => undefined);
  return found;
}

async function contributionsOf(simulation: Simulation, actor: Actor): Promise<Contribution[]> {
  const found: Contribution[] = [];
  const read = (report: string) => () => {
    const kept = simulation.contributions.get(report);
    if (kept) found.push(kept);
  };
  await simulation.bulk(actor, [() => void 0, ...[...simulation.contributions.keys()].map(read)], () => undefined);
  return found;
}

function toldOf(contributions: readonly Contribution[], day: number): string {
  return contributions
    .flatMap(({ report, counted }) =>
      counted?.recorded === day ? [`${report} ${counted.attribution} ${counted.cell} ${counted.series.join('+')}`] : [],
    )
    .sort()
    .join('\n');
}
