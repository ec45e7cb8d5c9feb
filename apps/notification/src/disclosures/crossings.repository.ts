import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { Crossing } from './crossing.schema.ts';

@Injectable()
export class CrossingsRepository {
  constructor(@InjectModel(Crossing.name) private readonly crossings: Model<Crossing>) {}

  /**
   * Who keeps a reading looks whether the report is gone, and who learns that it is gone looks who read it. Neither writes what the other
   * one wrote, so both could commit without having seen each other: this makes them conflict, and the one that comes late is run again.
   */
  async meet(reports: readonly string[], session: ClientSession): Promise<void> {
    if (reports.length === 0) return;
    // not a value that may be there already: that would write nothing, and conflict with nobody
    const writes = reports.map((_id) => ({ updateOne: { filter: { _id }, update: { $inc: { times: 1 } }, upsert: true } }));
    await this.crossings.bulkWrite(writes, { session });
  }
}
