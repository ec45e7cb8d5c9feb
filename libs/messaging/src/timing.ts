import { setTimeout as sleep } from 'node:timers/promises';

/** Waits that can be cut short. */
export class Alarm {
  private ring: (() => void) | undefined;
  private rang = false;

  /** Ends the wait under way, or the next one. */
  wake(): void {
    this.rang = true;
    this.ring?.();
  }

  async wait(milliseconds: number): Promise<void> {
    if (!this.rang) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.ring = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.ring = undefined;
    this.rang = false;
  }
}

export { sleep };

/** @returns what the work brings, or `late` when it takes longer; the work itself goes on */
export async function orLate<T>(milliseconds: number, work: Promise<T>, late: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const ends = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, milliseconds, late);
  });
  return Promise.race([work, ends]).finally(() => clearTimeout(timer));
}

/** Milliseconds to wait before the next attempt: doubling from 200 to 5,000, spread so that many do not come at once. */
export function backOff(attempt: number): number {
  return Math.min(5_000, 200 * 2 ** Math.min(attempt, 10)) * (0.75 + Math.random() / 2);
}

/**
 * Repeats the work, each run after the last has ended, until it is stopped. A failing run is waited out with back-off,
 * which the alarm does not cut short.
 * @returns the end: waits for the run under way
 */
export function repeat(work: () => Promise<void>, milliseconds: number, alarm = new Alarm()): () => Promise<void> {
  const stop = new AbortController();
  const goesOn = () => !stop.signal.aborted;
  const running = (async () => {
    for (let failures = 0; goesOn();) {
      try {
        await work();
        failures = 0;
      } catch {
        failures += 1;
      }
      if (failures > 0) await sleep(backOff(failures - 1), undefined, stop).catch(() => undefined);
      else if (goesOn()) await alarm.wait(milliseconds);
    }
  })();
  return () => {
    stop.abort();
    alarm.wake();
    return running;
  };
}
