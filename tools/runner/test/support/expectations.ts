import { expect } from '@jest/globals';
import { apps } from '../../src/root.ts';
import type { TestNetwork } from './test-network.ts';

/** Everything that the clients were told is taken is counted, once, and every counter equals a recount. */
export async function expectAllCounted(network: TestNetwork): Promise<void> {
  const { accepted, withdrawn, counted, totals } = network.told.expected();
  expect(network.told.contradictions).toEqual([]);
  expect(await network.ask('ingestion', '/v1/operator/status')).toMatchObject({ accepted, withdrawn, outboxPending: 0 });
  expect(await network.ask('trend-detection', '/v1/operator/status')).toMatchObject({ state: 'live', lag: 0, counted, totals });
  const recount = await network.system.operator.at('trend-detection').post('/v1/operator/recount-check');
  expect(recount).toMatchObject({ equal: true, reports: counted, differing: 0, differences: [] });
}

export async function expectNoDeadLetters(network: TestNetwork): Promise<void> {
  for (const app of apps) {
    expect([app, await network.ask(app, '/v1/operator/dead-letters')]).toEqual([app, { deadLetters: [] }]);
    expect(await network.ask(app, '/v1/operator/messaging')).toMatchObject({ outboxQuarantined: 0 });
  }
}
