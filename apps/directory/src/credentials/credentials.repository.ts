import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { Credential } from './credential.schema.ts';

@Injectable()
export class CredentialsRepository {
  constructor(@InjectModel(Credential.name) private readonly credentials: Model<Credential>) {}

  async find(clientId: string): Promise<Credential | undefined> {
    return (await this.credentials.findById(clientId).lean<Credential>()) ?? undefined;
  }

  async findOfOrganisation(organisation: string, session: ClientSession | null = null): Promise<Credential[]> {
    return this.credentials.find({ organisation }).sort({ _id: 1 }).session(session).lean<Credential[]>();
  }

  async insert(credential: Credential): Promise<void> {
    await this.credentials.insertMany([credential]);
  }

  async revoke(clientId: string, revokedAt: Date, session: ClientSession): Promise<void> {
    await this.credentials.updateOne({ _id: clientId, revokedAt: { $exists: false } }, { $set: { revokedAt } }, { session });
  }
}
