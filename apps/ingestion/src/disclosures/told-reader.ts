import type { OrganisationState } from '@landbridge/contracts';
import { READ_UNSEEN } from '@landbridge/platform';
import { byTheDay } from '@landbridge/sharing';
import type { ReaderAnswer } from './disclosure.answers.ts';

/** One that is not known may be of a kind that reads unseen. */
export function readsUnseen(organisation: OrganisationState | undefined): boolean {
  return !organisation || READ_UNSEEN.includes(organisation.kind);
}

/** A reader as the owner is told of it, and how its times are told. One that is not known is not named. */
export function asTold(organisation: OrganisationState | undefined): { reader: ReaderAnswer; time: (instant: string) => string } {
  if (!organisation) return { reader: {}, time: byTheDay };
  const { id, kind, country } = organisation;
  if (readsUnseen(organisation)) return { reader: { kind, country }, time: byTheDay };
  return { reader: { organisation: id, kind, country }, time: (instant) => instant };
}
