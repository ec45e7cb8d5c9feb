import { Controller, Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection, mongo } from 'mongoose';
import { OnEvents, type EventBatch, type NewEvent, type ReplayFeed, type ReplayRequester } from '../src/index.ts';
import { accepted } from './reports.ts';

interface Row {
  _id: string;
  generation: string;
  subject: string;
  revision: number;
  stamp: number;
}

/** Stands for the call to the owner over HTTP. */
@Injectable()
export class AskOwner implements ReplayRequester {
  ask: (generation: string) => Promise<void> = () => Promise.reject(new Error('The owner is away.'));

  requestReplay(generation: string): Promise<void> {
    return this.ask(generation);
  }
}

/** A read model by generation: the last revision of each subject. */
@Controller()
export class ReadModel {
  private readonly rows: mongo.Collection<Row>;

  constructor(@InjectConnection() connection: Connection) {
    this.rows = connection.getClient().db(connection.name).collection<Row>('read-model');
  }

  @OnEvents('reports', { effect: 'stamped', window: 200, replay: { topic: 'replay.trend-detection', requester: AskOwner } })
  prepare(batch: EventBatch<'reports'>) {
    return Promise.resolve(async () => {
      for (const { subject, revision, stamp } of batch.events) {
        const _id = `${batch.generation}/${subject}`;
        const change = { $set: { generation: batch.generation, subject, revision, stamp } };
        const newer = { _id, revision: { $lt: revision } };
        await this.rows.updateOne(newer, change, { upsert: true }).catch((error: unknown) => {
          if (!(error instanceof Error && 'code' in error && error.code === 11_000)) throw error;
        });
      }
    });
  }

  async revisions(generation: string): Promise<Record<string, number>> {
    const rows = await this.rows.find({ generation }).toArray();
    return Object.fromEntries(rows.map(({ subject, revision }) => [subject, revision]));
  }
}

/** The same model after its scheme was given another number. */
@Controller()
export class NextReadModel extends ReadModel {
  @OnEvents('reports', { effect: 'stamped', window: 200, scheme: 2, replay: { topic: 'replay.trend-detection', requester: AskOwner } })
  override prepare(batch: EventBatch<'reports'>) {
    return super.prepare(batch);
  }
}

/** What the owner holds: the last revision of each report. */
export class Truth implements ReplayFeed<'replay.trend-detection'> {
  readonly topic = 'replay.trend-detection';
  readonly latest = new Map<string, number>();
  reads = 0;

  count(): Promise<number> {
    return Promise.resolve(this.latest.size);
  }

  /** The next revision of a report, as its owner sends it. */
  next(id: string): NewEvent<'reports'> {
    const revision = (this.latest.get(id) ?? 0) + 1;
    this.latest.set(id, revision);
    return accepted(id, revision);
  }

  async *read(after: string | undefined) {
    this.reads += 1;
    for (const id of [...this.latest.keys()].sort()) {
      if (after !== undefined && id <= after) continue;
      const event = accepted(id, this.latest.get(id));
      await Promise.resolve();
      yield { cursor: id, event: { ...event, topic: 'replay.trend-detection' } as NewEvent<'replay.trend-detection'> };
    }
  }
}
