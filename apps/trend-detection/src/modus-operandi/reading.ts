import { USE_PURPOSES } from '@landbridge/contracts';
import { type Caller, isOfAssessingTeam } from '@landbridge/platform';
import { canSee, type MemberReader, PURPOSES_OF, type SharedReport, visibleTo } from '@landbridge/sharing';
import type { QueryFilter } from 'mongoose';
import type { Entry } from './entry.schema.ts';

/** Who reads the catalogue. */
export interface Reading {
  readonly caller: Caller;
}

/** What the policy looks at in an entry beside its marking. It holds no personal data and may be read for anything; nobody is told whose it is. */
export const SHARED_AS: Pick<Entry, 'attribution' | 'basis' | 'usePurposes' | 'concernsMinors'> = {
  attribution: 'hidden',
  basis: 'no-personal-data',
  usePurposes: [...USE_PURPOSES],
  concernsMinors: false,
};

/** Which entries a caller may know of: those that the sharing policy shows it, and of what detection proposed those who assess. */
export function entriesFor({ caller }: Reading): QueryFilter<Entry> {
  if (caller.kind !== 'organisation') return {};
  const { reader } = caller;
  const shared = visibleTo(reader, usualPurpose(reader), 'full') as QueryFilter<Entry>;
  return isOfAssessingTeam(caller) ? shared : { $and: [shared, { candidate: false }] };
}

/** The same of one entry. */
export function maySee({ caller }: Reading, entry: SharedReport & Pick<Entry, 'candidate'>): boolean {
  if (caller.kind !== 'organisation') return true;
  const { reader } = caller;
  return (isOfAssessingTeam(caller) || !entry.candidate) && canSee(reader, usualPurpose(reader), entry) === 'full';
}

/** Entries may be read for every purpose, so any that the reader has will do. */
const usualPurpose = ({ kind }: MemberReader) => PURPOSES_OF[kind][0];
