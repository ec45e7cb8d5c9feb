import { describe, expect, it } from '@jest/globals';
import type { Contribution, Counted } from './contribution.ts';
import { deltasOf, planWindow, rebuildAfter } from './window-plan.ts';

const SCOPE = { generation: 'g', partition: '5' };
const MONDAY = 20_514;
const counted = (over: Partial<Counted> = {}): Counted => ({
  organisation: 'o',
  kind: 'ngo',
  country: 'SE',
  attribution: 'named',
  cell: 'clear',
  series: ['total:all'],
  grain: 'day',
  recorded: MONDAY,
  occurred: MONDAY - 1,
  accepted: MONDAY,
  amounts: { reports: 1 },
  ...over,
});
const event = (stamp: number, report: string, revision: number, content?: Counted): Contribution => ({
  report,
  revision,
  stamp,
  ...(content ? { counted: content } : {}),
});
const plan = (events: Contribution[], held: Contribution[] = []) =>
  planWindow(SCOPE, events, new Map(held.map((contribution) => [contribution.report, contribution])));
const shown = (deltas: ReturnType<typeof deltasOf>) =>
  deltas.map(({ amounts, ...rest }) => ({ ...rest, amounts: Object.fromEntries(amounts) }));

describe('planWindow', () => {
  it('counts a report by record time and by event time, in each measure and series', () => {
    const content = counted({ series: ['total:all', 'origin:RO'], amounts: { reports: 1, victim: 3 } });
    const amounts = {
      [`reports.r.${MONDAY}`]: 1,
      [`reports.e.${MONDAY - 1}`]: 1,
      [`victim.r.${MONDAY}`]: 3,
      [`victim.e.${MONDAY - 1}`]: 3,
    };
    expect(shown(deltasOf(plan([event(7, 'a', 1, content)])))).toEqual(
      ['total:all', 'origin:RO'].map((series) => ({ id: `g|${series}|day|2026|clear|5`, first: 7, last: 7, amounts })),
    );
  });

  it('keeps a document per grain and year, with the first day of the bucket as slot', () => {
    const yearly = counted({ grain: 'year', recorded: MONDAY, occurred: MONDAY - 365 });
    expect(shown(deltasOf(plan([event(0, 'a', 1, yearly)])))).toEqual([
      { id: 'g|total:all|year|2026|clear|5', first: 0, last: 0, amounts: { 'reports.r.20454': 1 } },
      { id: 'g|total:all|year|2025|clear|5', first: 0, last: 0, amounts: { 'reports.e.20089': 1 } },
    ]);
  });

  it('takes back what a revision no longer says, and touches nothing that both say', () => {
    const before = event(1, 'a', 1, counted({ series: ['total:all', 'origin:RO'] }));
    const after = event(9, 'a', 2, counted({ series: ['total:all', 'origin:BG'] }));
    expect(shown(deltasOf(plan([after], [before])))).toEqual([
      { id: 'g|origin:RO|day|2026|clear|5', first: 9, last: 9, amounts: { [`reports.r.${MONDAY}`]: -1, [`reports.e.${MONDAY - 1}`]: -1 } },
      { id: 'g|origin:BG|day|2026|clear|5', first: 9, last: 9, amounts: { [`reports.r.${MONDAY}`]: 1, [`reports.e.${MONDAY - 1}`]: 1 } },
    ]);
  });

  it.each<[string, Partial<Counted>]>([
    ['a sender who hides now', { attribution: 'hidden' }],
    ['another narrative', { signature: 'AAAA' }],
  ])('has everything evaluated anew by the same counts: %s', (_, now) => {
    const deltas = deltasOf(plan([event(2, 'a', 2, counted(now))], [event(1, 'a', 1, counted())]));
    const amounts = { [`reports.r.${MONDAY}`]: 0, [`reports.e.${MONDAY - 1}`]: 0 };
    expect(shown(deltas)).toEqual([{ id: 'g|total:all|day|2026|clear|5', first: 2, last: 2, amounts }]);
  });

  it('has it evaluated anew by record time, too, where it happened on another day', () => {
    const [delta] = shown(deltasOf(plan([event(2, 'a', 2, counted({ occurred: MONDAY - 3 }))], [event(1, 'a', 1, counted())])));
    expect(delta?.amounts).toEqual({ [`reports.r.${MONDAY}`]: 0, [`reports.e.${MONDAY - 1}`]: -1, [`reports.e.${MONDAY - 3}`]: 1 });
  });

  it('has nothing evaluated anew where a revision says the same', () => {
    expect(deltasOf(plan([event(2, 'a', 2, counted())], [event(1, 'a', 1, counted())]))).toEqual([]);
  });

  it('moves a report whose marking changes to its new cell', () => {
    const before = event(1, 'a', 1, counted());
    const ids = deltasOf(plan([event(2, 'a', 2, counted({ cell: 'in:research' }))], [before])).map(({ id }) => id);
    expect(ids).toEqual(['g|total:all|day|2026|clear|5', 'g|total:all|day|2026|in:research|5']);
  });

  it('keeps a document that comes out at nothing, stamped by all that touched it', () => {
    const [delta] = shown(deltasOf(plan([event(3, 'a', 1, counted()), event(4, 'a', 2)])));
    expect(delta).toMatchObject({ first: 3, last: 4, amounts: { [`reports.r.${MONDAY}`]: 0 } });
  });

  it('skips what is no newer than what is known', () => {
    const known = event(1, 'a', 3, counted());
    expect(plan([event(2, 'a', 3, counted()), event(3, 'a', 2)], [known]).contributions).toEqual([]);
  });

  it('counts a withdrawn report as a tombstone, and keeps it from coming back', () => {
    const withdrawn = event(1, 'a', 2);
    expect(plan([event(2, 'a', 1, counted())], [withdrawn]).steps).toEqual([]);
    expect(plan([event(1, 'a', 2)], [event(0, 'a', 1, counted())]).contributions).toEqual([withdrawn]);
  });

  it('gives a refused document the events above its stamp, one revision after the other', () => {
    const events = [event(3, 'a', 1, counted()), event(4, 'b', 1, counted()), event(5, 'a', 2)];
    const id = 'g|total:all|day|2026|clear|5';
    expect(shown(rebuildAfter(plan(events), new Map([[id, 3]])))).toEqual([
      { id, first: 4, last: 5, amounts: { [`reports.r.${MONDAY}`]: 0, [`reports.e.${MONDAY - 1}`]: 0 } },
    ]);
    expect(rebuildAfter(plan(events), new Map([[id, 5]]))).toEqual([]);
  });
});
