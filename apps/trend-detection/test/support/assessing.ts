import { expect } from '@jest/globals';
import type { StructuredReport, Trend } from '@landbridge/contracts';
import { organisationState } from '@landbridge/contracts/testing';
import type { Caller } from '@landbridge/platform';
import { AssessmentService, type Answered } from '../../src/assessment/assessment.service.ts';
import { dismiss, fillIn, publish } from '../../src/assessment/decisions.ts';
import { completeSheet } from '../../src/assessment/testing.ts';
import { startOf } from '../../src/counting/calendar.ts';
import { TrendsRepository } from '../../src/trends/trends.repository.ts';
import { ANNA, BRUNO, callerOf, NEIGHBOUR, TEAM } from './assessors.ts';
import { EvaluationBench } from './evaluation.ts';
import { background, RISING, WEEK, weekOf } from './rises.ts';

export const anna: Caller = callerOf(TEAM, ANNA);
export const bruno: Caller = callerOf(NEIGHBOUR, BRUNO);
export const member: Caller = callerOf(organisationState({ communities: ['practitioners'] }));
export const CORRIDOR = 'practitioners corridor:RO>SE reports';

export type Decide = Parameters<AssessmentService['act']>[2];

/** A corridor that has risen, on a real store, and people who assess it. */
export class Assessing {
  readonly bench: EvaluationBench;
  /** The reports of the rise. */
  readonly rise: readonly StructuredReport[] = weekOf(0, 12, RISING);

  private constructor(bench: EvaluationBench) {
    this.bench = bench;
  }

  static async open(): Promise<Assessing> {
    const assessing = new Assessing(await EvaluationBench.open());
    await assessing.bench.count(...background(20), ...assessing.rise);
    await assessing.bench.round();
    assessing.bench.told();
    return assessing;
  }

  get service(): AssessmentService {
    return this.bench.part(AssessmentService);
  }

  /** The newest trend of the corridor. */
  async corridor(): Promise<Trend> {
    const isCorridor = ({ series }: Trend) => series.dimension === 'corridor' && series.value === 'RO>SE' && series.measure === 'reports';
    const found = (await this.bench.trends()).findLast(isCorridor);
    if (!found) throw new Error('There is no trend of the corridor.');
    return found;
  }

  async read(): Promise<Answered> {
    return this.service.read({ caller: anna, trend: (await this.corridor()).id, purpose: undefined });
  }

  /** On what is there now, as somebody does who has just read it. */
  async act(decide: Decide, caller: Caller = anna, other?: string): Promise<Answered> {
    return this.actOn((await this.corridor()).id, decide, other, caller);
  }

  actOn(trend: string, decide: Decide, other?: string, caller: Caller = anna): Promise<Answered> {
    const terms = { judgement: true, match: { header: '*' }, other: () => other };
    return this.service.act({ caller, trend, purpose: undefined }, terms, decide);
  }

  async publish(): Promise<Answered> {
    await this.act((of) => fillIn(of, completeSheet()));
    return this.act(publish);
  }

  dismiss(): Promise<Answered> {
    return this.act((of) => dismiss(of, 'campaign', undefined));
  }

  /** The week so many after the present one has passed. */
  async after(weeks: number): Promise<void> {
    this.bench.now = new Date(startOf(WEEK + 7 * (weeks + 1)).getTime() + 3_600_000);
    await this.bench.round();
  }

  async shownTo(caller: Caller): Promise<string[]> {
    return (await this.bench.answers.trends.page(caller, { limit: 200 })).trends.map(({ id }) => id);
  }

  async requireGapless(): Promise<void> {
    for (const { id, revision } of await this.bench.trends()) {
      const revisions = await this.bench.part(TrendsRepository).revisionsOf(id);
      expect(revisions.map((one) => one.revision)).toEqual(Array.from({ length: revision }, (_, i) => i + 1));
    }
  }
}
