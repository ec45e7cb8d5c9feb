import { byTheDay } from '@landbridge/sharing';
import type { Subject } from '../routing/subject.schema.ts';
import { itemId, type InboxItem } from './inbox-item.schema.ts';

/** The people whom a report is for, as it stands now: RED names them, and nothing else does. */
export function namedIn({ report }: Pick<Subject, 'report'>): readonly string[] {
  return report?.marking.tlp === 'red' ? (report.marking.persons ?? []) : [];
}

/**
 * What the people's inboxes should say of a report: who is named has it, who was named is told that it is gone. Pure.
 * @param existing what they say now
 * @returns the items that change
 */
export function personalItems(subject: Subject, existing: readonly InboxItem[], now: Date): InboxItem[] {
  const named = namedIn(subject);
  const { _id: id, revision } = subject;
  const item = (person: string, kind: 'report' | 'report-withdrawn'): InboxItem => ({
    _id: itemId(person, id),
    person,
    kind,
    subject: id,
    revision,
    at: new Date(byTheDay(now.toISOString())),
    read: false,
  });
  const has = (person: string) => existing.some((each) => each.person === person && each.kind === 'report' && each.revision >= revision);
  const given = named.filter((person) => !has(person)).map((person) => item(person, 'report'));
  const taken = existing.flatMap(({ person, kind }) =>
    person !== undefined && kind === 'report' && !named.includes(person) ? [item(person, 'report-withdrawn')] : [],
  );
  return [...given, ...taken];
}
