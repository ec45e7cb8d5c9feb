import { type OrganisationKind, USE_PURPOSES, type UsePurpose } from '@landbridge/contracts';
import { Problem } from '@landbridge/platform';

/** The header in which a caller states what it reads for. */
export const PURPOSE_HEADER = 'landbridge-purpose';

/** What an organisation reads for when it does not say. Immigration enforcement is no purpose here: border guards read to investigate. */
export const USUAL_PURPOSE: Readonly<Record<OrganisationKind, UsePurpose>> = {
  police: 'investigation',
  prosecution: 'investigation',
  border: 'investigation',
  judiciary: 'investigation',
  'labour-inspectorate': 'prevention',
  ngo: 'victim-support',
  academic: 'research',
  'financial-intelligence': 'financial-compliance',
  bank: 'financial-compliance',
  platform: 'prevention',
  recruiter: 'prevention',
  transport: 'prevention',
  hotel: 'prevention',
  policy: 'policy',
  international: 'policy',
};

/** @throws Problem 400 for a purpose that is none of the network */
export function purposeOf(kind: OrganisationKind, stated: string | undefined): UsePurpose {
  if (stated === undefined || stated === '') return USUAL_PURPOSE[kind];
  const purpose = USE_PURPOSES.find((known) => known === stated);
  if (purpose) return purpose;
  throw new Problem({
    type: 'unknown-purpose',
    status: 400,
    title: 'The purpose is not known',
    detail: `Landbridge-Purpose is one of ${USE_PURPOSES.join(', ')}.`,
  });
}
