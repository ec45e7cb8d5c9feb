import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sharingClass } from '@landbridge/sharing';
import { countWindow, prepareWindow } from '../src/counting/count-window.ts';
import { countedOf, type Contribution } from '../src/counting/contribution.ts';
import { busyNetwork } from './support/reports.ts';
import { openStore } from './support/store.ts';

const REPORTS = Number(process.env['THROUGHPUT_REPORTS'] ?? 20_000);
const PARTITIONS = 4;
const WINDOW = 20_000;

describe('counting throughput', () => {
  let opened: Awaited<ReturnType<typeof openStore>>;
  beforeAll(async () => {
    opened = await openStore();
  });
  afterAll(() => opened.drop());

  it('reaches a twentieth of what the store takes raw, in documents of half a kilobyte', async () => {
    const raw = await rawPerSecond();
    const perPartition = Array.from({ length: PARTITIONS }, (_, partition) => contributions(partition));
    const series = perPartition.flat().reduce((sum, { counted }) => sum + (counted?.series.length ?? 0), 0) / REPORTS;
    const started = performance.now();
    for (const [partition, events] of perPartition.entries())
      for (let from = 0; from < events.length; from += WINDOW)
        await countWindow(
          opened.store,
          await prepareWindow(opened.store, { generation: 'g', partition: `${partition}` }, events.slice(from, from + WINDOW)),
        );
    const counted = (REPORTS / (performance.now() - started)) * 1000;
    const documents = await opened.collections.counters.estimatedDocumentCount();
    process.stdout.write(
      `counted ${counted.toFixed(0)} reports/s with ${series.toFixed(1)} series each (${documents} counter documents), ` +
        `raw insertMany ${raw.toFixed(0)}/s, ratio ${(counted / raw).toFixed(3)}\n`,
    );
    expect(counted / raw).toBeGreaterThan(0.05);
  });

  async function rawPerSecond(): Promise<number> {
    const collection = opened.connection.collection<{ _id: string; text: string }>('raw');
    const text = 'x'.repeat(460);
    const started = performance.now();
    for (let from = 0; from < 20_000; from += 1000)
      await collection.insertMany(
        Array.from({ length: 1000 }, (_, i) => ({ _id: `raw-${from + i}`, text })),
        { ordered: false },
      );
    return (20_000 / (performance.now() - started)) * 1000;
  }
});

function contributions(partition: number): Contribution[] {
  const reports = busyNetwork(partition + 1, REPORTS / PARTITIONS, new Date('2026-06-01T00:00:00Z'));
  return reports.map((report, stamp) => ({
    report: `${partition}-${report.id}`,
    revision: report.revision,
    stamp,
    counted: countedOf(report, sharingClass(report)),
  }));
}
