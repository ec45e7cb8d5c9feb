import { OnEvents, type EventBatch, type ReceivedEvent } from '@landbridge/messaging';
import { sharingClass } from '@landbridge/sharing';
import { Controller } from '@nestjs/common';
import { countedOf, type Contribution } from './contribution.ts';
import { countWindow, prepareWindow } from './count-window.ts';
import { type CountingScope, partitionOf } from './counter-key.ts';
import { MongoCountingStore } from './mongo-counting-store.ts';
import { ReplayFromIngestion } from './replay-from-ingestion.ts';

/** Raised when the key function of the counters changes, or what a report counts in. */
const SCHEME = 4;

/** Counts reports. The position is read before and moved after each window by libs/messaging. */
@Controller()
export class ReportsConsumer {
  constructor(private readonly store: MongoCountingStore) {}

  @OnEvents('reports', { effect: 'stamped', scheme: SCHEME, replay: { topic: 'replay.trend-detection', requester: ReplayFromIngestion } })
  async count(batch: EventBatch<'reports'>): Promise<() => Promise<void>> {
    const plan = await prepareWindow(this.store, scopeOf(batch), batch.events.map(contributionOf));
    return () => countWindow(this.store, plan);
  }
}

export function scopeOf({ generation, partition, source }: EventBatch<'reports'>): CountingScope {
  return { generation, partition: partitionOf(partition, source === 'replay') };
}

/** What the event leaves of its report: nothing of one that was withdrawn, or narrowed nobody can read to whom. */
export function contributionOf(event: ReceivedEvent<'reports'>): Contribution {
  const { subject: report, revision, stamp } = event;
  if (event.name === 'report.withdrawn' || !event.data) return { report, revision, stamp };
  return { report, revision, stamp, counted: countedOf(event.data.report, sharingClass(event.data.report)) };
}
