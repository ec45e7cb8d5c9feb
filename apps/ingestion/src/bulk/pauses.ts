/** The source has brought nothing for a while. */
export const PAUSE = Symbol('pause');

/** Passes a source on, and tells when it pauses, so that what has come so far can be dealt with. Whoever stops reading stops the source. */
export async function* withPauses<T>(source: AsyncIterable<T>, milliseconds: number): AsyncGenerator<T | typeof PAUSE> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    let next = iterator.next();
    for (;;) {
      const result = await orPause(next, milliseconds);
      if (result === PAUSE) yield PAUSE;
      else if (result.done) return;
      else {
        yield result.value;
        next = iterator.next();
      }
    }
  } finally {
    await iterator.return?.();
  }
}

async function orPause<T>(next: Promise<T>, milliseconds: number): Promise<T | typeof PAUSE> {
  let timer: NodeJS.Timeout | undefined;
  const pause = new Promise<typeof PAUSE>((resolve) => (timer = setTimeout(resolve, milliseconds, PAUSE)));
  try {
    return await Promise.race([next, pause]);
  } finally {
    clearTimeout(timer);
  }
}
