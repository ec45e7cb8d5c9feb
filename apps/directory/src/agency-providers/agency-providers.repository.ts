import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { AgencyProvider } from './agency-provider.schema.ts';

@Injectable()
export class AgencyProvidersRepository {
  constructor(@InjectModel(AgencyProvider.name) private readonly providers: Model<AgencyProvider>) {}

  async find(organisation: string): Promise<AgencyProvider | undefined> {
    return (await this.providers.findById(organisation).lean<AgencyProvider>()) ?? undefined;
  }

  async findByName(name: string): Promise<AgencyProvider | undefined> {
    return (await this.providers.findOne({ name }).lean<AgencyProvider>()) ?? undefined;
  }

  async put({ _id, ...provider }: AgencyProvider, session: ClientSession): Promise<void> {
    await this.providers.updateOne({ _id }, { $set: provider }, { session, upsert: true });
  }

  async remove(organisation: string, session: ClientSession): Promise<void> {
    await this.providers.deleteOne({ _id: organisation }, { session });
  }
}
