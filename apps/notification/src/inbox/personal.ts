import { byTheDay } from '@landbridge/sharing';
import type { LatestReport } from '../routing/reach.ts';
import type { Subject } from '../routing/subject.schema.ts';
import { itemId, type InboxItem } from './inbox-item.schema.ts';

/** The people whom a report is for, as it stands now: RED names them, and nothing else does. */
export function namedIn({ report }: Pick<Subject, 'report'>): readonly string[] {
  return report?.marking.tlp === 'red' ? (report.marking.persons ?? []) : [];
}

/**
 * What the people's inboxes should say of a report: who is named has it, who was named and could see it is told that it is gone. Who never
 * could see it is not told that it was there. Pure.
 * @param before what was known of it, if anything was
 * @param existing what the inboxes say now
 * @param sees whether the policy lets a person see a report now
 * @returns the items that change, and the ids of those that go
 */
export function personalItems(
  subject: Subject,
  before: Subject | undefined,
  existing: readonly InboxItem[],
  sees: (person: string, report: LatestReport) => boolean,
  now: Date,
): { put: InboxItem[]; removed: string[] } {
  const { _id: id, revision, report } = subject;
  const named = namedIn(subject);
  const held = new Map(existing.map((item) => [item.person, item]));
  const couldSee = (person: string) =>
    held.get(person)?.wasVisible === true || (before?.report !== undefined && sees(person, before.report));
  const item = (person: string, kind: 'report' | 'report-withdrawn', wasVisible: boolean): InboxItem => ({
    _id: itemId(person, id),
    person,
    kind,
    subject: id,
    revision,
    at: new Date(byTheDay(now.toISOString())),
    read: false,
    ...(wasVisible && { wasVisible }),
  });
  const has = (person: string) => held.get(person)?.kind === 'report' && (held.get(person)?.revision ?? 0) >= revision;
  const given = named
    .filter((person) => !has(person))
    .map((person) => item(person, 'report', couldSee(person) || (report !== undefined && sees(person, report))));
  const losers = existing.flatMap(({ person, kind }) =>
    person !== undefined && kind === 'report' && !named.includes(person) ? [person] : [],
  );
  return {
    put: [...given, ...losers.filter(couldSee).map((person) => item(person, 'report-withdrawn', true))],
    removed: losers.filter((person) => !couldSee(person)).map((person) => itemId(person, id)),
  };
}
