import { jest } from '@jest/globals';
import type { Type } from '@nestjs/common';
import { CountersRepository } from '../../src/counting/counters.repository.ts';
import { EvaluationCollections } from '../../src/evaluation/evaluation.collections.ts';
import { EvaluationLease } from '../../src/evaluation/evaluation-lease.ts';
import { FamiliesRepository } from '../../src/evaluation/families.repository.ts';
import { LinesRepository } from '../../src/evaluation/lines.repository.ts';
import { TrendWriter } from '../../src/evaluation/trend-writer.ts';
import { FiguresRepository } from '../../src/figures/figures.repository.ts';
import { TrendsRepository } from '../../src/trends/trends.repository.ts';
import { type EvaluationBench, Killed } from './evaluation.ts';

type Part = Type<object>;

/** Every write of evaluation. Those of trends are in a transaction, which a kill takes back. */
const WRITES: readonly (readonly [Part, readonly string[]])[] = [
  [CountersRepository, ['markEvaluated']],
  [EvaluationCollections, ['replace']],
  [EvaluationLease, ['write']],
  [FamiliesRepository, ['begin', 'advance', 'complete', 'reopen', 'evaluated', 'reduced', 'forget']],
  [FiguresRepository, ['begin', 'turn', 'requireEdition']],
  [LinesRepository, ['keep', 'addSignals', 'keepBucket']],
  [TrendWriter, ['write']],
  [TrendsRepository, ['write']],
];

/** Before the write takes place, or when it has. */
export const MOMENTS = ['before', 'after'] as const;
export type Moment = (typeof MOMENTS)[number];

export interface KillPoint {
  readonly part: Part;
  readonly write: string;
  readonly moment: Moment;
}

export const KILL_POINTS: readonly KillPoint[] = WRITES.flatMap(([part, writes]) =>
  writes.flatMap((write) => MOMENTS.map((moment) => ({ part, write, moment }))),
);

export const nameOf = ({ part, write, moment }: KillPoint) => `${moment} ${part.name}.${write}`;

/** Lets the first instance stall in the first call of a write that is left. */
export function stallAt(
  bench: EvaluationBench,
  { part, write, moment }: KillPoint,
): { readonly stalled: Promise<'stalled'>; wake(): void } {
  const parts = bench.part(part) as Record<string, (...given: unknown[]) => Promise<unknown>>;
  const real = parts[write]!.bind(parts);
  const reached = Promise.withResolvers<'stalled'>();
  const woken = Promise.withResolvers<undefined>();
  jest.spyOn(parts, write).mockImplementationOnce(async (...given) => {
    const result = moment === 'after' ? await real(...given) : undefined;
    reached.resolve('stalled');
    await woken.promise;
    return moment === 'after' ? result : real(...given);
  });
  return { stalled: reached.promise, wake: () => woken.resolve(undefined) };
}

/** Kills evaluation at the calls of a write, counted from 1 over all its processes, that are to be its last. @returns how often it has been killed so far */
export function killAt(bench: EvaluationBench, { part, write, moment }: KillPoint, dies: (call: number) => boolean): () => number {
  let calls = 0;
  let kills = 0;
  const arm = () => {
    const parts = bench.part(part) as Record<string, (...given: unknown[]) => Promise<unknown>>;
    const real = parts[write]!.bind(parts);
    jest.spyOn(parts, write).mockImplementation(async (...given) => {
      calls += 1;
      if (!dies(calls)) return real(...given);
      kills += 1;
      if (moment === 'after') await real(...given);
      throw new Killed(`Killed ${moment} ${part.name}.${write}.`);
    });
  };
  arm();
  bench.armed.push(arm);
  return () => kills;
}

/** Nothing is killed any more. */
export function disarm(bench: EvaluationBench): void {
  bench.armed.length = 0;
  jest.restoreAllMocks();
}
