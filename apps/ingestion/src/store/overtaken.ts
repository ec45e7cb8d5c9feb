/** Somebody else changed, in the meantime, what was read: the work begins again. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** Does the work, again as long as it is overtaken: each time somebody else has come further. */
export async function afresh<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
}
