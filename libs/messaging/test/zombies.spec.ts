import { describe, expect, it } from '@jest/globals';
import { ConsumerStatus, DeadLetters, OutboxStatus } from '../src/index.ts';
import { ended, startChild, type ChildSettings } from './child.ts';
import { InTransaction, Ledger, Stamped } from './ledger.ts';
import { accepted } from './reports.ts';
import { fillOutbox, newNamespace, startService, until } from './service.ts';

const consumer = 'trend-detection';
const EVENTS = 4_000;

describe.each([
  ['transaction', InTransaction],
  ['stamped', Stamped],
] as const)('consumers of one group with the effect "%s"', (handler, controller) => {
  it('take every event once while others come, go, stall and are killed', async () => {
    const namespace = newNamespace();
    const producer = await startService({ namespace });
    const stayer = await startService({ namespace, service: consumer }, { controllers: [controller], providers: [Ledger] });
    const ledger = stayer.get(Ledger);
    ledger.delay = 30;
    const settings: ChildSettings = { namespace, service: consumer, handler, delay: 30 };
    try {
      const zombie = await startChild(settings);
      await load(namespace, EVENTS / 4);
      zombie.kill('SIGSTOP');
      await load(namespace, EVENTS / 4);
      const killed = await startChild(settings);
      await load(namespace, EVENTS / 4);
      killed.kill('SIGKILL');
      const guest = await startService({ namespace, service: consumer }, { controllers: [controller], providers: [Ledger] });
      await load(namespace, EVENTS / 4);
      // longer than the session: the group has given its partitions away when it wakes
      await new Promise((resolve) => setTimeout(resolve, 11_000));
      zombie.kill('SIGCONT');
      await guest.stop();
      await until('all is sent', async () => (await producer.get(OutboxStatus).pending()) === 0, 60_000);
      await until('all is handled', async () => (await stayer.get(ConsumerStatus).topics())[0]?.lag === 0, 120_000);
      zombie.kill('SIGTERM');
      expect(await ended(zombie)).toBe(0);
      expect(await ledger.counts()).toEqual({ subjects: EVENTS, most: 1 });
      expect(await stayer.get(DeadLetters).count()).toBe(0);
    } finally {
      await stayer.stop();
      await producer.stop();
    }
  }, 240_000);
});

function load(namespace: string, events: number): Promise<void> {
  const chunks = Array.from({ length: events / 200 }, (_, place) => ({
    organisation: `org-${place}`,
    acceptedAt: new Date(),
    events: Array.from({ length: 200 }, () => accepted()),
  }));
  return fillOutbox(namespace, chunks);
}
