import {
  concernsMinors,
  isPalermoComplete,
  type Contributor,
  type OrganisationState,
  type ReportInput,
  type StructuredReport,
} from '@landbridge/contracts';
import type { ReportTexts } from '../keys/report-seals.ts';
import type { KeyedDigests } from '../keys/keyed-digests.ts';
import type { Overridden } from './report.documents.ts';
import type { TextWarning } from '../text-check/text-check.ts';

/** A report that passed the door, ready to be taken. */
export interface Submission {
  readonly report: ReportInput;
  readonly warnings: readonly TextWarning[];
  /** Keyed digest of the whole content. */
  readonly digest: string;
  /** Keyed digests of its external ids. */
  readonly identities: readonly string[];
  readonly signature: string | undefined;
  readonly overridden?: Overridden;
}

export function toSubmission(
  organisation: string,
  report: ReportInput,
  warnings: readonly TextWarning[],
  digests: KeyedDigests,
  overridden?: Overridden,
): Submission {
  // why it was sent all the same is no part of what it says
  const { textCheckOverride: _override, ...content } = report;
  return {
    report,
    warnings,
    digest: digests.ofContent(content),
    identities: (report.externalIds ?? []).map((id) => digests.ofIdentity(organisation, id)),
    signature: report.narrative === undefined ? undefined : digests.signatures.of(report.narrative),
    ...(overridden && { overridden }),
  };
}

/** What ingestion decides about a revision. */
export interface Acceptance {
  readonly id: string;
  readonly revision: number;
  readonly contributor: Contributor;
  /** RFC 3339, of the first revision. */
  readonly acceptedAt: string;
  /** For a report that does not say when it was recorded. */
  readonly recordedAt: string;
}

/** The part of a submission that is counted and shared. */
export function structured(
  { report, signature }: Submission,
  { id, revision, contributor, acceptedAt, recordedAt }: Acceptance,
): StructuredReport {
  const {
    narrative,
    references: _references,
    externalIds: _externalIds,
    textCheckOverride: _override,
    recordedAt: given,
    ...content
  } = report;
  return {
    ...content,
    id,
    revision,
    contributor,
    // one spelling of an instant, so that the store can compare them
    recordedAt: given === undefined ? recordedAt : new Date(given).toISOString(),
    acceptedAt,
    palermoComplete: isPalermoComplete(content),
    concernsMinors: concernsMinors(content),
    hasNarrative: narrative !== undefined,
    ...(signature === undefined ? {} : { signature }),
  };
}

/** The words of a submission, which are sealed. */
export function textsOf({ report: { narrative, references, externalIds } }: Submission): ReportTexts {
  return {
    ...(narrative === undefined ? {} : { narrative }),
    ...(references === undefined ? {} : { references }),
    ...(externalIds === undefined ? {} : { externalIds }),
  };
}

export function contributorOf({ id, kind, country, regime }: OrganisationState): Contributor {
  return { id, kind, country, regime };
}
