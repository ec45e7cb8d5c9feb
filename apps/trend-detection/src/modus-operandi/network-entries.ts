import { createHash } from 'node:crypto';
import type { Entry } from './entry.schema.ts';
import { SHARED_AS } from './reading.ts';

/** Whose the entries are that no organisation proposed. */
const NETWORK = { id: 'network', regime: 'international-organisation' } as const;

/** An entry of the network's own. Its key follows from where it is told and its tag (UUID of version 8, RFC 9562), so that two who open it open one. */
export function networkEntry(realm: string, tag: string) {
  const hex = createHash('sha256').update(`${realm}|${tag}`).digest('hex');
  const _id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return { _id, tag, contributor: NETWORK, ...SHARED_AS } satisfies Partial<Entry>;
}
