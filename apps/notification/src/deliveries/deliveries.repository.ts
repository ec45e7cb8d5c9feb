import { DELIVERY_STATES, type DeliveryState } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Place } from '../pages/place.ts';
import { Delivery } from '../queue/delivery.schema.ts';

export interface DeliveryFilter {
  readonly organisation: string;
  readonly subscription?: string | undefined;
  readonly state?: DeliveryState | undefined;
  /** Also what only the assessing team may know of. */
  readonly ofTeam: boolean;
}

@Injectable()
export class DeliveriesRepository {
  constructor(@InjectModel(Delivery.name) private readonly deliveries: Model<Delivery>) {}

  /** What was delivered is not among it: that goes out and is shown nowhere else. */
  async findPage(
    { organisation, subscription, state, ofTeam }: DeliveryFilter,
    after: Place | undefined,
    limit: number,
    now: Date,
  ): Promise<Delivery[]> {
    const conditions = {
      organisation,
      // what waits for its moment is not there before: its place among the others would tell when it came
      createdAt: { $lte: now },
      ...(subscription && { subscription }),
      ...(state && { state }),
      ...(!ofTeam && { teamOnly: { $exists: false } }),
      ...(after && { $or: [{ createdAt: { $lt: after.at } }, { createdAt: after.at, _id: { $lt: after.id } }] }),
    };
    return this.deliveries.find(conditions).select('-body -report -trend').sort({ createdAt: -1, _id: -1 }).limit(limit).lean<Delivery[]>();
  }

  /** What must arrive and did not within the schedule, the latest first; without what it carries. */
  async findOverdue(after: Place | undefined, limit: number): Promise<Delivery[]> {
    const beyond = after && { $or: [{ overdueSince: { $lt: after.at } }, { overdueSince: after.at, _id: { $lt: after.id } }] };
    return this.deliveries
      .find({ overdueSince: { $exists: true }, ...beyond })
      .select('-body -report -trend')
      .sort({ overdueSince: -1, _id: -1 })
      .limit(limit)
      .lean<Delivery[]>();
  }

  countOverdue(): Promise<number> {
    return this.deliveries.countDocuments({ overdueSince: { $exists: true } });
  }

  async countByState(): Promise<Record<DeliveryState, number>> {
    const counts = await Promise.all(
      DELIVERY_STATES.map(async (state) => [state, await this.deliveries.countDocuments({ state })] as const),
    );
    return { ...NONE, ...Object.fromEntries(counts) };
  }
}

const NONE: Record<DeliveryState, number> = { waiting: 0, sending: 0, delivered: 0, failed: 0, dropped: 0 };
