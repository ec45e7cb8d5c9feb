import type { OrganisationKind } from '@landbridge/contracts';

/**
 * Kinds that look into crimes, or judge them: that one of them reads, told too early, may warn those whom it looks at. Owners learn the kind
 * and the country, wherever they are told of readers.
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
