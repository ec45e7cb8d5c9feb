import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationState, PersonState, Trend } from '@landbridge/contracts';
import type { Maker } from '../subscriptions/subscription.schema.ts';
import { subscription, trend } from '../testing.ts';
import { envelope, RouterBench } from './testing.ts';

describe('in an organisation that assesses, candidates', () => {
  let bench: RouterBench;

  beforeEach(async () => {
    bench = await RouterBench.open();
  });

  const [assessor, analyst] = [randomUUID(), randomUUID()];
  const people: PersonState[] = [
    { id: assessor, roles: ['reader', 'assessor'] },
    { id: analyst, roles: ['analyst', 'administrator'] },
  ];
  const by = (madeBy: Maker | undefined) => {
    const { madeBy: _machine, ...made } = subscription({ organisation: bench.assessor.id });
    bench.subscriptions = [{ ...made, ...(madeBy && { madeBy }) }];
  };
  const team = (over: Partial<OrganisationState> = {}) => (bench.organisations = [{ ...bench.assessor, people, ...over }]);
  const told = async (state: Trend['state'], known = trend(), revision = 1) => {
    const name = revision === 1 ? ('trend.opened' as const) : ('trend.revised' as const);
    const data = { ...known, revision, state };
    return (await bench.routeTrends({ ...envelope(known.id, revision), name, data })).length > 0;
  };

  it.each<[string, Maker | undefined, boolean]>([
    ['an assessor', { kind: 'person', person: assessor }, true],
    ['a machine', { kind: 'machine' }, true],
    ['somebody who does not assess', { kind: 'person', person: analyst }, false],
    ['somebody who is not there', { kind: 'person', person: randomUUID() }, false],
    ['nobody knows whom', undefined, false],
  ])('come or not to what was made by %s, and published ones come in any case', async (_who, madeBy, come) => {
    team();
    by(madeBy);
    expect([await told('candidate'), await told('under-assessment'), await told('published')]).toEqual([come, come, true]);
  });

  it.each<[string, Partial<OrganisationState>]>([
    ['its maker assesses no more', { people: [{ id: assessor, roles: ['analyst'] }] }],
    ['its maker has left', { people: [] }],
    ['the organisation assesses no more', { assessing: false }],
  ])('come no more to a subscription when %s, until it is published', async (_what, over) => {
    team();
    by({ kind: 'person', person: assessor });
    const known = trend();
    expect(await told('candidate', known)).toBe(true);
    bench.sendAll();
    team(over);
    expect(await told('under-assessment', known, 2)).toBe(false);
    expect(await told('published', known, 3)).toBe(true);
    bench.sendAll();
    // that it is published no longer is told as to everybody, and what the team makes of it is not
    expect([await told('under-assessment', known, 4), await told('under-assessment', known, 5)]).toEqual([true, false]);
  });
});
