import type { Carried } from '../routing/reach.ts';

/**
 * The queue of one subject for one subscription. All rules of order are here and pure: only the head may be sent; a withdrawal
 * replaces what waits before it, and goes to whoever may hold the subject.
 */
export interface Line {
  /** What waits, in the order of revisions. */
  readonly queue: readonly Entry[];
  /** The receiver may hold a revision of the subject: sending one has begun, and no withdrawal came after it. */
  readonly holds: boolean;
  /** The most that it may hold of a report. */
  readonly level?: Carried;
  /** Of a trend, it may hold a revision that was a finding when it was sent. */
  readonly holdsFinding?: true;
  /** When somebody may take the head: now, after a pause, or when the lease of its holder has run out. Absent when nothing waits. */
  readonly dueAt?: Date;
  /** Who is sending the head. */
  readonly lease?: string;
}

export interface Entry {
  readonly delivery: string;
  readonly revision: number;
  /** An announcement is a withdrawal to who asked to be told of all, and holds nothing. */
  readonly kind: 'change' | 'withdrawal' | 'announcement';
  /** Attempts begun. */
  readonly attempts: number;
  /** How much of a report the last attempt told. */
  readonly level?: Carried;
  /** It takes the place of more that the receiver may have, so it is not given up. */
  readonly narrower?: boolean;
  /** It is not sent before. */
  readonly notBefore?: Date;
  /** A withdrawal waits behind it: when the attempt under way fails there is no other. */
  readonly overtaken?: boolean;
}

/** What an attempt tells: how much of a report, or of a trend that it is a finding. */
interface Sent {
  readonly level?: Carried | undefined;
  readonly finding?: boolean | undefined;
}

/** It changes what the receiver may hold; anything else is given up some day. */
export const mustArrive = ({ kind, narrower = false }: Entry): boolean => kind === 'withdrawal' || narrower;

export type NewEntry = Pick<Entry, 'delivery' | 'revision' | 'narrower' | 'notBefore'>;

export const EMPTY_LINE: Line = { queue: [], holds: false };

/** Nothing waits and the receiver holds nothing: nobody need remember it. */
export const isForgettable = (line: Line): boolean => line.queue.length === 0 && !line.holds;

export function addChange(line: Line, entry: NewEntry, now: Date): Line {
  return settle(line, [...line.queue, { ...entry, kind: 'change', attempts: 0 }], now);
}

/**
 * Drops the changes that wait; one under way is not tried again. Who may hold the subject is told next; who holds nothing is told nothing.
 * @returns the deliveries that were dropped, and whether `entry` was added
 */
export function addWithdrawal(line: Line, entry: NewEntry, now: Date): { line: Line; dropped: string[]; added: boolean } {
  const underWay = (waiting: Entry) => waiting === line.queue[0] && line.lease !== undefined;
  const stays = (waiting: Entry) => waiting.kind !== 'change' || underWay(waiting);
  const kept = line.queue.filter(stays).map((waiting) => (waiting.kind === 'change' ? { ...waiting, overtaken: true } : waiting));
  const queue: Entry[] = line.holds ? [...kept, { ...entry, kind: 'withdrawal', attempts: 0 }] : kept;
  const { level: _level, ...told } = line;
  return {
    line: settle({ ...told, holds: false }, queue, now),
    dropped: line.queue.filter((waiting) => !stays(waiting)).map(({ delivery }) => delivery),
    added: line.holds,
  };
}

/** Tells one that holds nothing of a withdrawal. */
export function addAnnouncement(line: Line, entry: NewEntry, now: Date): Line {
  return settle(line, [...line.queue, { ...entry, kind: 'announcement', attempts: 0 }], now);
}

/** An attempt at the head begins: nobody else takes it before `until`, unless its holder gives it back. */
export function begin(line: Line, lease: string, until: Date, { level, finding }: Sent = {}): Line {
  const [head, ...rest] = line.queue;
  if (!head) return line;
  const told = level !== undefined && { level };
  const begun = { ...line, queue: [{ ...head, ...told, attempts: head.attempts + 1 }, ...rest], lease, dueAt: until };
  if (head.kind !== 'change') return begun;
  // until the coarse form has arrived the receiver has what was sent before
  return { ...begun, holds: true, ...(line.level !== 'full' && told), ...(finding && { holdsFinding: true }) };
}

/** Whether the receiver may hold more of a report than it may see now. */
export function holdsMoreThan(line: Line, level: Carried | undefined): boolean {
  return line.holds && (level === undefined || (level === 'redacted' && line.level !== 'redacted'));
}

/** Whether the head, once it is delivered, leaves the receiver with nothing or with less than it may have had. */
export function takesBack(line: Line): boolean {
  const [head] = line.queue;
  return head?.kind === 'withdrawal' || (head?.level !== undefined && holdsMoreThan(line, head.level));
}

/** The change next in line: it can tell what the head did not. */
function successor({ queue: [head, next] }: Line): Entry | undefined {
  return head?.kind === 'change' && next?.kind === 'change' ? next : undefined;
}

/** What must arrive is tried until it is delivered, unless a later change can arrive in its place: one that is always refused must not block all others. */
export function isNeverGivenUp(line: Line): boolean {
  const [head] = line.queue;
  return head !== undefined && mustArrive(head) && !successor(line);
}

/** Whether a head that ends and was not delivered leaves the receiver with more than it may know, and nothing comes that takes it back. */
export function leavesTooMuch(line: Line): boolean {
  const narrower = line.queue[0]?.narrower ?? false;
  return line.holds && narrower && !successor(line);
}

/**
 * The head is done with: delivered, dropped, or given up. A withdrawal that a receiver which is gone did not take leaves it holding what it
 * had. Where a narrower form did not arrive, the change behind it must.
 */
export function finish(line: Line, outcome: 'delivered' | 'dropped' | 'failed', now: Date): Line {
  const [head, ...rest] = line.queue;
  const { lease: _lease, ...freed } = line;
  const holds = line.holds || (head?.kind === 'withdrawal' && outcome === 'failed');
  const replaced = outcome === 'delivered' && line.holds && head?.level !== undefined && { level: head.level };
  const next = outcome !== 'delivered' && head?.narrower ? successor(line) : undefined;
  const queue = next ? [{ ...next, narrower: true }, ...rest.slice(1)] : rest;
  return settle({ ...freed, holds, ...replaced }, queue, now, true);
}

/** The attempt failed: the head waits until `at`, and nobody holds it. */
export function postpone(line: Line, at: Date): Line {
  const { lease: _lease, ...freed } = line;
  return { ...freed, dueAt: at };
}

/** Keeps the time of the head; a new head is free, and due now or when it may be sent. */
function settle(line: Line, queue: readonly Entry[], now: Date, headIsGone = false): Line {
  const { dueAt: _dueAt, lease: _lease, ...idle } = line;
  const [head] = queue;
  if (!head) return { ...idle, queue };
  const sameHead = !headIsGone && head.delivery === line.queue[0]?.delivery;
  if (sameHead) return { ...line, queue };
  const { notBefore } = head;
  return { ...idle, queue, dueAt: notBefore && notBefore > now ? notBefore : now };
}
