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

const everybody = () => true;

/** The inboxes after a history. @param sees whom the policy lets see a report */
function after(history: readonly Subject[], sees: (person: string) => boolean = everybody): InboxItem[] {
  let items: InboxItem[] = [];
  for (const [at, subject] of history.entries()) {
    const { put, removed } = personalItems(subject, history[at - 1], items, sees, now);
    const gone = [...removed, ...put.map(({ _id }) => _id)];
    items = [...items.filter(({ _id }) => !gone.includes(_id)), ...put];
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
    const changed = (subject: Subject) => personalItems(subject, red(1, ['ada']), items, everybody, now);
    expect(changed(red(1, ['ada']))).toEqual({ put: [], removed: [] });
    expect(changed(red(2, ['ada']))).toMatchObject({ put: [{ person: 'ada', revision: 2, read: false }], removed: [] });
  });

  it.each<[string, Subject]>([
    ['it is withdrawn', withdrawn(2)],
    ['it names others', red(2, ['cy'])],
  ])('tell nothing of a report to whom the policy never let see it, when %s', (_what, next) => {
    const items = after([red(1, ['ada', 'bo']), next], (person) => person !== 'ada');
    expect(items.filter(({ person }) => person === 'ada')).toEqual([]);
    expect(shown(items)).toContain('bo report-withdrawn');
  });

  it.each<[string, (history: Subject[]) => InboxItem[]]>([
    ['when it was accepted', ([first]) => after([first!])],
    [
      'before it was withdrawn',
      ([first, next]) =>
        personalItems(
          next!,
          first,
          after([first!], () => false),
          everybody,
          now,
        ).put,
    ],
    ['when its inbox was read', ([first]) => after([first!], () => false).map((item) => ({ ...item, wasVisible: true }))],
  ])('tell that it is gone to who could see it %s', (_when, before) => {
    const history = [red(1, ['ada']), red(2, ['ada'])];
    const { put, removed } = personalItems(withdrawn(3), history[1], before(history), () => false, now);
    expect([shown(put), removed]).toEqual([['ada report-withdrawn'], []]);
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
