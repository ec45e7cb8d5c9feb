import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { isDuplicateKey } from '../duplicate-key.ts';
import { EndedSessionsRepository } from './ended-sessions.repository.ts';
import { OidcRecord } from './oidc-record.schema.ts';

@Injectable()
export class OidcRecordsRepository {
  constructor(
    @InjectModel(OidcRecord.name) private readonly records: Model<OidcRecord>,
    private readonly ended: EndedSessionsRepository,
  ) {}

  async find(id: string): Promise<OidcRecord | undefined> {
    return this.unlessEnded(await this.records.findById(id).lean<OidcRecord>());
  }

  async findSession(uid: string): Promise<OidcRecord | undefined> {
    return this.unlessEnded(await this.records.findOne({ uid, kind: 'Session' }).lean<OidcRecord>());
  }

  /** Sessions in which any of these people is signed in, those that have not ended by time. */
  async findSessionsOf(people: readonly string[], now: Date): Promise<OidcRecord[]> {
    return this.records.find({ person: { $in: people }, kind: 'Session', expiresAt: { $gt: now } }).lean<OidcRecord[]>();
  }

  async put({ _id, ...record }: OidcRecord): Promise<void> {
    await this.records.replaceOne({ _id }, record, { upsert: true });
  }

  /** @returns false when it is there already */
  async insert(record: OidcRecord): Promise<boolean> {
    try {
      await this.records.insertMany([record]);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** @returns false when somebody was faster */
  async consume(id: string, consumedAt: Date): Promise<boolean> {
    const { modifiedCount } = await this.records.updateOne({ _id: id, consumedAt: { $exists: false } }, { $set: { consumedAt } });
    return modifiedCount === 1;
  }

  async delete(id: string): Promise<void> {
    await this.records.deleteOne({ _id: id });
  }

  async deleteOfGrant(grant: string, kind: string): Promise<void> {
    await this.records.deleteMany({ grant, kind });
  }

  /** Ends sessions: they, their grants, and all that was given under them. */
  async deleteSessions(uids: readonly string[], grants: readonly string[], session: ClientSession): Promise<void> {
    await this.records.deleteMany({ kind: 'Session', uid: { $in: uids } }, { session });
    await this.records.deleteMany({ grant: { $in: grants } }, { session });
  }

  /** A request that was under way when a session ended may have written it once more. */
  private async unlessEnded(record: OidcRecord | null): Promise<OidcRecord | undefined> {
    const isEnded = record?.uid !== undefined && (await this.ended.has(record.uid));
    return record === null || isEnded ? undefined : record;
  }
}
