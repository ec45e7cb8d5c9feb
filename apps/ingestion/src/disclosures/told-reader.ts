import type { OrganisationState } from '@landbridge/contracts';
import { READ_UNSEEN } from '@landbridge/platform';
import { byTheDay } from '@landbridge/sharing';
import type { ReaderAnswer } from './disclosure.answers.ts';

/** A reader as the owner is told of it, and how its times are told. One that is not known is not named. */
export function asTold(organisation: OrganisationState | undefined): { reader: ReaderAnswer; time: (instant: string) => string } {
  if (!organisation) return { reader: {}, time: byTheDay };
  const { id, kind, country } = organisation;
  if (READ_UNSEEN.includes(kind)) return { reader: { kind, country }, time: byTheDay };
  return { reader: { organisation: id, kind, country }, time: (instant) => instant };
}
