/** Ctrl-C, or SIGTERM. */
export class Interrupted extends Error {}

/** Rejects with `Interrupted` at the first signal; a second one ends the process at once. */
export function untilInterrupted(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Interrupted()));
  });
}
