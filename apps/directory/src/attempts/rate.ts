/** How often something happens by each key in a window of time, in this instance. */
export class Rate {
  private window = 0;
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly most: number,
    private readonly windowMs: number,
  ) {}

  /** @returns false when it was too often */
  admit(key: string, now: Date): boolean {
    const window = Math.floor(now.getTime() / this.windowMs);
    if (window !== this.window) this.counts.clear();
    this.window = window;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return count <= this.most;
  }
}
