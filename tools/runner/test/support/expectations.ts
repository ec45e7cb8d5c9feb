import { expect } from '@jest/globals';
import { apps } from '../../src/root.ts';
import type { Clients } from './clients.ts';

/** Everything that the clients were told is taken is counted, once, and every counter equals a recount. */
export async function expectAllCounted(clients: Clients): Promise<void> {
  const { accepted, withdrawn, counted, totals } = clients.told.expected();
  expect(clients.told.contradictions).toEqual([]);
  expect(await clients.ask('ingestion', '/v1/operator/status')).toMatchObject({ accepted, withdrawn, outboxPending: 0 });
  expect(await clients.ask('trend-detection', '/v1/operator/status')).toMatchObject({ state: 'live', lag: 0, counted, totals });
  const recount = await clients.network.operator.at('trend-detection').post('/v1/operator/recount-check');
  expect(recount).toMatchObject({ equal: true, reports: counted, differing: 0, differences: [] });
}

export async function expectNoDeadLetters(clients: Clients): Promise<void> {
  for (const app of apps) {
    expect([app, await clients.ask(app, '/v1/operator/dead-letters')]).toEqual([app, { deadLetters: [] }]);
    expect(await clients.ask(app, '/v1/operator/messaging')).toMatchObject({ outboxQuarantined: 0 });
  }
}
