import { ReplaySource, type NewEvent, type ReplayFeed } from '@landbridge/messaging';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Disclosed } from './disclosed.schema.ts';
import { DisclosedRepository } from './disclosed.repository.ts';

const TOPIC = 'replay.ingestion';
type Topic = typeof TOPIC;
const PAGE = 1_000;

/** All that was ever disclosed from here, for ingestion when it must build its list anew. */
@Injectable()
export class DisclosureReplay implements OnModuleInit, ReplayFeed<Topic> {
  readonly topic = TOPIC;

  constructor(
    private readonly source: ReplaySource,
    private readonly disclosed: DisclosedRepository,
  ) {}

  onModuleInit(): void {
    this.source.offer(this);
  }

  count(): Promise<number> {
    return this.disclosed.count();
  }

  /** @param after the id of the last event that was read before */
  async *read(after: string | undefined): AsyncGenerator<{ cursor: string; event: NewEvent<Topic> }> {
    let cursor = after;
    for (;;) {
      const page = await this.disclosed.readAll(cursor, PAGE);
      for (const each of page) yield { cursor: each._id, event: eventOf(each) };
      cursor = page.at(-1)?._id;
      if (cursor === undefined || page.length < PAGE) return;
    }
  }
}

function eventOf({ _id: id, name, data }: Disclosed): NewEvent<Topic> {
  const { report, revision, at } = data;
  // each was kept under the name of its class
  return { topic: TOPIC, id, name, key: report, subject: report, revision, time: new Date(at), data } as NewEvent<Topic>;
}
