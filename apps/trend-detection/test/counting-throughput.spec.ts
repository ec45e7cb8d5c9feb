import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sharingClass } from '@landbridge/sharing';
import { countWindow, prepareWindow } from '../src/counting/count-window.ts';
import { countedOf, type Contribution } from '../src/counting/contribution.ts';
import { busyNetwork } from './support/reports.ts';
import { openStore } from './support/store.ts';

const REPORTS = Number(process.env['THROUGHPUT_REPORTS'] ?? 20_000);
const PARTITIONS = 4;
/** Two windows a partition: the second meets documents that are there already. */
const WINDOW = REPORTS / PARTITIONS / 2;

describe('counting throughput', () => {
  let opened: Awaited<ReturnType<typeof openStore>>;
  beforeAll(async () => {
    opened = await openStore();
  });
  afterAll(() => opened.drop());

  it('reaches a twentieth of what the store takes raw, in documents of half a kilobyte', async () => {
    const perPartition = Array.from({ length: PARTITIONS }, (_, partition) => contributions(partition));
    const series = perPartition.flat().reduce((sum, { counted }) => sum + (counted?.series.length ?? 0), 0) / REPORTS;
    let [raw, counted] = [0, 0];
    // turn by turn, so that whatever else the machine does slows both alike
    for (const [partition, events] of perPartition.entries())
      for (let from = 0; from < events.length; from += WINDOW) {
        const window = events.slice(from, from + WINDOW);
        raw += await timed(() => insertRaw(`${partition}-${from}`, window.length));
        counted += await timed(async () => {
          await countWindow(opened.store, await prepareWindow(opened.store, { generation: 'g', partition: `${partition}` }, window));
        });
      }
    const documents = await opened.collections.counters.estimatedDocumentCount();
    process.stdout.write(
      `counted ${perSecond(counted)} reports/s with ${series.toFixed(1)} series each (${documents} counter documents), ` +
        `raw insertMany ${perSecond(raw)}/s, ratio ${(raw / counted).toFixed(3)}\n`,
    );
    expect(raw / counted).toBeGreaterThan(0.05);
  });

  async function insertRaw(name: string, number: number): Promise<void> {
    const collection = opened.connection.collection<{ _id: string; text: string }>('raw');
    const text = 'x'.repeat(460);
    for (let from = 0; from < number; from += 1000)
      await collection.insertMany(
        Array.from({ length: Math.min(1000, number - from) }, (_, i) => ({ _id: `${name}-${from + i}`, text })),
        { ordered: false },
      );
  }
});

const perSecond = (milliseconds: number) => ((REPORTS / milliseconds) * 1000).toFixed(0);

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function contributions(partition: number): Contribution[] {
  const reports = busyNetwork(partition + 1, REPORTS / PARTITIONS, new Date('2026-06-01T00:00:00Z'));
  return reports.map((report, stamp) => ({
    report: `${partition}-${report.id}`,
    revision: report.revision,
    stamp,
    counted: countedOf(report, sharingClass(report)),
  }));
}
