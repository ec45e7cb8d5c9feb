import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { AgencyProvider } from './agency-provider.schema.ts';
import { ProviderName } from './provider-name.schema.ts';

@Injectable()
export class AgencyProvidersRepository {
  constructor(
    @InjectModel(AgencyProvider.name) private readonly providers: Model<AgencyProvider>,
    @InjectModel(ProviderName.name) private readonly names: Model<ProviderName>,
  ) {}

  async find(organisation: string): Promise<AgencyProvider | undefined> {
    return (await this.providers.findById(organisation).lean<AgencyProvider>()) ?? undefined;
  }

  async findByName(name: string): Promise<AgencyProvider | undefined> {
    return (await this.providers.findOne({ name }).lean<AgencyProvider>()) ?? undefined;
  }

  /** @throws the store's error when another organisation's provider has, or had, the name */
  async put({ _id, ...provider }: AgencyProvider, session: ClientSession): Promise<void> {
    await this.names.updateOne({ _id: provider.name, organisation: _id }, { $set: { organisation: _id } }, { session, upsert: true });
    await this.providers.updateOne({ _id }, { $set: provider }, { session, upsert: true });
  }

  async remove(organisation: string, session: ClientSession): Promise<void> {
    await this.providers.deleteOne({ _id: organisation }, { session });
  }
}
