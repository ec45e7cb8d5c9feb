import type { JsonWebKey } from 'node:crypto';

/** A private key with the instant from which it signs; one without has signed from the start. */
export type ScheduledKey = JsonWebKey & { readonly signsFrom?: string };

/**
 * A new key is published for so long before it signs. Services ask for keys each five minutes, other instances of directory look
 * into the file each half minute, brokers see a new file within minutes.
 */
export const PUBLISHED_BEFORE_MS = 15 * 60_000;
/** A key is published for so long after the next one took over: the life of its last token, and clocks that differ. */
export const PUBLISHED_AFTER_MS = 15 * 60_000;

const from = ({ signsFrom }: ScheduledKey) => (signsFrom === undefined ? -Infinity : Date.parse(signsFrom));

/** Keys that count now: first the one that signs, then those that are published because they will sign or have signed. */
export function keysInForce(keys: readonly ScheduledKey[], now: Date): ScheduledKey[] {
  const inOrder = [...keys].sort((one, other) => from(one) - from(other) || 0);
  const kept = inOrder.filter((_key, at) => {
    const next = inOrder[at + 1];
    return !next || from(next) + PUBLISHED_AFTER_MS > now.getTime();
  });
  const signing = kept.findLast((key) => from(key) <= now.getTime()) ?? kept[0];
  return signing ? [signing, ...kept.filter((key) => key !== signing)] : [];
}

/** Whether a key waits for its turn. */
export const isRotating = (keys: readonly ScheduledKey[], now: Date): boolean => keys.some((key) => from(key) > now.getTime());

/** The keys in force and a new one whose turn comes when everybody can know it. */
export function withNext(keys: readonly ScheduledKey[], next: JsonWebKey, now: Date): ScheduledKey[] {
  const signsFrom = new Date(now.getTime() + PUBLISHED_BEFORE_MS).toISOString();
  return [...keysInForce(keys, now), { ...next, signsFrom }];
}
