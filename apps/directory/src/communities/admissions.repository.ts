import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { PolicyTransaction } from '../policy/policy-transaction.ts';
import type { Author } from '../policy/author.ts';
import { Admission, type AdmissionDecision } from './admission.schema.ts';

@Injectable()
export class AdmissionsRepository {
  constructor(@InjectModel(Admission.name) private readonly admissions: Model<Admission>) {}

  async insert(admission: Admission): Promise<void> {
    await this.admissions.insertMany([admission]);
  }

  async find(id: string): Promise<Admission | undefined> {
    return (await this.admissions.findById(id).lean()) ?? undefined;
  }

  findOpenOfCommunity(community: string): Promise<Admission[]> {
    return this.admissions.find({ community, state: 'open' }).sort({ at: 1, _id: 1 }).lean();
  }

  findOpenOfOrganisation(organisation: string): Promise<Admission[]> {
    return this.admissions.find({ organisation, state: 'open' }).sort({ at: 1, _id: 1 }).lean();
  }

  /** Communities that an organisation may look at because they invited it. */
  async findInviting(organisation: string): Promise<string[]> {
    return this.admissions.distinct('community', { organisation, state: 'open', side: 'invitation' });
  }

  /** @returns false when it was decided already */
  async decide({ session, at }: PolicyTransaction, id: string, state: AdmissionDecision, by: Author): Promise<boolean> {
    const { modifiedCount } = await this.admissions.updateOne(
      { _id: id, state: 'open' },
      { $set: { state, decidedAt: at, decidedBy: by } },
      { session },
    );
    return modifiedCount === 1;
  }
}
