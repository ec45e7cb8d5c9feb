import { ATTRIBUTIONS, type Attribution, type Contributor, type StructuredReport } from '@landbridge/contracts';
import { isOwner } from './policy.ts';
import type { Reader } from './reader.ts';

/** A report as somebody else than its owner is shown it. */
export type ShownReport = Omit<StructuredReport, 'contributor' | 'signature'> & { contributor?: Partial<Contributor> };

/** Fields that only organisations of the network are shown, not the public. */
const NOT_PUBLIC = [
  'evaluation',
  'basis',
  'usePurposes',
  'sameEventAs',
  'attribution',
] as const satisfies readonly (keyof StructuredReport)[];

/**
 * The fields of a report that a reader may see in full (`canSee` comes first). The owner sees all. Others learn of the contributor what
 * `attribution` says, never the other recipients, and never the narrative's signature, against which guesses could be tried.
 */
export function shownTo(reader: Reader, report: StructuredReport): StructuredReport | ShownReport {
  if (isOwner(reader, report)) return report;
  const { contributor, signature: _signature, ...rest } = report;
  const { recipients: _recipients, ...marking } = rest.marking;
  const shown: ShownReport = { ...rest, marking, ...attributed(contributor, report.attribution) };
  if (reader.organisation === undefined) for (const field of NOT_PUBLIC) Reflect.deleteProperty(shown, field);
  return shown;
}

/** Of two revisions the attribution that tells less: what one has narrowed the other does not tell. */
export function strictestAttribution(one: Attribution, other: Attribution): Attribution {
  return ATTRIBUTIONS.indexOf(one) > ATTRIBUTIONS.indexOf(other) ? one : other;
}

function attributed(
  { id, kind, country }: Contributor,
  attribution: StructuredReport['attribution'],
): { contributor?: Partial<Contributor> } {
  switch (attribution) {
    case 'named':
      return { contributor: { id, kind, country } };
    case 'kind-and-country':
      return { contributor: { kind, country } };
    case 'hidden':
      return {};
  }
}
