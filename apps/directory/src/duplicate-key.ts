import { MongoServerError } from 'mongodb';

/** Whether a write was refused because its key is there already. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11_000;
}
