import { hkdfSync } from 'node:crypto';
import { type CommunityState, concernsMinors, isPalermoComplete, type ReportInput, type StructuredReport } from '@landbridge/contracts';
import { communityState } from '@landbridge/contracts/testing';
import { type SampleAction, sampleOrganisations, type SampleOptions, sampleReports, SIGNED_CHARTER } from '@landbridge/sample-network';

/** The communities that see what is planted in the sample network. */
export const COMMUNITIES: readonly CommunityState[] = [
  communityState({
    id: 'law-enforcement',
    charter: {
      purpose: 'investigation',
      admits: ['police', 'prosecution', 'border', 'labour-inspectorate', 'financial-intelligence', 'judiciary'],
      ...SIGNED_CHARTER,
    },
  }),
  communityState({
    id: 'practitioners',
    charter: {
      purpose: 'victim-support',
      admits: ['police', 'prosecution', 'labour-inspectorate', 'judiciary', 'ngo', 'policy', 'international'],
      ...SIGNED_CHARTER,
    },
  }),
];

type Submission = Extract<SampleAction, { report: ReportInput }>;

/** What is left of a sample at its end, as ingestion hands it on: each report as it was corrected, and none that was withdrawn. */
export function sampleAtItsEnd(options: SampleOptions): StructuredReport[] {
  const organisations = new Map(sampleOrganisations(options.seed).map((organisation) => [organisation.id, organisation]));
  const standing = new Map<string, StructuredReport>();
  for (const action of sampleReports(options)) {
    if ('flaw' in action) continue;
    const id = `${action.organisation} ${action.externalId}`;
    if (action.action === 'withdraw') standing.delete(id);
    else standing.set(id, accepted(action, id, organisations.get(action.organisation)!, standing.get(id)));
  }
  return [...standing.values()];
}

function accepted(
  action: Submission,
  reportId: string,
  { id, kind, country, regime }: StructuredReport['contributor'],
  before: StructuredReport | undefined,
): StructuredReport {
  const { narrative, references: _, externalIds: __, ...content } = action.report;
  return {
    ...content,
    id: reportId,
    revision: (before?.revision ?? 0) + 1,
    contributor: { id, kind, country, regime },
    recordedAt: before?.recordedAt ?? action.at,
    acceptedAt: before?.acceptedAt ?? action.at,
    palermoComplete: isPalermoComplete(content),
    concernsMinors: concernsMinors(content),
    hasNarrative: narrative !== undefined,
    ...(narrative !== undefined && { signature: before?.signature ?? signatureOf(action, reportId) }),
  };
}

/** Stands for what ingestion makes of the words: there the adverts of a script are near-duplicates in each language, and nothing else is. */
function signatureOf(action: Submission, reportId: string): string {
  const script = action.action === 'submit' && action.planted?.startsWith('script-') ? action.planted : undefined;
  const words = script === undefined ? reportId : `${script} ${action.report.language}`;
  return Buffer.from(hkdfSync('sha256', words, '', 'signature', 256)).toString('base64');
}
