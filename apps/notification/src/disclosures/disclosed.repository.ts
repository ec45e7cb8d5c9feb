import type { Disclosure } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import type { DisclosureEvent } from '../queue/delivery-events.ts';
import { Disclosed } from './disclosed.schema.ts';

@Injectable()
export class DisclosedRepository {
  constructor(@InjectModel(Disclosed.name) private readonly disclosed: Model<Disclosed>) {}

  /** A withdrawal that was given up may be delivered later, under the same id. */
  async keep({ id: _id, name, data }: Pick<DisclosureEvent, 'id' | 'name' | 'data'>, session: ClientSession): Promise<void> {
    await this.disclosed.replaceOne({ _id }, { _id, name, data }, { session, upsert: true });
  }

  /** The organisations that ever had some reports, by report. */
  async findReaders(reports: readonly string[], session: ClientSession): Promise<Map<string, string[]>> {
    if (reports.length === 0) return new Map();
    const found = await this.disclosed
      .find({ 'data.report': { $in: [...reports] }, name: 'disclosure.recorded' })
      .session(session)
      .lean<{ data: Disclosure }[]>();
    const byReport = Map.groupBy(found, ({ data }) => data.report);
    return new Map([...byReport].map(([report, disclosures]) => [report, disclosures.map(({ data }) => data.reader)]));
  }

  async readAll(after: string | undefined, limit: number): Promise<Disclosed[]> {
    return this.disclosed
      .find(after === undefined ? {} : { _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(limit)
      .lean<Disclosed[]>();
  }

  count(): Promise<number> {
    return this.disclosed.countDocuments();
  }
}
