import { describe, expect, it } from '@jest/globals';
import { structuredReport } from '@landbridge/contracts/testing';
import fc from 'fast-check';
import { latestOf } from '../routing/reach.ts';
import type { Subject } from '../routing/subject.schema.ts';
import type { InboxItem } from './inbox-item.schema.ts';
import { personalItems } from './personal.ts';

const now = new Date('2026-03-10T10:20:30Z');
const report = structuredReport();
const red = (revision: number, persons: string[]): Subject => ({
  _id: report.id,
  revision,
  withdrawn: false,
  report: latestOf({ ...report, marking: { tlp: 'red', persons } }),
});
const withdrawn = (revision: number): Subject => ({ _id: report.id, revision, withdrawn: true });
const shown = (items: readonly InboxItem[]) => items.map(({ person, kind }) => `${person ?? ''} ${kind}`);

/** The inboxes after a history. */
function after(history: readonly Subject[]): InboxItem[] {
  let items: InboxItem[] = [];
  for (const subject of history) {
    const changed = personalItems(subject, items, now);
    items = [...items.filter(({ _id }) => !changed.some((each) => each._id === _id)), ...changed];
  }
  return items;
}

describe('the inboxes of people', () => {
  it('have what names them, by the day', () => {
    expect(after([red(1, ['ada', 'bo'])])).toMatchObject([
      { person: 'ada', kind: 'report', subject: report.id, at: new Date('2026-03-10T00:00:00Z'), read: false },
      { person: 'bo', kind: 'report' },
    ]);
    expect(after([{ ...red(1, []), report: latestOf(report) }])).toEqual([]);
  });

  it.each<[string, Subject, string[]]>([
    ['is withdrawn', withdrawn(2), ['ada report-withdrawn', 'bo report-withdrawn']],
    ['names others', red(2, ['bo', 'cy']), ['bo report', 'cy report', 'ada report-withdrawn']],
    ['is RED no more', { ...red(2, []), report: latestOf(report) }, ['ada report-withdrawn', 'bo report-withdrawn']],
    [
      'was narrowed nobody can read to whom',
      { _id: report.id, revision: 2, withdrawn: false },
      ['ada report-withdrawn', 'bo report-withdrawn'],
    ],
  ])('tell that it is gone when it %s', (_what, next, told) => {
    expect(shown(after([red(1, ['ada', 'bo']), next]))).toEqual(told);
  });

  it('change nothing for the same again, and show a new revision as unread', () => {
    const items = after([red(1, ['ada'])]).map((item) => ({ ...item, read: true }));
    expect(personalItems(red(1, ['ada']), items, now)).toEqual([]);
    expect(personalItems(red(2, ['ada']), items, now)).toMatchObject([{ person: 'ada', revision: 2, read: false }]);
  });

  it('hold after any history a report for exactly those whom its last revision names', () => {
    const people = fc.subarray(['ada', 'bo', 'cy']);
    fc.assert(
      fc.property(fc.array(fc.oneof(people, fc.constant(undefined)), { minLength: 1, maxLength: 8 }), (history) => {
        const subjects = history.map((persons, at) => (persons ? red(at + 1, persons) : withdrawn(at + 1)));
        const items = after(subjects);
        expect(
          items
            .filter(({ kind }) => kind === 'report')
            .map(({ person }) => person)
            .sort(),
        ).toEqual(history.at(-1) ?? []);
        const everNamed = new Set(history.flatMap((persons) => persons ?? []));
        expect(items).toHaveLength(everNamed.size);
      }),
    );
  });
});
