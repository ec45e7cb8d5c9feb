import { describe, expect, it } from '@jest/globals';
import {
  addAnnouncement,
  addChange,
  begin,
  EMPTY_LINE,
  finish,
  holdsMoreThan,
  isNeverGivenUp,
  isForgettable,
  leavesTooMuch,
  mustArrive,
  postpone,
  takesBack,
  type Line,
} from './line.ts';
import { begun, change, later, narrowing, now, withdrawal } from './testing.ts';

const waiting = (line: Line) => line.queue.map(({ delivery }) => delivery);

describe('what must arrive', () => {
  const head = (line: Line) => line.queue[0]!;

  it('is a withdrawal, and what takes the place of more', () => {
    const held = finish(begun(change(EMPTY_LINE, 1)), 'delivered', now);
    expect(mustArrive(head(change(held, 2)))).toBe(false);
    expect(mustArrive(head(narrowing(held, 2)))).toBe(true);
    expect(mustArrive(head(withdrawal(held, 2).line))).toBe(true);
    expect(mustArrive(head(addAnnouncement(EMPTY_LINE, { delivery: 'a', revision: 2 }, now)))).toBe(false);
  });

  it.each([
    ['full', 'redacted', true],
    ['full', 'full', false],
    ['redacted', 'redacted', false],
    ['redacted', 'full', false],
    [undefined, undefined, false],
  ] as const)('takes back from who had %s and gets %s: %s', (had, gets, expected) => {
    const held = finish(begin(change(EMPTY_LINE, 1), 'holder', later, { level: had }), 'delivered', now);
    expect(takesBack(begin(change(held, 2), 'holder', later, { level: gets }))).toBe(expected);
    expect(takesBack(begin(withdrawal(held, 2).line, 'holder', later))).toBe(true);
  });
});

describe('a narrower form', () => {
  const held = finish(begun(change(EMPTY_LINE, 1)), 'delivered', now);

  it('is given up when a later change can arrive in its place, which then must', () => {
    const narrowed = begun(narrowing(held, 2));
    expect(isNeverGivenUp(narrowed)).toBe(true);
    const revised = change(change(narrowed, 3), 4);
    expect(isNeverGivenUp(revised)).toBe(false);
    for (const outcome of ['failed', 'dropped'] as const) {
      const next = finish(revised, outcome, now);
      expect(next.queue).toMatchObject([{ delivery: 'd3', narrower: true }, { delivery: 'd4' }]);
      expect(next.queue[1]).not.toHaveProperty('narrower');
      expect(isNeverGivenUp(finish(begun(next), outcome, now))).toBe(true);
    }
    expect(finish(revised, 'delivered', now).queue[0]).not.toHaveProperty('narrower');
  });

  it('leaves too much to a receiver that holds the subject, unless something comes that takes it back', () => {
    const narrowed = narrowing(held, 2);
    expect(leavesTooMuch(narrowed)).toBe(true);
    expect(leavesTooMuch(change(narrowed, 3))).toBe(false);
    expect(leavesTooMuch(withdrawal(begun(narrowed), 3).line)).toBe(false);
    expect(leavesTooMuch(change(held, 2))).toBe(false);
    expect(leavesTooMuch(narrowing(EMPTY_LINE, 1))).toBe(false);
  });

  it('does not give up a withdrawal for what comes after it', () => {
    const again = change(withdrawal(held, 2).line, 3);
    expect(isNeverGivenUp(again)).toBe(true);
    expect(finish(begun(again), 'failed', now).queue[0]).not.toHaveProperty('narrower');
  });
});

describe('a line', () => {
  it('is due when its first change comes, and stays as it is when others follow', () => {
    const one = begun(change(EMPTY_LINE, 1));
    expect(change(one, 2)).toMatchObject({ dueAt: later, lease: 'holder' });
    expect(change(EMPTY_LINE, 1).dueAt).toBe(now);
  });

  it('makes the next one due when the head is done with', () => {
    const two = begun(change(change(EMPTY_LINE, 1), 2));
    const next = finish(two, 'delivered', now);
    expect(waiting(next)).toEqual(['d2']);
    expect(next.dueAt).toBe(now);
    expect(next.lease).toBeUndefined();
  });

  it('drops what never began together with its withdrawal, and remembers nothing', () => {
    const { line, dropped, added } = withdrawal(change(change(EMPTY_LINE, 1), 2), 3);
    expect({ dropped, added, forgettable: isForgettable(line) }).toEqual({ dropped: ['d1', 'd2'], added: false, forgettable: true });
  });

  it('does not try again what waits for another attempt, and sends the withdrawal next', () => {
    const failed = postpone(begun(change(EMPTY_LINE, 1)), later);
    const { line, dropped } = withdrawal(change(failed, 2), 3);
    expect(dropped).toEqual(['d1', 'd2']);
    expect(waiting(line)).toEqual(['w3']);
    expect(line.dueAt).toBe(now);
  });

  it('lets the attempt under way end, marks it as the last one, and puts the withdrawal next', () => {
    const { line, dropped } = withdrawal(change(begun(change(EMPTY_LINE, 1)), 2), 3);
    expect(dropped).toEqual(['d2']);
    expect(line.queue).toMatchObject([{ delivery: 'd1', overtaken: true }, { delivery: 'w3' }]);
    expect(line.lease).toBe('holder');
  });

  it('tells a holder of a withdrawal once, and again of what it got afterwards', () => {
    const held = finish(begun(change(EMPTY_LINE, 1)), 'delivered', now);
    const first = withdrawal(held, 2).line;
    expect(withdrawal(first, 3).added).toBe(false);
    const told = finish(begun(first), 'delivered', now);
    expect(isForgettable(told)).toBe(true);
    const heldAgain = finish(begun(change(told, 4)), 'delivered', now);
    expect(withdrawal(heldAgain, 5).added).toBe(true);
  });

  it('tries the next withdrawal when one was given up', () => {
    const told = finish(begun(withdrawal(finish(begun(change(EMPTY_LINE, 1)), 'delivered', now), 2).line), 'failed', now);
    expect(withdrawal(told, 3).added).toBe(true);
  });

  it('waits with what is not to be sent yet, and with nothing else', () => {
    const soon = new Date(now.getTime() + 60_000);
    const dispersed = addChange(EMPTY_LINE, { delivery: 'd1', revision: 1, notBefore: soon }, now);
    expect(dispersed.dueAt).toEqual(soon);
    expect(change(dispersed, 2).dueAt).toEqual(soon);
    const behind = addChange(begun(change(EMPTY_LINE, 1)), { delivery: 'd2', revision: 2, notBefore: soon }, now);
    expect(finish(behind, 'delivered', now).dueAt).toEqual(soon);
    expect(finish(behind, 'delivered', later).dueAt).toEqual(later);
    const held = addChange(finish(begun(change(EMPTY_LINE, 1)), 'delivered', now), { delivery: 'd2', revision: 2, notBefore: soon }, now);
    expect(withdrawal(held, 3).line.dueAt).toEqual(now);
  });

  it('announces a withdrawal to who holds nothing, and remembers nothing when that fails', () => {
    const announced = addAnnouncement(EMPTY_LINE, { delivery: 'a1', revision: 1 }, now);
    expect(announced).toMatchObject({ holds: false, dueAt: now });
    expect(begun(announced).holds).toBe(false);
    expect(isForgettable(finish(begun(announced), 'failed', now))).toBe(true);
  });

  it('knows whether the receiver may hold a trend as a finding', () => {
    const told = begin(change(EMPTY_LINE, 1), 'holder', later, { finding: true });
    expect(begun(change(EMPTY_LINE, 1)).holdsFinding).toBeUndefined();
    expect(begun(change(finish(told, 'failed', now), 2)).holdsFinding).toBe(true);
  });

  it('knows how much of a report the receiver may hold', () => {
    const full = begin(change(EMPTY_LINE, 1), 'holder', later, { level: 'full' });
    expect([holdsMoreThan(full, 'full'), holdsMoreThan(full, 'redacted'), holdsMoreThan(full, undefined)]).toEqual([false, true, true]);
    const coarse = begin(change(finish(full, 'delivered', now), 2), 'holder', later, { level: 'redacted' });
    expect(holdsMoreThan(coarse, 'redacted')).toBe(true);
    expect(holdsMoreThan(finish(coarse, 'failed', now), 'redacted')).toBe(true);
    expect(holdsMoreThan(finish(coarse, 'delivered', now), 'redacted')).toBe(false);
    const { line } = withdrawal(finish(coarse, 'delivered', now), 3);
    expect(line).not.toHaveProperty('level');
    expect(holdsMoreThan(finish(begun(line), 'failed', now), 'redacted')).toBe(true);
    expect(holdsMoreThan(EMPTY_LINE, undefined)).toBe(false);
  });
});
