/** In each minute so many of a kind are told one by one. */
const ONE_BY_ONE = 10;
const MINUTE_MS = 60_000;

/** Keeps somebody who may not come in from filling the audit by knocking: what comes too often is counted. */
export class Bursts {
  private minute = 0;
  private counts = new Map<string, number>();

  /** @returns whether this one is to be told by itself */
  admit(kind: string): boolean {
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    return count <= ONE_BY_ONE;
  }

  /** What was counted and not told in the minute that has ended, by kind; nothing while it lasts. @param now in milliseconds */
  untold(now: number): [kind: string, count: number][] {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute === this.minute) return [];
    this.minute = minute;
    const untold = [...this.counts].flatMap(([kind, count]): [string, number][] =>
      count > ONE_BY_ONE ? [[kind, count - ONE_BY_ONE]] : [],
    );
    this.counts = new Map();
    return untold;
  }
}
