import { ConsumerStatus, Heartbeats, PolicyContext } from '@landbridge/messaging';
import { Clock } from '@landbridge/platform';
import { Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { CountersRepository } from '../counting/counters.repository.ts';
import { Audiences } from './audiences.ts';
import { dueWeek, reasonToWait, type Backlog } from './due.ts';
import { EvaluationLease } from './evaluation-lease.ts';
import { EvaluationState } from './evaluation.schema.ts';
import { FamiliesService } from './families.service.ts';
import { FamilyEvaluator } from './family-evaluator.ts';
import { LineKeeper, type Plan } from './line-keeper.ts';
import { Pass } from './pass.ts';
import { Standing } from './standing.ts';

const SENDER = 'ingestion';
/** Series that are read at once, between two looks at whether to go on. */
const STRETCH = 250;
/** Milliseconds between two questions to Kafka and the store whether to go on: the answer takes longer than many a stretch. */
const ASK_EVERY = 1_000;

/** What a round did, or why it did nothing. */
export interface Round {
  readonly waits?: string;
  /** Series whose counts had changed. */
  readonly series: number;
  /** Weeks that were reduced anew, over all audiences. */
  readonly weeks: number;
  /** Trends that changed. */
  readonly changes: number;
  /** Audiences whose figures are not finished yet. */
  readonly unsettled: number;
}

/** How far reports are counted. */
interface Counting<G> {
  /** The present one, when it is complete. */
  readonly generation: G;
  /** First offset that is not yet counted, by partition. */
  readonly handled: readonly number[];
}

const idle = (waits?: string): Round => ({ series: 0, weeks: 0, changes: 0, unsettled: 0, ...(waits === undefined ? {} : { waits }) });

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
    private readonly planner: FamiliesService,
    private readonly lines: LineKeeper,
    private readonly evaluator: FamilyEvaluator,
    private readonly standing: Standing,
    @InjectModel(EvaluationState.name) private readonly states: Model<EvaluationState>,
  ) {}

  /** @param signal ends the round after the series in hand */
  async round(signal: AbortSignal): Promise<Round> {
    const { generation, handled, ...backlog } = await this.backlog();
    if (generation === undefined) return idle('there is no complete generation yet');
    const waits = this.reasonToWait(backlog);
    if (waits !== undefined) return idle(waits);
    if (!(await this.lease.take())) {
      // how long the other one has waited is its own business
      this.waitingSince = undefined;
      return idle('another instance evaluates');
    }
    const round = await this.evaluate({ generation, handled }, dueWeek(backlog), backlog.now, signal);
    if (round.waits === undefined) this.waitingSince = undefined;
    return round;
  }

  /** Monday of the newest week that has been evaluated, as an epoch day. */
  async lastEvaluated(): Promise<EvaluationState | undefined> {
    return (await this.states.findById('last').lean()) ?? undefined;
  }

  async backlog(): Promise<Backlog & Counting<string | undefined>> {
    const topics = await this.consumers.topics();
    const reports = topics.find(({ topic }) => topic === 'reports');
    return {
      generation: reports?.state === 'live' ? reports.generation : undefined,
      handled: reports?.handled ?? [],
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

  private async reasonToStop(): Promise<string | undefined> {
    return this.reasonToWait(await this.backlog()) ?? ((await this.lease.take()) ? undefined : 'another instance evaluates');
  }

  private async evaluate({ generation, handled }: Counting<string>, due: number, now: Date, signal: AbortSignal): Promise<Round> {
    const last = await this.lastEvaluated();
    // a week once evaluated stays evaluated, whatever is heard later of what was unsent
    const closedWeek = Math.max(due, last?.generation === generation ? last.closedWeek : due);
    const before = await this.standing.now(generation, closedWeek);
    const keys = [...(await this.counters.dirtyKeys(generation))].sort();
    if (keys.length === 0 && this.standing.isAsBefore(before)) return idle();
    const pass = new Pass(this.counters, generation, closedWeek, now.toISOString(), this.policy.sequence());
    const plans = await this.planner.plan(generation, closedWeek, now);
    let waits: string | undefined;
    let askedAt = -Infinity;
    const goOn = async () => {
      if (signal.aborted) waits ??= 'it ends';
      if (this.audiences.haveChanged(plans.map(({ audience }) => audience))) waits ??= 'a charter has changed';
      if (waits === undefined && this.clock.now().getTime() - askedAt >= ASK_EVERY) {
        waits = await this.reasonToStop();
        askedAt = this.clock.now().getTime();
      }
      return waits === undefined;
    };
    const series = await this.refresh(keys, plans, handled, goOn);
    const refreshed = series === keys.length;
    if (refreshed) await this.evaluator.make(plans, generation, goOn);
    let [weeks, changes] = [0, 0];
    let unsettled = 0;
    for (const own of Map.groupBy(plans, ({ audience }) => audience).values()) {
      const result = refreshed && waits === undefined ? await this.evaluator.evaluate(own, pass, goOn) : undefined;
      weeks += result?.weeks ?? 0;
      changes += result?.changes ?? 0;
      if (!result?.settled) unsettled += 1;
    }
    const state: EvaluationState = { _id: 'last', generation, closedWeek };
    if (unsettled === 0 && waits === undefined && (last?.generation !== generation || last.closedWeek !== closedWeek))
      await this.lease.write((session) => this.states.replaceOne({ _id: 'last' }, state, { upsert: true, session }));
    const round = { series, weeks, changes, unsettled };
    const didNothing = waits === undefined && series + weeks + changes + unsettled === 0;
    this.standing.keep(didNothing ? before : undefined);
    if (series + weeks + changes > 0) this.logger.log(round, 'Evaluated what has changed.');
    return waits === undefined ? round : { ...round, waits };
  }

  /** A load that begins meanwhile ends it: it makes the same series dirty again, and needs the store. @returns how many series are done */
  private async refresh(
    keys: readonly string[],
    plans: readonly Plan[],
    handled: readonly number[],
    goOn: () => Promise<boolean>,
  ): Promise<number> {
    for (let from = 0; from < keys.length; from += STRETCH) {
      if (!(await goOn())) return from;
      const documents = await this.lines.refresh(keys.slice(from, from + STRETCH), plans);
      await this.counters.markEvaluated(documents, handled, this.lease.require);
    }
    return keys.length;
  }
}
