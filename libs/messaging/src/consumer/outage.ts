import { Unavailable } from '../errors.ts';

/** What the handler needs is away. The partition waits without limit, and nothing counts towards dead letters. */
export class Outage extends Error {
  override readonly name = 'Outage';
}

/** A stamped effect fails although the store answers. It is tried again for ever, and the service is not ready. */
export class EffectFails extends Error {
  override readonly name = 'EffectFails';
}

/** The consumer stops, or the partition was given to another. What is done is done; the rest is left to the next owner. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

const NETWORK = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoPoolClearedError',
  'MongoPoolClearedOnNetworkError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoOperationTimeoutError',
]);
const LABELS = ['TransientTransactionError', 'UnknownTransactionCommitResult', 'RetryableWriteError'];

/** Whether the handler says that something it needs is away. */
export const isUnavailable = (error: unknown) => error instanceof Unavailable;

/** Whether the store was away or in the way for a moment, even if it answers again by now. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const labelled = hasLabels(error) && LABELS.some((label) => error.hasErrorLabel(label));
  return labelled || NETWORK.has(error.name);
}

interface Labelled {
  hasErrorLabel(label: string): boolean;
}

const hasLabels = (error: Error): error is Error & Labelled => 'hasErrorLabel' in error && typeof error.hasErrorLabel === 'function';

/** An error as it may be kept and sent: its class and code, never its text, which may quote what was handled. */
export function withoutContent(error: unknown): { name: string; message: string } {
  if (!(error instanceof Error)) return { name: 'Error', message: 'The handler failed.' };
  const code = 'code' in error ? String(error.code) : '';
  return { name: safe(error.name) || 'Error', message: safe(code) ? `The handler failed with code ${code}.` : 'The handler failed.' };
}

const safe = (name: string) => (/^[\w.-]{1,60}$/.test(name) ? name : '');
