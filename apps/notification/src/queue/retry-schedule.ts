const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Standard Webhooks: how long to wait after the first failed attempt, the second, and so on. */
export const RETRY_DELAYS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR] as const;

/** After those, for what is never given up. */
const AFTERWARDS = 24 * HOUR;

/** A receiver may ask for at most this much patience. */
const LONGEST_WAIT = 24 * HOUR;

/** Up to this share is added to each delay, so that those who failed together do not come back together. */
const JITTER = 0.2;

/**
 * Milliseconds until the next attempt.
 * @param attempts how many were made, all failed; at least 1
 * @param neverGivenUp it is tried for ever, each day
 * @param askedFor what the receiver's Retry-After says, in milliseconds
 * @param random in [0, 1)
 * @returns `undefined` when there is no further attempt
 */
export function retryDelay(attempts: number, neverGivenUp: boolean, askedFor: number | undefined, random: number): number | undefined {
  const delay = RETRY_DELAYS[attempts - 1] ?? (neverGivenUp ? AFTERWARDS : undefined);
  if (delay === undefined) return undefined;
  return Math.max(Math.round(delay * (1 + JITTER * random)), Math.min(askedFor ?? 0, LONGEST_WAIT));
}

/**
 * Reads a Retry-After header (RFC 9110, 10.2.3): seconds or a date.
 * @returns milliseconds from now, `undefined` when there is none that can be read
 */
export function readRetryAfter(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * SECOND;
  const at = /^[A-Z][a-z]{2,8}[, ]/.test(header) ? Date.parse(header) : NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
