import { Injectable } from '@nestjs/common';
import { CountersRepository } from '../counting/counters.repository.ts';
import { EditionOver } from '../figures/figures.repository.ts';
import { TrendOvertaken } from '../trends/trends.repository.ts';
import { arrivedBy } from './arrivals.ts';
import type { FamilyDocument } from './evaluation.collections.ts';
import { NotSettled } from './evidence.ts';
import { FamiliesRepository } from './families.repository.ts';
import { WEEK } from './grain.ts';
import { LineKeeper, type Plan } from './line-keeper.ts';
import { LinesRepository } from './lines.repository.ts';
import type { Pass } from './pass.ts';
import { Reducer } from './reducer.ts';
import { TrendTeller } from './trend-teller.ts';

/** Series whose lines are made between two looks at whether to go on. */
const STRETCH = 200;

export interface Evaluated {
  /** Everything is evaluated, reduced and told. */
  readonly settled: boolean;
  readonly changes: number;
  /** Weeks that were reduced anew. */
  readonly weeks: number;
}

/**
 * Takes a family as far as it can be taken: makes lines that are not there yet, evaluates the weeks that are over, reduces those in which
 * something changed, and tells the trends. Each step leaves behind what the next one needs; a kill anywhere costs a stretch and changes
 * nothing in what comes out.
 */
@Injectable()
export class FamilyEvaluator {
  constructor(
    private readonly counters: CountersRepository,
    private readonly families: FamiliesRepository,
    private readonly lines: LinesRepository,
    private readonly keeper: LineKeeper,
    private readonly reducer: Reducer,
    private readonly teller: TrendTeller,
  ) {}

  /** Makes the lines of families that are not there yet, together as far as they have come equally far. @param goOn asked between stretches */
  async make(plans: readonly Plan[], generation: string, goOn: () => Promise<boolean>): Promise<void> {
    const after = new Map(plans.flatMap(({ family }) => (family.after === undefined ? [] : [[family._id, family.after]])));
    // once for all stretches: what comes meanwhile is marked as changed, and is there when it is looked for again
    const all = after.size > 0 ? [...(await this.counters.allKeys(generation))].sort() : [];
    while (after.size > 0 && (await goOn())) {
      const least = [...after.values()].reduce((one, other) => (one < other ? one : other));
      const next = all.findIndex((key) => key > least);
      const keys = next < 0 ? [] : all.slice(next, next + STRETCH);
      const own = plans.filter(({ family }) => after.get(family._id) === least);
      await this.keeper.makeNext(own, keys);
      const last = keys.at(-1);
      for (const { family } of own) {
        if (last === undefined) {
          await this.families.complete(family._id);
          after.delete(family._id);
        } else {
          await this.families.advance(family._id, last, keys.length);
          after.set(family._id, last);
        }
      }
    }
  }

  /** @param plans all families of one audience @param goOn asked between stretches */
  async evaluate(plans: readonly Plan[], pass: Pass, goOn: () => Promise<boolean>): Promise<Evaluated> {
    const unsettled = { settled: false, changes: 0, weeks: 0 };
    const settled: Plan[] = [];
    try {
      let weeks = 0;
      for (const plan of plans) {
        const family = await this.settle(plan, pass, goOn);
        if (!family) return unsettled;
        const reduced = await this.reduce({ ...plan, family }, pass, goOn);
        if (reduced === undefined) return unsettled;
        if (plan.grain === WEEK) weeks += reduced;
        settled.push({ ...plan, family });
      }
      const changes = await this.teller.tell(settled, pass);
      // said last: whoever finds nothing to be reduced finds everything told
      for (const { family } of settled) if (family.reduceFrom !== undefined) await this.families.reduced(family._id, family.changes);
      return { settled: true, weeks, changes };
    } catch (error) {
      if (error instanceof NotSettled || error instanceof TrendOvertaken || error instanceof EditionOver) return unsettled;
      throw error;
    }
  }

  /** The family with all that is over evaluated; nothing where it did not come to the end. */
  private async settle(plan: Plan, pass: Pass, goOn: () => Promise<boolean>): Promise<FamilyDocument | undefined> {
    const closed = plan.grain.closedWith(pass.closedWeek);
    const family = await this.families.find(plan.family._id);
    if (!family || family.after !== undefined) return undefined;
    if (family.evaluatedTo >= closed && family.arrived !== undefined) return family;
    const arrived = await arrivedBy(closed, { ...plan, family }, pass);
    const ended = await this.keeper.turn({ ...plan, family }, closed, arrived, goOn);
    return ended ? this.families.find(family._id) : undefined;
  }

  /** @returns how many buckets, or `undefined` where it did not come to the end @throws NotSettled */
  private async reduce({ family, audience, grain }: Plan, pass: Pass, goOn: () => Promise<boolean>): Promise<number | undefined> {
    if (family.reduceFrom === undefined) return 0;
    const stood = new Map((await this.lines.bucketsOf(family._id, family.reduceFrom)).map((bucket) => [bucket.bucket, bucket]));
    const tested = await this.lines.tested(family._id);
    for (let bucket = family.reduceFrom; bucket <= family.evaluatedTo; bucket = grain.later(bucket, 1)) {
      await this.reducer.reduce({ family, grain, bucket }, tested(bucket), stood.get(bucket), audience, pass);
      if (!(await goOn())) return undefined;
    }
    return grain.between(family.reduceFrom, family.evaluatedTo);
  }
}
