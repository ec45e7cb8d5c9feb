import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { SetupLink } from './setup-link.schema.ts';

@Injectable()
export class SetupRepository {
  constructor(@InjectModel(SetupLink.name) private readonly links: Model<SetupLink>) {}

  async put(hash: string): Promise<void> {
    await this.links.updateOne({ _id: 'setup' }, { $set: { hash } }, { upsert: true });
  }

  async takeAway(): Promise<void> {
    await this.links.deleteOne({ _id: 'setup' });
  }

  async isGood(hash: string): Promise<boolean> {
    return (await this.links.exists({ _id: 'setup', hash })) !== null;
  }

  /** @returns false when it was used or replaced meanwhile */
  async use(hash: string): Promise<boolean> {
    const { deletedCount } = await this.links.deleteOne({ _id: 'setup', hash });
    return deletedCount === 1;
  }
}
