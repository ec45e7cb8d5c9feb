import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { Delivery, dropped } from './delivery.schema.ts';
import { isForgettable, type Line } from './line.ts';
import { LineDocument } from './line.schema.ts';

export interface DueWish {
  /** By the store's clock. */
  readonly now: Date;
  /** Subscriptions are served in turn: this one was the last. */
  readonly after: string;
  /** Subscriptions for which nothing is taken, and those for which only what is urgent is. */
  readonly closed: { readonly toAll: readonly string[]; readonly toOrdinary: readonly string[] };
  /** Lines that are in hand already. */
  readonly inHand: readonly string[];
}

/** Lines looked at in one turn. */
const TURN = 32;

@Injectable()
export class QueueRepository {
  constructor(
    @InjectModel(LineDocument.name) private readonly lines: Model<LineDocument>,
    @InjectModel(Delivery.name) private readonly deliveries: Model<Delivery>,
  ) {}

  /** Lines of one subscription whose heads are due: of the next one in turn, or of one that has something urgent. Nothing is locked. */
  async findDue(wish: DueWish): Promise<LineDocument[]> {
    const { toAll, toOrdinary } = wish.closed;
    if (toOrdinary.length > 0) {
      const urgent = await this.look(wish, { subscription: { $in: toOrdinary, $nin: toAll }, urgent: true });
      if (urgent.length > 0) return urgent;
    }
    const closed = [...toAll, ...toOrdinary];
    const next = await this.look(wish, { subscription: { $gt: wish.after, $nin: closed } });
    return next.length > 0 || wish.after === '' ? next : this.look(wish, { subscription: { $nin: closed } });
  }

  private async look({ now, inHand }: DueWish, among: object): Promise<LineDocument[]> {
    const due = { ...among, dueAt: { $lte: now }, _id: { $nin: inHand } };
    const found = await this.lines.find(due).sort({ subscription: 1, dueAt: 1 }).limit(TURN).lean<LineDocument[]>();
    return found.filter(({ subscription }) => subscription === found[0]?.subscription);
  }

  /** The line, while its head is due. */
  async findStillDue(id: string, now: Date, session: ClientSession): Promise<LineDocument | undefined> {
    return (
      (await this.lines
        .findOne({ _id: id, dueAt: { $lte: now } })
        .session(session)
        .lean<LineDocument>()) ?? undefined
    );
  }

  /** The line, while the lease is still held. */
  async findLeased(id: string, lease: string, session: ClientSession): Promise<LineDocument | undefined> {
    return (await this.lines.findOne({ _id: id, lease }).session(session).lean<LineDocument>()) ?? undefined;
  }

  async save({ _id, subscription, organisation, subject, urgent }: LineDocument, line: Line, session: ClientSession): Promise<void> {
    if (isForgettable(line)) await this.lines.deleteOne({ _id }, { session });
    else
      await this.lines.replaceOne(
        { _id },
        { _id, subscription, organisation, subject, ...line, urgent: urgent && line.queue.length > 0 },
        { session },
      );
  }

  /** Lines of a subscription in the order of their subjects. */
  async findOfSubscription(subscription: string, after: string, limit: number): Promise<LineDocument[]> {
    return this.lines
      .find({ subscription, subject: { $gt: after } })
      .sort({ subject: 1 })
      .limit(limit)
      .lean<LineDocument[]>();
  }

  async findDelivery(id: string, session: ClientSession): Promise<Delivery | undefined> {
    return (await this.deliveries.findById(id).session(session).lean<Delivery>()) ?? undefined;
  }

  async saveDelivery(delivery: Delivery, session: ClientSession): Promise<void> {
    await this.deliveries.replaceOne({ _id: delivery._id }, delivery, { session });
  }

  /** What still waits for a subscription that goes away. */
  async removeSubscription(subscription: string, now: Date, session: ClientSession): Promise<Delivery[]> {
    const open = { subscription, state: { $in: ['waiting', 'sending'] as const } };
    const waiting = await this.deliveries.find(open).session(session).lean<Delivery[]>();
    await this.deliveries.updateMany({ _id: { $in: waiting.map(({ _id }) => _id) } }, dropped(now), { session });
    await this.lines.deleteMany({ subscription }, { session });
    return waiting;
  }
}
