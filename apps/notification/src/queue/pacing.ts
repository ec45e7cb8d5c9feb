/** Attempts under way at once: in all, for one subscription, and for one whose last attempt failed. */
export const CONCURRENCY = { overall: 256, subscription: 8, failing: 1 } as const;

interface Pace {
  underWay: number;
  failing: boolean;
  pausedUntil: number;
  /** Whether what is urgent passes the pause: it does when a limit is the reason. */
  urgentPasses: boolean;
}

/** Keeps one receiver, slow or failing or over its limit, from taking the others' places. Knows of this instance only. */
export class Pacing {
  private readonly paces = new Map<string, Pace>();
  private total = 0;

  hasRoom(): boolean {
    return this.total < CONCURRENCY.overall;
  }

  hasRoomFor(subscription: string): boolean {
    const { underWay, failing } = this.of(subscription);
    return this.hasRoom() && underWay < (failing ? CONCURRENCY.failing : CONCURRENCY.subscription);
  }

  started(subscription: string): void {
    this.total += 1;
    this.of(subscription).underWay += 1;
  }

  ended(subscription: string): void {
    this.total -= 1;
    this.of(subscription).underWay -= 1;
  }

  answered(subscription: string, well: boolean): void {
    this.of(subscription).failing = !well;
  }

  pause(subscription: string, until: number, urgentPasses: boolean): void {
    Object.assign(this.of(subscription), { pausedUntil: until, urgentPasses });
  }

  /** Subscriptions that nothing is taken for now, and those that only what is urgent is taken for. */
  closed(now: number): { toAll: string[]; toOrdinary: string[] } {
    const toAll: string[] = [];
    const toOrdinary: string[] = [];
    for (const [subscription, pace] of this.paces) {
      const full = pace.underWay >= (pace.failing ? CONCURRENCY.failing : CONCURRENCY.subscription);
      const paused = pace.pausedUntil > now;
      if (full || (paused && !pace.urgentPasses)) toAll.push(subscription);
      else if (paused) toOrdinary.push(subscription);
      else if (pace.underWay === 0 && !pace.failing) this.paces.delete(subscription);
    }
    return { toAll, toOrdinary };
  }

  private of(subscription: string): Pace {
    const pace = this.paces.get(subscription) ?? { underWay: 0, failing: false, pausedUntil: 0, urgentPasses: false };
    this.paces.set(subscription, pace);
    return pace;
  }
}
