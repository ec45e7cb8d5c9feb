import type { Attribution, Contributor, Observed, Quantity, ReportContent, StructuredReport, Visibility } from '@landbridge/contracts';
import { ATTRIBUTIONS, PRECISIONS } from '@landbridge/contracts/codes';
import { isOwner } from './policy.ts';
import type { Reader } from './reader.ts';

/** A report as somebody else than its owner is shown it. Its instants tell the day and no more. */
export type ShownReport = Omit<StructuredReport, 'contributor' | 'sameEventAs' | 'signature'> & { contributor?: Partial<Contributor> };

/** Fields that only organisations of the network are shown, not the public. */
const NOT_PUBLIC = ['evaluation', 'basis', 'usePurposes', 'attribution'] as const satisfies readonly (keyof StructuredReport)[];

/** What a coarse form leaves out whole; of places, periods and quantities it keeps a part. All that lists can be narrowed by stays. */
const NOT_REDACTED = [
  'recruitment',
  'modusOperandi',
  'financialIndicators',
  'evaluation',
  'language',
] as const satisfies readonly (keyof StructuredReport)[];

/**
 * The fields of a report that a reader may see, once `canSee` has said how much. The owner sees all. Others learn of the contributor what
 * `attribution` says, never which other reports tell of the same event, for those may not be theirs to know, never the other recipients or people, never the narrative's signature, against which guesses could be tried, and
 * never an instant, by which reports of one sender that came together could be joined.
 */
export function shownTo(
  reader: Reader,
  report: StructuredReport,
  level: Extract<Visibility, 'redacted' | 'full'>,
): StructuredReport | ShownReport {
  if (isOwner(reader, report)) return report;
  const { contributor, sameEventAs: _sameEventAs, signature: _signature, ...rest } = report;
  const { recipients: _recipients, persons: _persons, ...marking } = rest.marking;
  const shown: ShownReport = {
    ...rest,
    ...(level === 'redacted' && coarse(rest)),
    marking,
    recordedAt: byTheDay(rest.recordedAt),
    acceptedAt: byTheDay(rest.acceptedAt),
    ...attributed(contributor, report.attribution),
  };
  if (level === 'redacted') for (const field of NOT_REDACTED) Reflect.deleteProperty(shown, field);
  if (reader.organisation === undefined) for (const field of NOT_PUBLIC) Reflect.deleteProperty(shown, field);
  return shown;
}

/** An instant as others than the owner are told it: the beginning of its day, UTC. */
export function byTheDay(instant: string): string {
  return `${instant.slice(0, 10)}T00:00:00.000Z`;
}

/** Of two revisions the attribution that tells less: what one has narrowed the other does not tell. */
export function strictestAttribution(one: Attribution, other: Attribution): Attribution {
  return ATTRIBUTIONS.indexOf(one) > ATTRIBUTIONS.indexOf(other) ? one : other;
}

function coarse({ where, observed, quantities }: ReportContent): Partial<ReportContent> {
  return {
    ...(where && {
      where: {
        ...(where.origin !== undefined && { origin: where.origin }),
        ...(where.exploitation !== undefined && { exploitation: where.exploitation }),
        ...(where.online !== undefined && { online: where.online }),
      },
    }),
    observed: byTheMonth(observed),
    ...(quantities && { quantities: withoutPeople(quantities) }),
  };
}

function byTheMonth({ from, to, precision }: Observed): Observed {
  const [year = 0, month = 1] = to.split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return {
    from: `${from.slice(0, 7)}-01`,
    to: `${to.slice(0, 7)}-${last}`,
    precision: PRECISIONS.indexOf(precision) < PRECISIONS.indexOf('month') ? 'month' : precision,
  };
}

/** One sum for each unit: how many, not who. */
function withoutPeople(quantities: readonly Quantity[]): Quantity[] {
  const sums = new Map<Quantity['unit'], Quantity>();
  for (const { unit, value, adjustment } of quantities) {
    const { value: before, adjustment: adjusted = false } = sums.get(unit) ?? { value: 0 };
    sums.set(unit, { unit, value: before + value, ...((adjusted || adjustment) && { adjustment: true }) });
  }
  return [...sums.values()];
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
