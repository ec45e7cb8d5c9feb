const WINDOW_MS = 60_000;
/** Many people may come from one address, and programs ask again and again. */
export const MOST_BEGUN = 300;

/** How many sign-ins each address begins in a minute, in this instance: each one is kept for half an hour, so nobody may begin without end. */
export class SignInsBegun {
  private window = 0;
  private readonly counts = new Map<string, number>();

  /** @returns false when the address has begun too many */
  admit(address: string, now: Date): boolean {
    const window = Math.floor(now.getTime() / WINDOW_MS);
    if (window !== this.window) this.counts.clear();
    this.window = window;
    const count = (this.counts.get(address) ?? 0) + 1;
    this.counts.set(address, count);
    return count <= MOST_BEGUN;
  }
}
