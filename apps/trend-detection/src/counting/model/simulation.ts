import { effectsOf, type Days, daysOf, type CountingScope } from '../counter-key.ts';
import type { Contribution } from '../contribution.ts';
import type { CounterDelta, CountingStore } from '../counting-store.ts';
import type { Chance } from './random-log.ts';

export const SCOPE: CountingScope = { generation: 'g', partition: '0' };

export interface Counter {
  upTo: number;
  /** Days of what has changed since it was last evaluated. */
  dirtyDays: Days | undefined;
  readonly slots: Map<string, number>;
}

/** A consumer as the scheduler sees it: it stands before its next operation on the store until the scheduler lets it do it. */
export interface Actor {
  next: (() => void) | undefined;
  /** The operations still to do belong to one bulk, which the store may finish for a client that has died. */
  inBulk: boolean;
  killed: boolean;
  done: boolean;
}

/**
 * A store in which each operation on one document is atomic and nothing else is, and a scheduler that lets one
 * operation of one consumer happen at a time.
 */
export class Simulation {
  readonly counters = new Map<string, Counter>();
  readonly contributions = new Map<string, Contribution>();
  position = 0;
  /** What evaluation has made of the contributions of each day, and from which day on it is to be made anew. */
  readonly made = { days: new Map<number, string>(), from: Infinity, changes: 0 };
  actors: Actor[] = [];
  readonly seen = { kills: 0, orphans: 0, refusals: 0, failures: 0 };
  /** Consumers that are computing, not waiting for the store. */
  private computing = 0;

  constructor(
    readonly chance: Chance,
    readonly log: readonly Contribution[],
    private readonly transactions: boolean,
  ) {}

  start(consume: (actor: Actor) => Promise<void>): Actor {
    const actor: Actor = { next: undefined, inBulk: false, killed: false, done: false };
    this.actors.push(actor);
    this.computing += 1;
    void consume(actor).then(() => {
      actor.done = true;
      this.computing -= 1;
    });
    return actor;
  }

  /** Lets the consumer do one operation, and waits until everybody stands before the next. */
  async step(actor: Actor): Promise<void> {
    actor.next?.();
    while (this.computing > 0) await Promise.resolve();
    if (actor.done) this.actors = this.actors.filter((other) => other !== actor);
  }

  kill(actor: Actor): void {
    this.seen.kills += 1;
    actor.killed = true;
    if (actor.inBulk && this.chance.happens(0.5)) this.seen.orphans += 1;
    else this.actors = this.actors.filter((other) => other !== actor);
  }

  operation<T>(actor: Actor, act: () => T): Promise<T> {
    return this.bulk(actor, [() => void 0], act);
  }

  /** Operations one at a time in the order given; then `result`, or the error with which the store breaks off. */
  bulk<T>(actor: Actor, operations: (() => void)[], result: () => T, breaksAfter = Infinity): Promise<T> {
    return new Promise((resolve, reject) => {
      let done = 0;
      const finish = (settle: () => void) => {
        actor.next = undefined;
        actor.inBulk = false;
        if (actor.killed) actor.done = true;
        else {
          this.computing += 1;
          settle();
        }
      };
      actor.inBulk = operations.length > 1;
      actor.next = () => {
        operations[done]?.();
        done += 1;
        if (done >= breaksAfter) finish(() => reject(new StoreAway()));
        else if (done >= operations.length) finish(() => resolve(result()));
      };
      this.computing -= 1;
    });
  }

  store(actor: Actor): CountingStore {
    return {
      contributions: async (_, reports) => {
        const found = new Map<string, Contribution>();
        const read = (report: string) => () => {
          const kept = this.contributions.get(report);
          if (kept) found.set(report, kept);
        };
        return this.bulk(actor, this.chance.shuffled(reports).map(read), () => found);
      },
      stamps: async (ids) => {
        const found = new Map<string, number>();
        const read = (id: string) => () => {
          const counter = this.counters.get(id);
          if (counter) found.set(id, counter.upTo);
        };
        return this.bulk(actor, this.chance.shuffled(ids).map(read), () => found);
      },
      add: (deltas) => this.add(actor, deltas),
      keep: async (_, contributions) => {
        const write = (next: Contribution) => () => {
          const kept = this.contributions.get(next.report);
          if (!kept || kept.stamp < next.stamp) this.contributions.set(next.report, next);
        };
        return this.bulk(actor, this.chance.shuffled(contributions).map(write), () => undefined);
      },
    };
  }

  private add(actor: Actor, deltas: readonly CounterDelta[]): Promise<string[]> {
    const refused: string[] = [];
    const operations = this.chance.shuffled(deltas).map((delta) => () => {
      if ((this.counters.get(delta.id)?.upTo ?? -Infinity) >= delta.first) refused.push(delta.id);
      else this.addOne(delta);
    });
    const together = () => {
      for (const operation of operations) operation();
    };
    const steps = this.transactions && this.chance.happens(0.5) ? [together] : operations;
    const breaksAfter = this.chance.happens(0.05) ? this.chance.whole(1, Math.max(1, steps.length)) : Infinity;
    if (breaksAfter !== Infinity) this.seen.failures += 1;
    return this.bulk(
      actor,
      steps,
      () => {
        this.seen.refusals += refused.length;
        return refused;
      },
      breaksAfter,
    );
  }

  private addOne({ id, last, amounts }: CounterDelta): void {
    const counter = this.counters.get(id) ?? { upTo: last, dirtyDays: undefined, slots: new Map<string, number>() };
    for (const [slot, amount] of amounts) counter.slots.set(slot, (counter.slots.get(slot) ?? 0) + amount);
    counter.upTo = last;
    counter.dirtyDays = daysOf(amounts.keys(), counter.dirtyDays);
    this.counters.set(id, counter);
  }

  /** What the counters must hold: the last revision of every report, counted afresh. */
  recount(): Map<string, number> {
    const sums = new Map<string, number>();
    const add = (id: string, slot: string, amount: number) => sums.set(`${id} ${slot}`, (sums.get(`${id} ${slot}`) ?? 0) + amount);
    for (const { counted } of this.newest()) if (counted) effectsOf(counted, SCOPE, add);
    return sums;
  }

  /** The last revision of every report. */
  newest(): Contribution[] {
    const newest = new Map<string, Contribution>();
    for (const event of this.log) if (event.revision > (newest.get(event.report)?.revision ?? 0)) newest.set(event.report, event);
    return [...newest.values()];
  }

  counted(): Map<string, number> {
    const slots = [...this.counters].flatMap(([id, counter]) => [...counter.slots].map(([slot, sum]) => [`${id} ${slot}`, sum] as const));
    return new Map(slots.filter(([, sum]) => sum !== 0));
  }
}

export class StoreAway extends Error {}
