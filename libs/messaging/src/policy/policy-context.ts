import { Inject, Injectable, Logger } from '@nestjs/common';
import type { CommunityState, OrganisationState } from '@landbridge/contracts';
import { PolicyStale } from '../errors.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging.options.ts';
import { orLate, repeat } from '../timing.ts';
import { Freshness } from './freshness.ts';
import { PolicyMemory } from './policy-memory.ts';
import type { PolicyEntry, PolicyRecord } from './policy-record.ts';
import { PolicyStore } from './policy-store.ts';

/** Gets the id of the organisation or community that changed. */
export type PolicyListener = (subject: string) => void;

/** A record of the topic `organisations`, or why it cannot be used. */
export type PolicyChange = PolicyRecord | { readonly kind: 'unreadable'; readonly subject: string; readonly sequence: number | undefined };

const TICK_MS = 500;
const ANSWER_MS = 2_000;

/**
 * Who is who and who may see what, as every instance of every service knows it: read from `organisations` into memory, kept in the
 * service's own store, and asked of directory when Kafka is late.
 */
@Injectable()
export class PolicyContext {
  private readonly logger = new Logger('Policy');
  private readonly memory = new PolicyMemory();
  private readonly freshness = new Freshness();
  private readonly listeners = new Set<PolicyListener>();
  private readonly waiters = new Set<() => void>();
  private unsaved = new Set<string>();
  private complete = false;
  private ends: (() => Promise<void>)[] = [];

  constructor(
    private readonly store: PolicyStore,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  organisation(id: string): OrganisationState | undefined {
    return this.memory.organisation(id);
  }

  community(id: string): CommunityState | undefined {
    return this.memory.community(id);
  }

  /** The organisation that a person may act for now, by the person's id. */
  organisationOfPerson(id: string): OrganisationState | undefined {
    return this.memory.organisationOfPerson(id);
  }

  communities(): CommunityState[] {
    return this.memory.communities();
  }

  /** Number of the last change that is known here. Events that depend on the policy carry it. */
  sequence(): number {
    return this.memory.sequence;
  }

  /** Resolves when the context was read once, from Kafka, from directory or, if both are away, from the own store. */
  async ready(): Promise<void> {
    while (!this.complete) await new Promise<void>((resolve) => this.waiters.add(resolve));
  }

  /** Whether the context is as new as directory says, heard or asked within three seconds. Reads above CLEAR need it. */
  fresh(): boolean {
    return this.freshness.fresh(performance.now());
  }

  /** @throws PolicyStale */
  requireFresh(): void {
    if (!this.fresh()) throw new PolicyStale();
  }

  /** @returns whether the change of this number is known, at last after so many milliseconds */
  async waitFor(sequence: number, milliseconds: number): Promise<boolean> {
    const deadline = performance.now() + milliseconds;
    while (this.memory.sequence < sequence) {
      const left = deadline - performance.now();
      if (left <= 0) return false;
      await this.nextChange(left);
    }
    return true;
  }

  /** @returns how to end it */
  onChange(listener: PolicyListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Begins with what the own store has. */
  async start(): Promise<void> {
    if (!this.options.policy) return;
    const { sequence, entries } = await this.store.load();
    this.memory.restore(entries, sequence);
    if (sequence > 0) this.completed();
    this.ends.push(
      repeat(() => this.askIfLate(), TICK_MS),
      repeat(() => this.save(), TICK_MS),
    );
  }

  async stop(): Promise<void> {
    await Promise.all(this.ends.splice(0).map((end) => end()));
    await this.save().catch(() => undefined);
  }

  /** From the topic, in its order. @param caughtUp whether this was all that is there */
  receive(changes: readonly PolicyChange[], caughtUp: boolean): void {
    for (const change of changes) {
      const { subject, sequence } = change.kind === 'unreadable' ? change : { subject: change.state.id, sequence: change.state.sequence };
      if (change.kind === 'unreadable') {
        this.logger.error(`A record of ${subject} cannot be read; it counts as suspended until directory publishes it anew.`);
        if (this.memory.close(subject, sequence)) this.changed(subject);
      } else if (this.memory.apply(change)) this.changed(subject);
      this.reach(sequence ?? 0);
    }
    if (caughtUp) this.completed();
  }

  /** Directory published up to this number. @param at when it said so, by our monotonic clock */
  hear(published: number, at: number): void {
    this.freshness.hear(published, at, this.memory.sequence);
  }

  private async askIfLate(): Promise<void> {
    const now = performance.now();
    const { policy } = this.options;
    if (!policy || !this.freshness.runsOut(now)) return;
    const state = await orLate(ANSWER_MS, policy.fetchState(this.memory.sequence), undefined);
    if (!state) return;
    for (const record of state.records) if (this.memory.apply(record)) this.changed(record.state.id);
    this.reach(state.sequence);
    this.freshness.answered(now);
    this.completed();
  }

  private async save(): Promise<void> {
    if (this.unsaved.size === 0) return;
    const subjects = this.unsaved;
    this.unsaved = new Set();
    const entries = [...subjects].flatMap((subject): [string, PolicyEntry][] => {
      const entry = this.memory.entry(subject);
      return entry ? [[subject, entry]] : [];
    });
    try {
      await this.store.save(new Map(entries), this.memory.sequence);
    } catch (error) {
      for (const subject of subjects) this.unsaved.add(subject);
      throw error;
    }
  }

  private changed(subject: string): void {
    this.unsaved.add(subject);
    for (const listener of this.listeners) listener(subject);
  }

  private reach(sequence: number): void {
    if (!this.memory.reach(sequence)) return;
    this.freshness.reach(sequence);
    this.notify();
  }

  private completed(): void {
    if (this.complete) return;
    this.complete = true;
    this.notify();
  }

  private notify(): void {
    for (const wake of this.waiters) wake();
    this.waiters.clear();
  }

  private async nextChange(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.waiters.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      this.waiters.add(wake);
    });
  }
}
