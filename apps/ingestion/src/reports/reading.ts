import type { StructuredReport, UsePurpose, Visibility } from '@landbridge/contracts';
import { atLeast, byTheDay, canSee, isOwner, type MemberReader, PURPOSES_OF, type SharedReport, shownTo } from '@landbridge/sharing';
import type { ReportAnswer, WithdrawnAnswer } from './report.answers.ts';
import type { HeldReport, WithdrawnReport } from './report.documents.ts';

/** Who reads, and what for. */
export interface Reading {
  readonly reader: MemberReader;
  readonly purpose: UsePurpose;
}

export type Shown = Extract<Visibility, 'redacted' | 'full'>;

export const isShown = (level: Visibility): level is Shown => atLeast(level, 'redacted');
export const least = (one: Visibility, other: Visibility): Visibility => (atLeast(one, other) ? other : one);

/** The most that a reader may see of a report, whatever it reads for. */
export function mostSeen(reader: MemberReader, report: SharedReport): Visibility {
  return PURPOSES_OF[reader.kind]
    .map((purpose) => canSee(reader, purpose, report))
    .reduce((one, other) => (atLeast(one, other) ? one : other));
}

export function shownAs(
  reader: MemberReader,
  report: StructuredReport,
  { revisedAt }: Pick<HeldReport, 'revisedAt'>,
  level: Shown,
): ReportAnswer {
  const told = isOwner(reader, report) ? revisedAt : byTheDay(revisedAt);
  return { ...shownTo(reader, report, level), state: 'held', visibility: level, revisedAt: told };
}

/** A withdrawn report as its owner is told of it. */
export function ownTombstone({ _id, revision, revisedAt, reason }: WithdrawnReport): WithdrawnAnswer {
  return { id: _id, state: 'withdrawn', revision, revisedAt, reason };
}
