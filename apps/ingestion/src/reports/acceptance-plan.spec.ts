import { describe, expect, it, jest } from '@jest/globals';
import { reportInput } from '@landbridge/contracts/testing';
import { planAcceptance } from './acceptance-plan.ts';
import type { Submission } from './submission.ts';

const submission = (digest: string, ...identities: string[]): Submission => ({
  report: reportInput(),
  warnings: [],
  digest,
  identities,
  signature: undefined,
});
const held = (digest: string, revision = 1) => ({ state: 'held' as const, revision, digest });
const never = () => Promise.resolve(false);

describe('a chunk of submissions', () => {
  it('is all new where nothing is known', async () => {
    const planned = await planAcceptance([submission('a', 'x'), submission('a'), submission('a')], new Map(), new Map(), never);
    expect(planned.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(new Set(planned.map((plan) => plan.kind === 'accepted' && plan.id)).size).toBe(3);
  });

  it('holds what is held with the same content, and clashes with another', async () => {
    const planned = await planAcceptance(
      [submission('a', 'x'), submission('b', 'x')],
      new Map([['x', 'r1']]),
      new Map([['r1', held('a', 3)]]),
      never,
    );
    expect(planned).toEqual([{ kind: 'alreadyHeld', id: 'r1', revision: 3 }, { kind: 'clash', ids: ['r1'], withdrawn: false }]); // prettier-ignore
  });

  it('knows content that was revised or taken back since', async () => {
    const hadContent = jest.fn((_report: string, _revision: number, digest: string) => Promise.resolve(digest === 'a'));
    const states = new Map([['r1', { state: 'withdrawn' as const, revision: 2 }]]);
    expect(await planAcceptance([submission('a', 'x'), submission('b', 'x')], new Map([['x', 'r1']]), states, hadContent)).toEqual([
      { kind: 'alreadyHeld', id: 'r1', revision: 2 },
      { kind: 'clash', ids: ['r1'], withdrawn: true },
    ]);
    expect(hadContent).toHaveBeenCalledWith('r1', 2, 'a');
  });

  it('takes the first of several with the same external id', async () => {
    const planned = await planAcceptance(
      [submission('a', 'x', 'y'), submission('a', 'x'), submission('b', 'y'), submission('c', 'z')],
      new Map(),
      new Map(),
      never,
    );
    const [first] = planned;
    const id = first?.kind === 'accepted' ? first.id : '';
    expect(planned.slice(1)).toMatchObject([{ kind: 'alreadyHeld', id }, { kind: 'clash', ids: [id] }, { kind: 'accepted' }]);
  });

  it('clashes where external ids stand for several reports', async () => {
    const holders = new Map([['x', 'r1'], ['y', 'r2']]); // prettier-ignore
    const states = new Map([['r1', held('a')], ['r2', held('a')]]); // prettier-ignore
    expect(await planAcceptance([submission('a', 'x', 'y')], holders, states, never)).toEqual([
      { kind: 'clash', ids: ['r1', 'r2'], withdrawn: false },
    ]);
  });
});
