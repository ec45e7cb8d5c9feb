import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { Subscription, type SealedSecret } from './subscription.schema.ts';

@Injectable()
export class SubscriptionsRepository {
  constructor(@InjectModel(Subscription.name) private readonly subscriptions: Model<Subscription>) {}

  async find(id: string, session: ClientSession | null = null): Promise<Subscription | undefined> {
    return (await this.subscriptions.findById(id).session(session).lean<Subscription>()) ?? undefined;
  }

  async findOfOrganisation(organisation: string): Promise<Subscription[]> {
    return this.subscriptions.find({ organisation }).sort({ _id: 1 }).lean<Subscription[]>();
  }

  /** Organisations that subscribe to something. @param among some; all, if it is left out */
  async findSubscribers(among?: readonly string[]): Promise<string[]> {
    return this.subscriptions.distinct('organisation', {
      ...(among && { organisation: { $in: [...among] } }),
      disabledAt: { $exists: false },
    });
  }

  async findActiveOf(organisation: string): Promise<Subscription[]> {
    return this.subscriptions
      .find({ organisation, disabledAt: { $exists: false } })
      .sort({ _id: 1 })
      .lean<Subscription[]>();
  }

  async findActive(session: ClientSession): Promise<Subscription[]> {
    return this.subscriptions
      .find({ disabledAt: { $exists: false } })
      .select('-secrets -url')
      .session(session)
      .lean<Subscription[]>();
  }

  async insert(subscription: Subscription): Promise<void> {
    await this.subscriptions.insertMany([subscription]);
  }

  async setSecrets(id: string, secrets: SealedSecret[]): Promise<void> {
    await this.subscriptions.updateOne({ _id: id }, { $set: { secrets } });
  }

  async disable(id: string, disabledAt: Date, session: ClientSession): Promise<void> {
    await this.subscriptions.updateOne({ _id: id }, { $set: { disabledAt } }, { session });
  }

  async remove(id: string, session: ClientSession): Promise<void> {
    await this.subscriptions.deleteOne({ _id: id }, { session });
  }
}
