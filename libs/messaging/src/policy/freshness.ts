/** How long a heartbeat, or an answer of directory, is good for. */
export const FRESH_MS = 3_000;
/** Directory is asked when so little is left, so that an answer comes in time. */
const ASK_MS = 1_500;

/** Whether the policy context is as new as what directory last said it has published. Times are of a monotonic clock, in milliseconds. Pure. */
export class Freshness {
  private until = -Infinity;
  private heard = { sequence: 0, at: -Infinity };

  /** Directory said which number it has published; we have `sequence`. */
  hear(published: number, at: number, sequence: number): void {
    this.heard = { sequence: published, at };
    this.reach(sequence);
  }

  /** We have read up to `sequence`. */
  reach(sequence: number): void {
    if (sequence >= this.heard.sequence) this.until = Math.max(this.until, this.heard.at + FRESH_MS);
  }

  /** Directory was asked then, and answered with all it had. */
  answered(askedAt: number): void {
    this.until = Math.max(this.until, askedAt + FRESH_MS);
  }

  fresh(now: number): boolean {
    return now < this.until;
  }

  /** Whether it is time to ask directory. */
  runsOut(now: number): boolean {
    return now > this.until - ASK_MS;
  }
}
