import type { AuditContent, OrganisationKind } from '@landbridge/contracts';
import { byTheDay } from '@landbridge/sharing';

const DAY_MS = 24 * 3_600_000;

/**
 * Kinds that look into crimes, or judge them: that one of them reads, told too early, may warn those whom it looks at. Owners learn the kind,
 * the country and the day, wherever they are told of readers.
 */
export const READ_UNSEEN: readonly OrganisationKind[] = ['police', 'border', 'prosecution', 'judiciary', 'financial-intelligence'];

/** A reader, as the owner of what was read is told of it. */
export interface ToldReader {
  readonly organisation?: string;
  readonly kind?: OrganisationKind;
  readonly country?: string;
}

/**
 * The owner of a report is told which organisation read it; of one of these kinds, kind and country only. Never the
 * person. What is not known of the reader is not told, and a reader of unknown kind may be of one of them.
 */
export function toldReader({ organisation, kind, country }: ToldReader): ToldReader {
  if (kind === undefined) return {};
  const unnamed = { kind, ...(country !== undefined && { country }) };
  return READ_UNSEEN.includes(kind) || organisation === undefined ? unnamed : { organisation };
}

/** When something was done, as the owner of what it was done to is told. */
export function toldTime({ at, actor }: Pick<AuditContent, 'at' | 'actor'>): string {
  return readsUnseen(actor) ? byTheDay(at) : at;
}

/**
 * From when on the owner may read of it: whoever asks again and again would else learn the instant of what is told by its day. All of a day
 * is told when it has ended.
 */
export function ownerToldAt({ at, actor, owner }: Pick<AuditContent, 'at' | 'actor' | 'owner'>): string | undefined {
  if (owner === undefined) return undefined;
  return readsUnseen(actor) ? new Date(Date.parse(byTheDay(at)) + DAY_MS).toISOString() : at;
}

function readsUnseen({ by, kind }: AuditContent['actor']): boolean {
  return by === 'organisation' && (kind === undefined || READ_UNSEEN.includes(kind));
}
