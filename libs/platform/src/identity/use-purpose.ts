import { USE_PURPOSES, type UsePurpose } from '@landbridge/contracts';
import { type MemberReader, PURPOSES_OF } from '@landbridge/sharing';
import { Problem } from '../problem.ts';

/** The header in which a caller states what it reads for. */
export const PURPOSE_HEADER = 'landbridge-purpose';

/**
 * What a request reads for: what it states, else what its kind of organisation usually reads for.
 * @throws Problem 400 for a purpose that is none of the network, 403 for one that is not its kind's
 */
export function purposeOf({ kind }: MemberReader, stated: string | undefined): UsePurpose {
  const [usual] = PURPOSES_OF[kind];
  if (stated === undefined || stated === '') return usual;
  const purpose = USE_PURPOSES.find((known) => known === stated);
  if (!purpose)
    throw new Problem({
      type: 'unknown-purpose',
      status: 400,
      title: 'The purpose is not known',
      detail: `Landbridge-Purpose is one of ${USE_PURPOSES.join(', ')}.`,
    });
  if (!PURPOSES_OF[kind].includes(purpose))
    throw new Problem({
      type: 'purpose-not-yours',
      status: 403,
      title: 'Not allowed',
      detail: `An organisation of the kind ${kind} reads for ${PURPOSES_OF[kind].join(', ')}.`,
    });
  return purpose;
}
