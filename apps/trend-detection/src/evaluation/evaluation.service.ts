import { ConsumerStatus, Heartbeats } from '@landbridge/messaging';
import { Clock } from '@landbridge/platform';
import { Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { CountersRepository } from '../counting/counters.repository.ts';
import type { CounterDocument } from '../counting/counting.collections.ts';
import { seriesNamed } from '../counting/series.ts';
import { TrendOvertaken, TrendsRepository } from '../trends/trends.repository.ts';
import { Audiences } from './audiences.ts';
import { dueWeek, reasonToWait, type Backlog } from './due.ts';
import { EvaluationLease } from './evaluation-lease.ts';
import { EvaluationState } from './evaluation.schema.ts';
import { NotSettled } from './evidence.ts';
import { Pass } from './pass.ts';
import { SeriesEvaluator } from './series-evaluator.ts';
import { TrendWriter } from './trend-writer.ts';

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
    private readonly trends: TrendsRepository,
    private readonly series: SeriesEvaluator,
    private readonly writer: TrendWriter,
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

  private async evaluate(generation: string, due: number, now: Date, signal: AbortSignal): Promise<Round> {
    const last = await this.lastEvaluated();
    // a week once evaluated stays evaluated, whatever is heard later of what was unsent
    const closedWeek = Math.max(due, last?.generation === generation ? last.closedWeek : due);
    const audiences = await this.audiences.read(generation);
    const state: EvaluationState = { _id: 'last', generation, closedWeek, audiences: this.audiences.fingerprint(audiences) };
    const all = last?.generation !== generation || last.closedWeek !== closedWeek || last.audiences !== state.audiences;
    const keys = all ? await this.counters.allKeys(generation) : await this.counters.dirtyKeys(generation);
    const pass = new Pass(this.counters, generation, closedWeek, audiences, now.toISOString());
    const round = await this.evaluateEach([...keys], pass, signal);
    if (all && round.unsettled === 0 && !signal.aborted) await this.states.replaceOne({ _id: 'last' }, state, { upsert: true });
    return round;
  }

  /** A load that begins meanwhile ends it: it makes the same series dirty again, and needs the store. */
  private async evaluateEach(keys: readonly string[], pass: Pass, signal: AbortSignal): Promise<Round> {
    const round = { series: 0, changes: 0, unsettled: 0 };
    for (let from = 0; from < keys.length && !signal.aborted; from += STRETCH) {
      const waits = this.reasonToWait(await this.backlog()) ?? ((await this.lease.take()) ? undefined : 'another instance evaluates');
      if (waits !== undefined) return { ...round, unsettled: round.unsettled + keys.length - from, waits };
      const stretch = keys.slice(from, from + STRETCH);
      const { changes, unsettled } = await this.evaluateStretch(stretch, pass);
      round.series += stretch.length;
      round.changes += changes;
      round.unsettled += unsettled;
    }
    if (keys.length > 0) this.logger.log(round, 'Evaluated what has changed.');
    return round;
  }

  private async evaluateStretch(keys: readonly string[], pass: Pass): Promise<{ changes: number; unsettled: number }> {
    const documents = await this.counters.documentsOf(keys);
    const names = new Map([...documents.keys()].map((key) => [key, seriesNamed(key.slice(pass.generation.length + 1))]));
    const stored = await this.trends.ofSeries([...names.values()]);
    const done: CounterDocument[] = [];
    let written = 0;
    let unsettled = 0;
    for (const [key, series] of names) {
      const own = documents.get(key) ?? [];
      try {
        const changes = await this.series.changesOf(series, own, stored.get(series) ?? [], pass);
        if (changes.length > 0) await this.writer.write(changes, pass.evaluatedAt);
        written += changes.length;
        done.push(...own);
      } catch (error) {
        if (!(error instanceof NotSettled || error instanceof TrendOvertaken)) throw error;
        unsettled += 1;
      }
    }
    await this.counters.markEvaluated(done);
    return { changes: written, unsettled };
  }
}
