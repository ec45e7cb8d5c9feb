import type { OrganisationKind } from '@landbridge/contracts';

/** Who looks into crimes: that it reads, told too early, may warn those whom it looks at. */
const DELAYED: readonly OrganisationKind[] = ['police', 'prosecution', 'border', 'financial-intelligence'];

/** A reader, as the owner of what was read is told of it. */
export interface ToldReader {
  readonly organisation?: string;
  readonly kind?: OrganisationKind;
  readonly country?: string;
}

/**
 * The owner of a report is told which organisation read it; of one whose kind asks for delay, its kind and country only. Never the
 * person. What is not known of the reader is not told, and a reader of unknown kind may be one that asks for delay.
 */
export function toldReader({ organisation, kind, country }: ToldReader): ToldReader {
  if (kind === undefined) return {};
  const delayed = { kind, ...(country !== undefined && { country }) };
  return DELAYED.includes(kind) || organisation === undefined ? delayed : { organisation };
}
