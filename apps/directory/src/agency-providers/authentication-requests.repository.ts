import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { AuthenticationRequest } from './authentication-request.schema.ts';

@Injectable()
export class AuthenticationRequestsRepository {
  constructor(@InjectModel(AuthenticationRequest.name) private readonly requests: Model<AuthenticationRequest>) {}

  async insert(request: AuthenticationRequest): Promise<void> {
    await this.requests.insertMany([request]);
  }

  /** @returns the request, which nobody gets again; nothing when it is another browser's, used, or over */
  async take(id: string, browser: string, now: Date): Promise<AuthenticationRequest | undefined> {
    const request = await this.requests.findOne({ _id: id, browser, expiresAt: { $gt: now } }).lean<AuthenticationRequest>();
    if (!request) return undefined;
    const { deletedCount } = await this.requests.deleteOne({ _id: id });
    return deletedCount === 1 ? request : undefined;
  }
}
