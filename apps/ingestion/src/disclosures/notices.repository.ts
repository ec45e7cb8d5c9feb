import { Injectable } from '@nestjs/common';
import type { DisclosureChannel, WithdrawalDelivered } from '@landbridge/contracts';
import type { ClientSession, mongo } from 'mongoose';
import { IngestionStore } from '../store/ingestion-store.ts';
import type { WithdrawalReply } from './disclosure.answers.ts';

/** What one reader of a report was told of its taking back, and what it answered. */
export interface NoticeDocument {
  /** `<report>:<reader>` */
  readonly _id: string;
  readonly report: string;
  readonly reader: string;
  /** `<revision>:<channel>` → when first. */
  readonly told?: Readonly<Record<string, string>>;
  readonly reply?: Reply;
}

export interface Reply {
  readonly answer: WithdrawalReply;
  readonly revision: number;
  readonly at: string;
}

@Injectable()
export class NoticesRepository {
  private readonly notices: mongo.Collection<NoticeDocument>;

  constructor(store: IngestionStore) {
    this.notices = store.collection('notices');
  }

  /** Each revision counts once for each channel, at its first time. */
  async told(notices: readonly WithdrawalDelivered[], session?: ClientSession): Promise<void> {
    if (notices.length === 0) return;
    await this.notices.bulkWrite(
      notices.map(({ report, reader, revision, channel, at }) => ({
        updateOne: {
          filter: { _id: noticeId(report, reader) },
          update: { $setOnInsert: { report, reader }, $min: { [`told.${revision}:${channel}`]: at } },
          upsert: true,
        },
      })),
      { ordered: false, ...(session && { session }) },
    );
  }

  /** The last answer counts. */
  async reply(report: string, reader: string, reply: Reply): Promise<void> {
    await this.notices.updateOne(
      { _id: noticeId(report, reader) },
      { $setOnInsert: { report, reader }, $set: { reply } },
      { upsert: true },
    );
  }

  async find(report: string, readers: readonly string[]): Promise<Map<string, NoticeDocument>> {
    const found = await this.notices.find({ _id: { $in: readers.map((reader) => noticeId(report, reader)) } }).toArray();
    return new Map(found.map((notice) => [notice.reader, notice]));
  }
}

/** Through which channel, of which revision and when, oldest first. */
export function toldIn({ told = {} }: NoticeDocument): { revision: number; channel: DisclosureChannel; at: string }[] {
  return Object.entries(told)
    .map(([key, at]) => {
      const [revision, channel] = key.split(':');
      return { revision: Number(revision), channel: channel as DisclosureChannel, at };
    })
    .sort((a, b) => a.revision - b.revision || a.at.localeCompare(b.at));
}

const noticeId = (report: string, reader: string) => `${report}:${reader}`;
