import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey } from '../duplicate-key.ts';
import type { PolicyTransaction } from '../policy/policy-transaction.ts';
import type { Author } from '../policy/author.ts';
import { Admission, type AdmissionDecision } from './admission.schema.ts';

@Injectable()
export class AdmissionsRepository {
  constructor(@InjectModel(Admission.name) private readonly admissions: Model<Admission>) {}

  /** @returns undefined when one is open between the two, in either direction */
  async open(asked: Omit<Admission, 'state' | 'earlier'>): Promise<Admission | undefined> {
    const { community, organisation } = asked;
    const before = await this.admissions.find({ community, organisation }, { state: 1 }).lean();
    if (before.some(({ state }) => state === 'open')) return undefined;
    const admission: Admission = { ...asked, state: 'open', earlier: before.length };
    try {
      await this.admissions.insertMany([admission]);
    } catch (error) {
      if (isDuplicateKey(error)) return undefined;
      throw error;
    }
    return admission;
  }

  async find(id: string): Promise<Admission | undefined> {
    return (await this.admissions.findById(id).lean()) ?? undefined;
  }

  /** Invitations of a community, or applications of an organisation, that wait. */
  countOpen(asked: Pick<Admission, 'side'> & Partial<Pick<Admission, 'community' | 'organisation'>>): Promise<number> {
    return this.admissions.countDocuments({ ...asked, state: 'open' }).exec();
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

  /** What was open between an organisation and communities that it joins or leaves is so no longer: nobody comes back by an old invitation. */
  async close(change: PolicyTransaction, organisation: string, communities: readonly string[], by: Author): Promise<void> {
    const open = await this.admissions
      .find({ organisation, community: { $in: [...communities] }, state: 'open' }, { _id: 1 })
      .session(change.session)
      .lean();
    for (const { _id } of open) await this.decide(change, _id, 'withdrawn', by);
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
