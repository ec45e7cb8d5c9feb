import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EMPTY_LINE, finish, leavesTooMuch, mustArrive, postpone, type Line } from './line.ts';
import { begun, change, later, narrowing, now, withdrawal } from './testing.ts';

type Step = 'change' | 'narrow' | 'withdraw' | 'begin' | 'deliver' | 'fail' | 'retry' | 'expire';

/** What a receiver would see of a random history. */
function play(steps: readonly Step[]) {
  let line: Line = EMPTY_LINE;
  let revision = 0;
  const begunOnes: { delivery: string; revision: number; withdrawal: boolean }[] = [];
  const dropped: string[] = [];
  /** The receiver holds more than it may know, and no message that said so was delivered. */
  let tooMuch = false;
  for (const step of steps) {
    const [head] = line.queue;
    if (step === 'change') line = change(line, ++revision);
    else if (step === 'narrow') {
      tooMuch ||= line.holds;
      line = narrowing(line, ++revision);
    } else if (step === 'withdraw') {
      const done = withdrawal(line, ++revision);
      tooMuch = false;
      dropped.push(...done.dropped);
      line = done.line;
    } else if (!head) continue;
    else if (step === 'expire' && line.lease) line = { ...line, dueAt: now };
    else if (step === 'begin' && line.dueAt === later) continue;
    else if (step === 'begin' && head.overtaken) line = finish(line, 'dropped', now);
    else if (step === 'begin') {
      begunOnes.push({ delivery: head.delivery, revision: head.revision, withdrawal: head.kind === 'withdrawal' });
      line = begun(line);
    } else if (!line.lease) continue;
    else if (step === 'deliver') {
      if (head.narrower) tooMuch = false;
      line = finish(line, 'delivered', now);
    } else if (step === 'fail' || head.overtaken) {
      // which is told in the inbox
      if (leavesTooMuch(line)) tooMuch = false;
      line = finish(line, 'failed', now);
    } else if (step === 'retry') line = postpone(line, now);
  }
  return { line, begun: begunOnes, dropped, tooMuch };
}

describe('any history of a line', () => {
  const steps = fc.array(
    fc.constantFrom<Step>('change', 'change', 'narrow', 'withdraw', 'begin', 'begin', 'begin', 'deliver', 'fail', 'retry', 'expire'),
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

  it('has something waiting that must arrive for as long as the receiver holds more than it may know', () => {
    let waited = 0;
    fc.assert(
      fc.property(steps, (history) => {
        const { line, tooMuch } = play(history);
        if (!tooMuch) return;
        waited += 1;
        expect(line.queue.some(mustArrive)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
    expect(waited).toBeGreaterThan(100);
  });
});
