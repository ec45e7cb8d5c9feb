import { PUBLIC_AUDIENCE, type OrganisationState, type StructuredReport, type Trend, type UsePurpose } from '@landbridge/contracts';
import { canSee, type Reader } from '@landbridge/sharing';

/** What the policy looks at in the latest revision of a report; kept for ever. */
export type LatestReport = Pick<StructuredReport, 'contributor' | 'marking' | 'attribution' | 'usePurposes' | 'concernsMinors'>;

export const latestOf = ({ contributor, marking, attribution, usePurposes, concernsMinors }: StructuredReport): LatestReport => ({
  contributor,
  marking,
  attribution,
  usePurposes,
  concernsMinors,
});

export const readerOfState = ({ id, communities }: OrganisationState): Reader => ({ organisation: id, communities });

/** Whether a report may go to an organisation by webhook. RED never does, not even to its owner. */
export function reportIsFor(organisation: OrganisationState | undefined, purpose: UsePurpose, report: LatestReport): boolean {
  if (!organisation || report.marking.tlp === 'red') return false;
  return canSee(readerOfState(organisation), purpose, report) === 'full';
}

/** The same, and it may get anything now: a suspended organisation gets nothing. */
export function reportReaches(organisation: OrganisationState | undefined, purpose: UsePurpose, report: LatestReport): boolean {
  return organisation?.status === 'active' && reportIsFor(organisation, purpose, report);
}

/**
 * Whether a trend may go to an organisation: candidates to the assessing team only, and anything only to its audience.
 * @param published whether the trend ever was; what never was stays with the assessing team when it ends, too
 */
export function trendReaches(
  organisation: OrganisationState | undefined,
  trend: Pick<Trend, 'audience' | 'state'>,
  published: boolean,
): boolean {
  if (organisation?.status !== 'active') return false;
  if (trend.audience !== PUBLIC_AUDIENCE && !organisation.communities.includes(trend.audience)) return false;
  return organisation.assessing || (trend.state !== 'candidate' && published);
}
