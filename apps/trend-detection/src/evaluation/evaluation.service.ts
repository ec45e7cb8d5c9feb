import { ConsumerStatus, Heartbeats, PolicyContext } from '@landbridge/messaging';
import { Clock } from '@landbridge/platform';
import { Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { CountersRepository } from '../counting/counters.repository.ts';
import { Audiences, fingerprint } from './audiences.ts';
import { dueWeek, reasonToWait, type Backlog } from './due.ts';
import { EvaluationLease } from './evaluation-lease.ts';
import { EvaluationState } from './evaluation.schema.ts';
import { FiguresRemaker } from './figures-remaker.ts';
import { Pass } from './pass.ts';
import { StretchEvaluator } from './stretch-evaluator.ts';

const SENDER = 'ingestion';
/** Series that are read at once, between two prolongations of the lease. */
const STRETCH = 50;

/** What a round did, or why it did nothing. */
export interface Round {
  readonly waits?: string;
  readonly series: number;
  readonly changes: number;
  /** Series that could not be evaluated yet. */
  readonly unsettled: number;
}

const idle = (waits?: string): Round => ({ series: 0, changes: 0, unsettled: 0, ...(waits === undefined ? {} : { waits }) });

/** Decides when and what to evaluate. A round may end anywhere, at a kill too: the next one does what is left. */
@Injectable()
export class EvaluationService {
  private readonly logger = new Logger(EvaluationService.name);
  private waitingSince: Date | undefined;

  constructor(
    private readonly consumers: ConsumerStatus,
    private readonly heartbeats: Heartbeats,
    private readonly clock: Clock,
    private readonly lease: EvaluationLease,
    private readonly audiences: Audiences,
    private readonly counters: CountersRepository,
    private readonly policy: PolicyContext,
    private readonly stretches: StretchEvaluator,
    private readonly remaker: FiguresRemaker,
    @InjectModel(EvaluationState.name) private readonly states: Model<EvaluationState>,
  ) {}

  /** @param signal ends the round after the series in hand */
  async round(signal: AbortSignal): Promise<Round> {
    const { generation, ...backlog } = await this.backlog();
    if (generation === undefined) return idle('there is no complete generation yet');
    const waits = this.reasonToWait(backlog);
    if (waits !== undefined) return idle(waits);
    if (!(await this.lease.take())) {
      // how long the other one has waited is its own business
      this.waitingSince = undefined;
      return idle('another instance evaluates');
    }
    const round = await this.evaluate(generation, dueWeek(backlog), backlog.now, signal);
    if (round.waits === undefined) this.waitingSince = undefined;
    return round;
  }

  /** Monday of the newest week that has been evaluated, as an epoch day. */
  async lastEvaluated(): Promise<EvaluationState | undefined> {
    return (await this.states.findById('last').lean()) ?? undefined;
  }

  async backlog(): Promise<Backlog & { readonly generation: string | undefined }> {
    const topics = await this.consumers.topics();
    const reports = topics.find(({ topic }) => topic === 'reports');
    return {
      generation: reports?.state === 'live' ? reports.generation : undefined,
      lag: reports?.lag,
      oldestUnsent: this.heartbeats.oldestUnsent(SENDER).oldest,
      now: this.clock.now(),
    };
  }

  private reasonToWait(backlog: Backlog): string | undefined {
    const waits = reasonToWait(backlog, this.waitingSince);
    if (waits !== undefined) this.waitingSince ??= backlog.now;
    return waits;
  }

  private async reasonToStop(pass: Pass): Promise<string | undefined> {
    if (this.audiences.haveChanged(pass.audiences)) return 'a charter has changed';
    return this.reasonToWait(await this.backlog()) ?? ((await this.lease.take()) ? undefined : 'another instance evaluates');
  }

  private async evaluate(generation: string, due: number, now: Date, signal: AbortSignal): Promise<Round> {
    const last = await this.lastEvaluated();
    // a week once evaluated stays evaluated, whatever is heard later of what was unsent
    const closedWeek = Math.max(due, last?.generation === generation ? last.closedWeek : due);
    const policySequence = this.policy.sequence();
    const audiences = await this.remaker.prepare({ generation, closedWeek, now });
    const state: EvaluationState = { _id: 'last', generation, closedWeek, audiences: fingerprint(audiences) };
    const all = last?.generation !== generation || last.closedWeek !== closedWeek || last.audiences !== state.audiences;
    const keys = all ? await this.counters.allKeys(generation) : await this.counters.dirtyKeys(generation);
    const pass = new Pass(this.counters, generation, closedWeek, audiences, now.toISOString(), policySequence);
    const round = await this.evaluateEach([...keys], pass, signal);
    if (all && round.unsettled === 0 && !signal.aborted) await this.states.replaceOne({ _id: 'last' }, state, { upsert: true });
    if (round.waits !== undefined) return round;
    return { ...round, series: round.series + (await this.remaker.goOn(pass, signal)) };
  }

  /** A load that begins meanwhile ends it: it makes the same series dirty again, and needs the store. */
  private async evaluateEach(keys: readonly string[], pass: Pass, signal: AbortSignal): Promise<Round> {
    const round = { series: 0, changes: 0, unsettled: 0 };
    for (let from = 0; from < keys.length && !signal.aborted; from += STRETCH) {
      const waits = await this.reasonToStop(pass);
      if (waits !== undefined) return { ...round, unsettled: round.unsettled + keys.length - from, waits };
      const stretch = keys.slice(from, from + STRETCH);
      const { done, changes, unsettled } = await this.stretches.evaluate(stretch, pass);
      await this.counters.markEvaluated(done);
      round.series += stretch.length;
      round.changes += changes;
      round.unsettled += unsettled;
    }
    if (keys.length > 0) this.logger.log(round, 'Evaluated what has changed.');
    return round;
  }
}
