import type { Messaging, NetworkState } from './network-state.ts';
import type { Figures } from './sums.ts';

/** For tests: a service that has nothing to do. */
export const calmMessaging: Messaging = {
  topics: [{ topic: 'reports', state: 'live', lag: 0 }],
  outboxPending: 0,
  outboxQuarantined: 0,
  deadLetters: 0,
};

/** For tests: a network after 100 reports, 3 of them withdrawn, with nothing in flight. */
export function calmState(other: Partial<NetworkState> = {}): NetworkState {
  return {
    messaging: { directory: calmMessaging, ingestion: calmMessaging, 'trend-detection': calmMessaging, notification: calmMessaging },
    reports: { accepted: 100, withdrawn: 3, sent: 108 },
    counting: { counted: 97, totals: { victim: 130 }, dirty: 0, settled: true, trendsOpen: 4, madeAnew: [] },
    deliveries: { waiting: 0, sending: 0, delivered: 6, failed: 0, dropped: 0 },
    ...other,
  };
}

/** For tests: the figures of a demo on a fresh store that add up. */
export function goodFigures(other: Partial<Figures> = {}): Figures {
  return {
    lines: 102,
    accepted: 100,
    alreadyHeld: 0,
    rejected: 2,
    corrected: 5,
    withdrawn: 3,
    before: calmState({
      reports: { accepted: 0, withdrawn: 0, sent: 0 },
      counting: { counted: 0, totals: {}, dirty: 0, settled: true, trendsOpen: 0, madeAnew: [] },
      deliveries: { waiting: 0, sending: 0, delivered: 0, failed: 0, dropped: 0 },
    }),
    after: calmState(),
    countersDiffering: 0,
    expected: { rejected: 2, counted: 97, totals: { victim: 130, event: 0 } },
    received: 6,
    unsigned: 0,
    untold: 0,
    plantedFound: 3,
    plantedTotal: 3,
    ...other,
  };
}
