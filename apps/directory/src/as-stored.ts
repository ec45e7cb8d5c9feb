/** A checked body as the store gives it back: without the classes that checked it, and without fields that were left out. */
export function asStored<T>(body: T): T {
  return JSON.parse(JSON.stringify(body)) as T;
}
