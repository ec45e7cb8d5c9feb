import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationState } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { accepted, withdrawn } from './events.ts';
import { TestNetwork } from './network.ts';
import type { Hook } from './receiver.ts';
import { until } from './until.ts';

describe('notification, told of the past', () => {
  const network = TestNetwork.forTests();
  let hook: Hook;
  let reader: OrganisationState;

  beforeEach(() => {
    ({ reader, hook } = network.newReader());
  });
  afterEach(() => {
    network.topics.past = [];
    network.topics.whileReplaying = (send) => send();
  });

  const instance = () => {
    const [only] = network.instances;
    if (!only) throw new Error('It was not started.');
    return only;
  };
  const isLive = async () => {
    const { state, lag } = await network.api.consumes('reports');
    return state === 'live' && lag === 0;
  };
  /** As a new cluster does: another generation begins, with nothing of the log before. */
  const loseLog = async () => {
    await instance().stop();
    await network.topics.lose('reports');
  };

  it('knows on an empty store what 500 reports are now, a withdrawal meanwhile too, and delivers none of them', async () => {
    const reports = Array.from({ length: 500 }, () => structuredReport());
    const [first, second] = reports;
    if (!first || !second) throw new Error('There are no reports.');
    await network.topics.accept(...reports);
    await until('all are handled', isLive);
    await instance().stop();
    await network.emptyStore();
    await network.topics.lose('reports');
    network.topics.past = [withdrawn(first), ...reports.slice(1).map(accepted)];
    await network.run(instance());
    await network.api.subscribe(reader, hook);
    await until('the past is there', isLive);
    // the first comes late: it was withdrawn, which only the replay has told
    await network.topics.accept(first, { ...second, revision: 2 });
    await until('the next revision arrives', () => hook.received.length === 1);
    await until('all is handled', isLive);
    expect(hook.story(second.id)).toEqual(['report.revised 2']);
    expect(await network.api.deliveries(reader)).toHaveLength(1);
  });

  it('takes back what was withdrawn or narrowed while the log was lost, and delivers what comes live, once', async () => {
    await network.api.subscribe(reader, hook);
    const [gone, narrowed, hidden, kept, fresh] = Array.from({ length: 5 }, () => structuredReport({ attribution: 'named' }));
    if (!gone || !narrowed || !hidden || !kept || !fresh) throw new Error('There are no reports.');
    await network.topics.accept(gone, narrowed, hidden, kept);
    await until('all arrive', () => hook.received.length === 4);
    await loseLog();
    network.topics.past = [
      withdrawn(gone),
      accepted({ ...narrowed, revision: 2, marking: { tlp: 'amber', communities: ['law-enforcement'] } }),
      accepted({ ...hidden, revision: 2, attribution: 'hidden' }),
      accepted({ ...kept, revision: 2 }),
      accepted(fresh),
    ];
    await network.run(instance());
    await until('three are taken back', () => hook.received.length === 7);
    for (const report of [gone, narrowed, hidden]) expect(hook.story(report.id)).toEqual(['report.accepted 1', 'report.withdrawn 2']);
    await until('the past is there', isLive);
    expect(hook.of(fresh.id)).toEqual([]);
    await network.topics.accept(fresh, { ...kept, revision: 2 }, fresh);
    await until('what comes live arrives', () => hook.received.length === 9);
    await network.topics.accept({ ...fresh, revision: 2 });
    await until('so does the next', () => hook.received.length === 10);
    expect(hook.story(fresh.id)).toEqual(['report.accepted 1', 'report.revised 2']);
    expect(hook.story(kept.id)).toEqual(['report.accepted 1', 'report.revised 2']);
  });

  it('goes on with a replay in the middle of which it was killed', async () => {
    await network.api.subscribe(reader, hook);
    const reports = Array.from({ length: 40 }, () => structuredReport());
    await network.topics.accept(...reports);
    await until('all arrive', () => hook.received.length === 40);
    await loseLog();
    const all = reports.map(withdrawn);
    network.topics.past = all.slice(0, 20);
    const { promise: goOn, resolve: go } = Promise.withResolvers<undefined>();
    network.topics.whileReplaying = async (send) => {
      await send();
      await goOn;
      network.topics.past = all.slice(20);
      await send();
    };
    await network.run(instance());
    await until('half of it is told', () => hook.received.length === 60);
    expect((await network.api.consumes('reports'))['state']).toBe('replaying');
    await instance().kill();
    go(undefined);
    await network.run(instance());
    await until('all of it is told', () => hook.received.length >= 80);
    await until('the past is there', isLive);
    for (const { id } of reports) expect([...new Set(hook.story(id))]).toEqual(['report.accepted 1', 'report.withdrawn 2']);
  });
});
