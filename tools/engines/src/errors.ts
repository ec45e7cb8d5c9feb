/** Whether a thrown thing has `property` with this value. Not by `instanceof`: jest gives tests an `Error` of their own. */
export function isErrorWith(error: unknown, property: string, value: unknown): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, property) === value;
}

export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
