const MINUTE = 60_000;

/**
 * How old a record of Kafka is when we read it, though our clock and the one that stamped it differ: the youngest record of the last
 * minutes counts as just written, and all others by how much they lag behind it. What waited while we were stalled is not taken for news. Pure.
 */
export class Arrival {
  private present = -Infinity;
  private before = -Infinity;
  private turnedAt = 0;

  /**
   * @param timestamp of the record, milliseconds of Kafka's clock
   * @param now milliseconds of our monotonic clock
   */
  age(timestamp: number, now: number): number {
    if (now - this.turnedAt > MINUTE) {
      this.before = this.present;
      this.present = -Infinity;
      this.turnedAt = now;
    }
    this.present = Math.max(this.present, timestamp - now);
    return now + Math.max(this.present, this.before) - timestamp;
  }
}
