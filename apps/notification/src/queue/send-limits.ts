/** How many deliveries may begin in a minute. */
export interface Limits {
  readonly perSubscription: number;
  readonly perOrganisation: number;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

const MINUTE = 60_000;

/**
 * Token buckets of this instance, one for each subscription and each organisation: a burst of a minute's worth, then a steady flow.
 * What may not begin yet waits in the queue; nothing is lost.
 */
export class SendLimits {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly limits: Limits) {}

  /** @returns 0 when a delivery may begin now, which counts, else milliseconds until one may */
  take(subscription: string, organisation: string, now: number): number {
    const { perSubscription, perOrganisation } = this.limits;
    const own = this.filled(`subscription ${subscription}`, perSubscription, now);
    const shared = this.filled(`organisation ${organisation}`, perOrganisation, now);
    const wait = Math.max(untilOne(own, perSubscription), untilOne(shared, perOrganisation));
    if (wait > 0) return wait;
    own.tokens -= 1;
    shared.tokens -= 1;
    return 0;
  }

  private filled(key: string, perMinute: number, now: number): Bucket {
    const bucket = this.buckets.get(key) ?? { tokens: perMinute, filledAt: now };
    bucket.tokens = Math.min(perMinute, bucket.tokens + (Math.max(0, now - bucket.filledAt) * perMinute) / MINUTE);
    bucket.filledAt = now;
    this.buckets.set(key, bucket);
    return bucket;
  }
}

function untilOne({ tokens }: Bucket, perMinute: number): number {
  return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * MINUTE) / perMinute);
}
