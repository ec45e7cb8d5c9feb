import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addChange, addWithdrawal, begin, EMPTY_LINE, finish, isForgettable, postpone, type Line } from './line.ts';

const now = new Date('2026-03-01T10:00:00Z');
const later = new Date('2026-03-01T11:00:00Z');
const change = (line: Line, revision: number) => addChange(line, { delivery: `d${revision}`, revision }, now);
const withdrawal = (line: Line, revision: number) => addWithdrawal(line, { delivery: `w${revision}`, revision }, now);
const lease = (line: Line): Line => ({ ...line, lease: 'holder', dueAt: later });
const waiting = (line: Line) => line.queue.map(({ delivery }) => delivery);

describe('a line', () => {
  it('is due when its first change comes, and stays as it is when others follow', () => {
    const one = lease(change(EMPTY_LINE, 1));
    expect(change(one, 2)).toMatchObject({ dueAt: later, lease: 'holder' });
    expect(change(EMPTY_LINE, 1).dueAt).toBe(now);
  });

  it('makes the next one due when the head is done with', () => {
    const two = begin(lease(change(change(EMPTY_LINE, 1), 2)));
    const next = finish(two, 'delivered', now);
    expect(waiting(next)).toEqual(['d2']);
    expect(next.dueAt).toBe(now);
    expect(next.lease).toBeUndefined();
  });

  it('drops what never began together with its withdrawal, and remembers nothing', () => {
    const { line, dropped, added } = withdrawal(change(change(EMPTY_LINE, 1), 2), 3);
    expect({ dropped, added, forgettable: isForgettable(line) }).toEqual({ dropped: ['d1', 'd2'], added: false, forgettable: true });
  });

  it('drops what was leased and had not begun: its holder finds the lease gone', () => {
    const { line, dropped } = withdrawal(lease(change(EMPTY_LINE, 1)), 2);
    expect({ dropped, lease: line.lease }).toEqual({ dropped: ['d1'], lease: undefined });
  });

  it('does not try again what waits for another attempt, and sends the withdrawal next', () => {
    const failed = postpone(begin(lease(change(EMPTY_LINE, 1))), later);
    const { line, dropped } = withdrawal(change(failed, 2), 3);
    expect(dropped).toEqual(['d1', 'd2']);
    expect(waiting(line)).toEqual(['w3']);
    expect(line.dueAt).toBe(now);
  });

  it('lets the attempt under way end, marks it as the last one, and puts the withdrawal next', () => {
    const { line, dropped } = withdrawal(change(begin(lease(change(EMPTY_LINE, 1))), 2), 3);
    expect(dropped).toEqual(['d2']);
    expect(line.queue).toMatchObject([{ delivery: 'd1', overtaken: true }, { delivery: 'w3' }]);
    expect(line.lease).toBe('holder');
  });

  it('tells a holder of a withdrawal once, and again of what it got afterwards', () => {
    const held = finish(begin(lease(change(EMPTY_LINE, 1))), 'delivered', now);
    const first = withdrawal(held, 2).line;
    expect(withdrawal(first, 3).added).toBe(false);
    const told = finish(begin(lease(first)), 'delivered', now);
    expect(isForgettable(told)).toBe(true);
    const heldAgain = finish(begin(lease(change(told, 4))), 'delivered', now);
    expect(withdrawal(heldAgain, 5).added).toBe(true);
  });

  it('tries the next withdrawal when one was given up', () => {
    const told = finish(begin(lease(withdrawal(finish(begin(lease(change(EMPTY_LINE, 1))), 'delivered', now), 2).line)), 'failed', now);
    expect(withdrawal(told, 3).added).toBe(true);
  });
});

type Step = 'change' | 'withdraw' | 'lease' | 'begin' | 'deliver' | 'fail' | 'retry' | 'expire';

/** What a receiver would see of a random history. */
function play(steps: readonly Step[]) {
  let line: Line = EMPTY_LINE;
  let revision = 0;
  const begun: { delivery: string; revision: number; withdrawal: boolean }[] = [];
  const dropped: string[] = [];
  for (const step of steps) {
    const [head] = line.queue;
    if (step === 'change') line = change(line, ++revision);
    else if (step === 'withdraw') {
      const done = withdrawal(line, ++revision);
      dropped.push(...done.dropped);
      line = done.line;
    } else if (!head) continue;
    else if (step === 'lease' && !line.lease) line = lease(line);
    else if (step === 'expire' && line.lease) line = lease(postpone(line, now));
    else if (!line.lease) continue;
    else if (step === 'begin') {
      if (head.overtaken) line = finish(line, 'dropped', now);
      else {
        begun.push({ delivery: head.delivery, revision: head.revision, withdrawal: head.kind === 'withdrawal' });
        line = begin(line);
      }
    } else if (head.attempts === 0) continue;
    else if (step === 'deliver') line = finish(line, 'delivered', now);
    else if (step === 'fail' || head.overtaken) line = finish(line, 'failed', now);
    else if (step === 'retry') line = postpone(line, later);
  }
  return { line, begun, dropped };
}

describe('any history of a line', () => {
  const steps = fc.array(
    fc.constantFrom<Step>('change', 'change', 'withdraw', 'lease', 'lease', 'begin', 'begin', 'deliver', 'fail', 'retry', 'expire'),
    { maxLength: 60 },
  );

  it('begins attempts in the order of revisions', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const revisions = play(history).begun.map(({ revision }) => revision);
        expect(revisions).toEqual([...revisions].sort((one, other) => one - other));
      }),
      { numRuns: 5_000 },
    );
  });

  it('never sends a withdrawal to who got nothing', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const { begun } = play(history);
        expect(begun[0]?.withdrawal ?? false).toBe(false);
      }),
      { numRuns: 5_000 },
    );
  });

  it('never begins again what was dropped', () => {
    fc.assert(
      fc.property(steps, fc.nat(60), (history, at) => {
        const before = play(history.slice(0, at));
        const after = play(history).begun.slice(before.begun.length);
        for (const { delivery } of after) expect(before.dropped).not.toContain(delivery);
      }),
      { numRuns: 5_000 },
    );
  });

  it('has something due or leased whenever something waits, and the withdrawal waits for whoever may hold what was withdrawn', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const { line, begun } = play([...history, 'withdraw']);
        expect(line.queue.length > 0).toBe(line.dueAt !== undefined);
        const lastBegun = begun.at(-1);
        if (lastBegun && !lastBegun.withdrawal) expect(line.queue.some(({ kind }) => kind === 'withdrawal')).toBe(true);
        expect(line.queue.filter(({ kind, overtaken }) => kind === 'change' && !overtaken)).toEqual([]);
      }),
      { numRuns: 5_000 },
    );
  });
});
