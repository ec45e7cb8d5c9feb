import { describe, expect, it } from '@jest/globals';
import { inFlight, untilNothingIsInFlight } from './in-flight.ts';
import type { NetworkState } from './network-state.ts';
import { calmMessaging, calmState } from './testing.ts';

const waiting = calmState({ deliveries: { waiting: 1, sending: 1, delivered: 0, failed: 0, dropped: 0 } });
const evaluating = (dirty: number) => calmState({ counting: { ...calmState().counting, dirty, settled: false } });

describe('inFlight', () => {
  it('finds nothing in a network that is calm', () => {
    expect(inFlight(calmState())).toEqual([]);
  });

  it.each<[string, NetworkState, string]>([
    ['deliveries', waiting, '2 deliveries waiting'],
    ['counters', evaluating(1), '1 counter to be evaluated'],
    ['a week that is over', evaluating(0), 'the last complete week to be evaluated'],
    [
      'figures that are made anew',
      calmState({
        counting: { ...calmState().counting, settled: false, madeAnew: [{ community: 'practitioners', done: 50, total: 3320 }] },
      }),
      'figures of practitioners made anew under its charter (50 of 3,320 series)',
    ],
    ['an outbox', messaging({ outboxPending: 1 }), '1 chunk of ingestion not yet in Kafka'],
    [
      'lag',
      messaging({ topics: [{ topic: 'disclosures', state: 'live', lag: 1200 }] }),
      '1,200 events of the topic disclosures not yet read by ingestion',
    ],
    [
      'lag that is not known',
      messaging({ topics: [{ topic: 'disclosures', state: 'live', lag: undefined }] }),
      'ingestion cannot say how far it is in the topic disclosures',
    ],
    ['a replay', messaging({ topics: [{ topic: 'reports', state: 'replaying', lag: 0 }] }), 'ingestion is replaying the topic reports'],
  ])('names %s', (_, state, sentence) => {
    expect(inFlight(state)).toEqual([sentence]);
  });
});

describe('untilNothingIsInFlight', () => {
  const quick = { pollMs: 1, stillMs: 40, mostMs: 10_000 };
  const silent = { say: () => undefined };
  const inTurn = (...states: NetworkState[]) => {
    let looks = 0;
    return () => Promise.resolve(states[Math.min(looks++, states.length - 1)] ?? calmState());
  };

  it('waits for two calm looks in a row', async () => {
    const said: string[] = [];
    const last = calmState({ deliveries: { waiting: 0, sending: 0, delivered: 9, failed: 0, dropped: 0 } });
    const look = inTurn(evaluating(5), calmState(), waiting, calmState(), last);
    expect(await untilNothingIsInFlight(look, { say: (line) => said.push(line) }, quick)).toBe(last);
    expect(said).toEqual(['5 counters to be evaluated', 'looking once more', '2 deliveries waiting', 'looking once more']);
  });

  it('says what is stuck when nothing moves', async () => {
    await expect(untilNothingIsInFlight(inTurn(waiting), silent, quick)).rejects.toThrow(
      /^Nothing has moved for .*: 2 deliveries waiting\.$/,
    );
  });

  it('does not wait for ever while something moves', async () => {
    let dirty = 1_000_000;
    const look = () => Promise.resolve(evaluating(dirty--));
    await expect(untilNothingIsInFlight(look, silent, { ...quick, mostMs: 50 })).rejects.toThrow(
      /still something in flight: [\d,]+ counters/,
    );
  });
});

function messaging(ingestion: Partial<typeof calmMessaging>): NetworkState {
  const calm = calmState();
  return { ...calm, messaging: { ...calm.messaging, ingestion: { ...calmMessaging, ...ingestion } } };
}
