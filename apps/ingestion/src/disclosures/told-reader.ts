import type { OrganisationKind, OrganisationState } from '@landbridge/contracts';
import { byTheDay } from '@landbridge/sharing';
import type { ReaderAnswer } from './disclosure.answers.ts';

/** Kinds whose interest in a report may be part of an inquiry: owners are told of them by kind, country and day. */
export const READ_UNSEEN: readonly OrganisationKind[] = ['police', 'border', 'prosecution', 'judiciary', 'financial-intelligence'];

/** A reader as the owner is told of it, and how its times are told. One that is not known is not named. */
export function asTold(organisation: OrganisationState | undefined): { reader: ReaderAnswer; time: (instant: string) => string } {
  if (!organisation) return { reader: {}, time: byTheDay };
  const { id, kind, country } = organisation;
  if (READ_UNSEEN.includes(kind)) return { reader: { kind, country }, time: byTheDay };
  return { reader: { organisation: id, kind, country }, time: (instant) => instant };
}
