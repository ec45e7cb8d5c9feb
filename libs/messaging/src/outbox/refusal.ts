import { kinds } from '../broker-error.ts';

const FOR_EVER = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'INVALID_TIMESTAMP']);
const FENCED = new Set(['INVALID_PRODUCER_EPOCH', 'PRODUCER_FENCED', 'INVALID_PRODUCER_ID_MAPPING', 'TRANSACTION_COORDINATOR_FENCED']);

/** @returns Kafka's name for the reason why it will never take these events, if that is why sending failed */
export function refusal(error: unknown): string | undefined {
  return kinds(error).find((kind) => FOR_EVER.has(kind));
}

/** Whether another sender has taken the lane over. */
export function fenced(error: unknown): boolean {
  return kinds(error).some((kind) => FENCED.has(kind));
}
