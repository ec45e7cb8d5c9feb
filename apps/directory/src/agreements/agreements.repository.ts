import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { Agreement, type AgreementStage, type AgreementStep } from './agreement.schema.ts';

export interface AgreementFilter {
  readonly state?: AgreementStage | undefined;
  readonly organisation?: string | undefined;
}

@Injectable()
export class AgreementsRepository {
  constructor(@InjectModel(Agreement.name) private readonly agreements: Model<Agreement>) {}

  async insert(agreement: Agreement, session: ClientSession | null = null): Promise<void> {
    await this.agreements.insertMany([agreement], { session });
  }

  async find(id: string, session: ClientSession | null = null): Promise<Agreement | undefined> {
    return (await this.agreements.findById(id).session(session).lean()) ?? undefined;
  }

  /** In the order of ids, from the one after `after`. */
  findPage({ state, organisation }: AgreementFilter, after: string | undefined, limit: number): Promise<Agreement[]> {
    const conditions = { ...(organisation && { between: organisation }), ...(state && { state }), ...(after && { _id: { $gt: after } }) };
    return this.agreements.find(conditions).sort({ _id: 1 }).limit(limit).lean();
  }

  countProposedBy(organisation: string): Promise<number> {
    return this.agreements.countDocuments({ between: organisation, proposedBy: organisation, state: 'proposed' }).exec();
  }

  findOver(now: Date): Promise<Agreement[]> {
    return this.agreements.find({ state: { $in: ['proposed', 'in-force'] }, until: { $lte: now } }).lean();
  }

  /** @returns false when it is not in that state any more */
  async move(id: string, from: AgreementStage, step: AgreementStep, session: ClientSession): Promise<boolean> {
    const { modifiedCount } = await this.agreements.updateOne(
      { _id: id, state: from },
      { $set: { state: step.state }, $push: { history: step } },
      { session },
    );
    return modifiedCount === 1;
  }
}
