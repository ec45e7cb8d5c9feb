/** In each minute so many of a kind are told one by one. */
const ONE_BY_ONE = 10;
const MINUTE_MS = 60_000;

/** Keeps somebody who is refused from filling the audit by asking again and again: what comes too often is counted. */
export class Bursts<Kind extends object> {
  private minute = 0;
  private counts = new Map<string, { readonly kind: Kind; count: number }>();

  /** @returns whether this one is to be told by itself */
  admit(kind: Kind): boolean {
    const name = JSON.stringify(kind);
    const counted = this.counts.get(name) ?? { kind, count: 0 };
    this.counts.set(name, counted);
    counted.count += 1;
    return counted.count <= ONE_BY_ONE;
  }

  /** What was counted and not told in the minute that has ended, by kind; nothing while it lasts. @param now in milliseconds */
  untold(now: number): { readonly kind: Kind; readonly count: number }[] {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute === this.minute) return [];
    this.minute = minute;
    const untold = [...this.counts.values()]
      .filter(({ count }) => count > ONE_BY_ONE)
      .map(({ kind, count }) => ({ kind, count: count - ONE_BY_ONE }));
    this.counts = new Map();
    return untold;
  }
}
