import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import type { Place } from '../pages/place.ts';
import { InboxItem } from './inbox-item.schema.ts';

/** Who looks: an organisation, through a machine or one of its people. */
export interface Holder {
  readonly organisation: string;
  readonly person?: string | undefined;
}

@Injectable()
export class InboxRepository {
  constructor(@InjectModel(InboxItem.name) private readonly items: Model<InboxItem>) {}

  /** The newest first. */
  async findPage(holder: Holder, unread: boolean, after: Place | undefined, limit: number): Promise<InboxItem[]> {
    const beyond = after && { $or: [{ at: { $lt: after.at } }, { at: after.at, _id: { $lt: after.id } }] };
    return this.items
      .find({ $and: [whose(holder), ...(beyond ? [beyond] : [])], ...(unread && { read: false }) })
      .sort({ at: -1, _id: -1 })
      .limit(limit)
      .lean<InboxItem[]>();
  }

  async find(holder: Holder, id: string): Promise<InboxItem | undefined> {
    return (await this.items.findOne({ $and: [{ _id: id }, whose(holder)] }).lean<InboxItem>()) ?? undefined;
  }

  async markRead(id: string): Promise<void> {
    await this.items.updateOne({ _id: id }, { $set: { read: true } });
  }

  /** Some reports were shown to whom they are for. */
  async markVisible(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.items.updateMany({ _id: { $in: [...ids] }, kind: 'report' }, { $set: { wasVisible: true } });
  }

  /** What people have of some reports. */
  async findPersonal(subjects: readonly string[], session: ClientSession): Promise<InboxItem[]> {
    return this.items
      .find({ subject: { $in: [...subjects] }, person: { $exists: true } })
      .session(session)
      .lean<InboxItem[]>();
  }

  /** Writes items over those that are there. */
  async put(items: readonly InboxItem[], session: ClientSession): Promise<void> {
    if (items.length === 0) return;
    const writes = items.map((replacement) => ({ replaceOne: { filter: { _id: replacement._id }, replacement, upsert: true } }));
    await this.items.bulkWrite(writes, { session, ordered: false });
  }

  /** Writes items, unless they are there already. */
  async add(items: readonly InboxItem[], session: ClientSession): Promise<void> {
    if (items.length === 0) return;
    const writes = items.map(({ _id, ...rest }) => ({ updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true } }));
    await this.items.bulkWrite(writes, { session, ordered: false });
  }

  async remove(ids: readonly string[], session: ClientSession): Promise<void> {
    if (ids.length > 0) await this.items.deleteMany({ _id: { $in: [...ids] } }, { session });
  }
}

function whose({ organisation, person }: Holder) {
  return { $or: [{ organisation }, ...(person === undefined ? [] : [{ person }])] };
}
