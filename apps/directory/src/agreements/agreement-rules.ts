import type { OrganisationState, UsePurpose } from '@landbridge/contracts';
import { Problem, type Caller } from '@landbridge/platform';
import { mayReadFor } from '@landbridge/sharing';
import type { Agreement, AgreementDecision, AgreementStage } from './agreement.schema.ts';

const MOST_YEARS = 5;

/** From which state each decision is taken, and by which side of the agreement. */
const DECISIONS: Readonly<Record<AgreementDecision, { readonly from: AgreementStage; readonly side: 'proposer' | 'other' | 'either' }>> = {
  'in-force': { from: 'proposed', side: 'other' },
  declined: { from: 'proposed', side: 'other' },
  withdrawn: { from: 'proposed', side: 'proposer' },
  ended: { from: 'in-force', side: 'either' },
};

/** @throws Problem 400 for an end that is not in the future, or too far in it */
export function requireEnd(until: Date, now: Date): void {
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + MOST_YEARS);
  if (until > now && until <= latest) return;
  throw invalid('/until', `must lie in the future, at most ${MOST_YEARS} years from now; an agreement can be made again`);
}

/** @throws Problem 400 for a purpose that neither side reads for */
export function requireReadablePurposes(purposes: readonly UsePurpose[], sides: readonly Pick<OrganisationState, 'kind'>[]): void {
  const idle = purposes.findIndex((purpose) => !sides.some(({ kind }) => mayReadFor(kind, purpose)));
  if (idle < 0) return;
  const kinds = sides.map(({ kind }) => kind).join(' nor ');
  throw invalid(`/purposes/${idle}`, `is no purpose of either side: neither ${kinds} reads for ${purposes[idle] ?? 'it'}`);
}

/** Whether a caller is on one of the sides, or above them. */
export function isParty(caller: Caller, { between }: Pick<Agreement, 'between'>): boolean {
  return caller.kind === 'operator' || (caller.kind === 'organisation' && between.includes(caller.organisation.id));
}

/** @throws Problem 403 when the decision is the other side's, 409 when it is too late for it */
export function requireDecision(caller: Caller, { proposedBy, state }: Agreement, decision: AgreementDecision): void {
  const { from, side } = DECISIONS[decision];
  if (caller.kind === 'organisation' && side !== 'either' && (side === 'proposer') !== (caller.organisation.id === proposedBy))
    throw new Problem({
      type: 'other-side-decides',
      status: 403,
      title: 'Not allowed',
      detail: side === 'other' ? 'You proposed it; the other side accepts or declines.' : 'The other side proposed it; decline it instead.',
    });
  if (state !== from) throw decidedAlready(state);
}

export function decidedAlready(state: AgreementStage): Problem {
  return new Problem({ type: 'decided-already', status: 409, title: 'It is decided', detail: `The agreement is ${state} now.` });
}

function invalid(pointer: string, detail: string): Problem {
  return new Problem({
    type: 'invalid',
    status: 400,
    title: 'The request is not valid',
    detail: 'See errors for each field.',
    errors: [{ pointer, detail }],
  });
}
