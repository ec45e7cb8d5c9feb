import type { Trend } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model, QueryFilter } from 'mongoose';
import { type TrendReading, trendsFor } from './trends-for.ts';
import type { JudgedTrend } from './judgement.ts';
import { fromTrend, revisionOf, StoredTrend, toJudged, toTrend, TrendRevision } from './trend.schema.ts';

/** Where a page ended. */
export interface TrendPosition {
  readonly lastBucket: string;
  readonly id: string;
}

/** Somebody else has written the trend meanwhile. */
export class TrendOvertaken extends Error {
  override readonly name = 'TrendOvertaken';
}

@Injectable()
export class TrendsRepository {
  constructor(
    @InjectModel(StoredTrend.name) private readonly trends: Model<StoredTrend>,
    @InjectModel(TrendRevision.name) private readonly revisions: Model<TrendRevision>,
  ) {}

  /** All trends of an audience, in all their states. */
  async ofAudience(audience: string): Promise<JudgedTrend[]> {
    const found = await this.trends.find({ audience }).sort({ firstBucket: 1, _id: 1 }).lean();
    return found.map(toJudged);
  }

  async find(reading: TrendReading, id: string): Promise<Trend | undefined> {
    const found = await this.trends.findOne({ ...trendsFor(reading), _id: id }).lean();
    return found ? toTrend(found) : undefined;
  }

  async findJudged(reading: TrendReading, id: string): Promise<JudgedTrend | undefined> {
    const found = await this.trends.findOne({ ...trendsFor(reading), _id: id }).lean();
    return found ? toJudged(found) : undefined;
  }

  /** Dismissed trends of a line, the newest first. */
  async dismissedOf({ audience, series }: Pick<Trend, 'audience' | 'series'>, limit: number): Promise<JudgedTrend[]> {
    const { dimension, value, measure } = series;
    const line = { audience, 'series.dimension': dimension, 'series.value': value, 'series.measure': measure };
    const found = await this.trends
      .find({ ...line, state: 'dismissed' })
      .sort({ lastBucket: -1 })
      .limit(limit)
      .lean();
    return found.map(toJudged);
  }

  /** Trends of which people have decided, as far as precision counts them. */
  async decided(reading: TrendReading): Promise<Pick<StoredTrend, 'state' | 'kind' | 'method' | 'series' | 'judgement'>[]> {
    return this.trends
      .find({ $and: [trendsFor(reading), { judgement: { $exists: true } }] })
      .select({ state: 1, kind: 1, method: 1, series: 1, judgement: 1 })
      .lean();
  }

  /** The revisions of a trend, oldest first. */
  async revisionsOf(id: string): Promise<TrendRevision[]> {
    return this.revisions.find({ trend: id }).sort({ revision: 1 }).lean();
  }

  /** A page, the newest weeks first. */
  async page(
    reading: TrendReading,
    asked: QueryFilter<StoredTrend>,
    after: TrendPosition | undefined,
    limit: number,
  ): Promise<JudgedTrend[]> {
    const behind = after && { $or: [{ lastBucket: { $lt: after.lastBucket } }, { lastBucket: after.lastBucket, _id: { $gt: after.id } }] };
    const found = await this.trends
      .find({ $and: [trendsFor(reading), asked, ...(behind ? [behind] : [])] })
      .sort({ lastBucket: -1, _id: 1 })
      .limit(limit)
      .lean();
    return found.map(toJudged);
  }

  /** From which bucket to which those go that are asked for. */
  async spansOf(reading: TrendReading, asked: QueryFilter<StoredTrend>): Promise<Pick<StoredTrend, 'firstBucket' | 'lastBucket'>[]> {
    return this.trends
      .find({ $and: [trendsFor(reading), asked] })
      .select({ firstBucket: 1, lastBucket: 1 })
      .lean();
  }

  /** All trends in the order of their ids. */
  async readAll(after: string | undefined, limit: number): Promise<Trend[]> {
    const found = await this.trends
      .find(after === undefined ? {} : { _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(limit)
      .lean();
    return found.map(toTrend);
  }

  countAll(): Promise<number> {
    return this.trends.countDocuments();
  }

  countOpen(): Promise<number> {
    return this.trends.countDocuments({ state: { $in: ['candidate', 'under-assessment', 'published'] } });
  }

  /** Lays a new revision over the one before, which stays in the history. @throws TrendOvertaken */
  async write(trend: JudgedTrend, at: Date, session: ClientSession): Promise<void> {
    const stored = fromTrend(trend);
    if (trend.revision === 1) await this.insert(stored, session);
    else {
      const { matchedCount } = await this.trends.replaceOne({ _id: trend.id, revision: trend.revision - 1 }, stored, { session });
      if (matchedCount === 0) throw new TrendOvertaken(`The trend ${trend.id} has another revision than this one was made from.`);
    }
    await this.revisions.insertMany([revisionOf(trend, at)], { session });
  }

  private async insert(stored: StoredTrend, session: ClientSession): Promise<void> {
    if (await this.trends.exists({ _id: stored._id }).session(session))
      throw new TrendOvertaken(`The trend ${stored._id} is there already.`);
    await this.trends.insertMany([stored], { session });
  }
}
