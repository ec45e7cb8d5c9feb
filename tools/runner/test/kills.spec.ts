import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apps, type App } from '../src/root.ts';
import { expectAllCounted, expectNoDeadLetters } from './support/expectations.ts';
import { long } from './support/long.ts';
import { SampleLoad } from './support/sample-load.ts';
import { TestNetwork } from './support/test-network.ts';
import { until } from './support/until.ts';

const victims = [...apps, 'kafka', 'mongodb'] as const;
const REPORTS = long ? 50_000 * victims.length : 12_000;
/** Shares of its part of the load at which a victim is killed. */
const MOMENTS = [0.2, 0.55];

describe(`a load of ${REPORTS.toLocaleString('en')} reports`, () => {
  let network: TestNetwork;
  const load = new SampleLoad(REPORTS);
  beforeAll(async () => {
    network = await TestNetwork.start();
  });
  afterAll(() => network.stop());

  it.each(victims)('is counted whole, each report once, when %s is killed in the middle of it', async (victim) => {
    const part = load.next(Math.ceil(REPORTS / victims.length));
    const before = network.told.answers;
    const end = new AbortController();
    const loaded = network.perform(part).finally(() => end.abort());
    const isOver = () => end.signal.aborted;
    for (const [i, moment] of MOMENTS.entries()) {
      await until('enough is answered', () => isOver() || network.told.answers - before >= moment * part.length, 600_000);
      // reports are taken while Kafka starts, so that all may be taken before the second moment
      if (i === 0) expect(isOver()).toBe(false);
      if (!isOver()) await killAndStart(network, victim);
    }
    await loaded;
    await network.settled();
    await expectAllCounted(network);
    await expectNoDeadLetters(network);
  });
});

/** SIGKILL, and a start once it is gone. Services go on by themselves after their engine comes back. */
async function killAndStart({ system }: TestNetwork, victim: App | 'kafka' | 'mongodb'): Promise<void> {
  const program = victim === 'kafka' || victim === 'mongodb' ? system.engines[victim] : system.services[victim];
  await program.kill();
  await program.start();
}
