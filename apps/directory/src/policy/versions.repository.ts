import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Author } from './author.ts';
import type { PolicyTransaction } from './policy-transaction.ts';
import { Version } from './version.schema.ts';

/** Who makes a change, and for which reason, if one must be given. */
export interface Edit {
  readonly by: Author;
  readonly reason?: string;
}

export interface NewVersion {
  readonly subject: string;
  readonly number: number;
  readonly changed: Record<string, unknown>;
}

@Injectable()
export class VersionsRepository {
  constructor(@InjectModel(Version.name) private readonly versions: Model<Version>) {}

  async insertAll({ session, at }: PolicyTransaction, versions: readonly NewVersion[], { by, reason }: Edit): Promise<void> {
    const documents = versions.map(({ subject, number, changed }) => ({
      _id: `${subject}/${number}`,
      subject,
      number,
      at,
      by,
      ...(reason !== undefined && { reason }),
      changed,
    }));
    if (documents.length > 0) await this.versions.insertMany(documents, { session });
  }

  /** Newest first, from below `before` on. */
  findPage(subject: string, before: number | undefined, limit: number): Promise<Version[]> {
    return this.versions
      .find({ subject, ...(before !== undefined && { number: { $lt: before } }) })
      .sort({ number: -1 })
      .limit(limit)
      .lean();
  }
}
