import type { Given } from '@landbridge/disclosure-control';
import { insertAll } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { MongoServerError } from 'mongodb';
import type { ClientSession, Connection, Model } from 'mongoose';
import { DUPLICATE_KEY, TRANSACTION } from '../counting/counting.collections.ts';
import type { TableId } from './catalogue.ts';
import type { Codebook } from './codebook.ts';
import { type Asked, type Decided, thousandthsOf } from './release-figures.ts';
import { StoredFigure, StoredRelease } from './release.schema.ts';
import { placeKey } from './tally.ts';

/** Another instance makes the release by now, or has made it. */
export class ReleaseTakenOver extends Error {
  override readonly name = 'ReleaseTakenOver';
}

/** More differential privacy was asked for than is left. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';

  constructor(readonly left: number) {
    super(`Of the privacy budget ${left} thousandths are left.`);
  }
}

/** Releases and their figures. The releases are the account of the privacy budget as well: it is spent with the number. */
@Injectable()
export class ReleasesRepository {
  constructor(
    @InjectModel(StoredRelease.name) private readonly releases: Model<StoredRelease>,
    @InjectModel(StoredFigure.name) private readonly figures: Model<StoredFigure>,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  /**
   * Gives the next number to what is asked for. Two at once meet at the number, so neither a number nor the budget is given twice.
   * @param budget of the network, in thousandths of ε
   * @throws BudgetSpent
   */
  async add(asked: Asked, codebook: Codebook, budget: number): Promise<number> {
    for (;;) {
      try {
        return await this.connection.transaction((session) => this.addNext(asked, codebook, budget, session));
      } catch (error) {
        if (!(error instanceof MongoServerError && error.code === DUPLICATE_KEY)) throw error;
      }
    }
  }

  /** Thousandths of ε that all releases have spent. */
  async spent(session: ClientSession | null = null): Promise<number> {
    const found = await this.releases.find({}, { asked: 1 }).session(session).lean();
    return found.reduce((sum, { asked }) => sum + thousandthsOf(asked.epsilon ?? 0), 0);
  }

  async published(number: number): Promise<StoredRelease | undefined> {
    return (await this.releases.findOne({ _id: number, state: 'published' }).lean()) ?? undefined;
  }

  /** The newest first. @param before the number of the last one of the page before */
  page(before: number | undefined, limit: number): Promise<StoredRelease[]> {
    const behind = before === undefined ? {} : { _id: { $lt: before } };
    return this.releases
      .find({ state: 'published', ...behind })
      .sort({ _id: -1 })
      .limit(limit)
      .lean();
  }

  /** Numbers of those that are not published yet, the lowest first: in this order they are made. */
  async unpublished(): Promise<number[]> {
    const found = await this.releases.find({ state: 'making' }, { _id: 1 }).lean();
    return found.map(({ _id }) => _id).sort((a, b) => a - b);
  }

  figuresOf(release: number): Promise<StoredFigure[]> {
    return this.figures.find({ release }, { reports: 0 }).lean();
  }

  /** What the releases before one gave in a table, by place, oldest first. */
  async givenBefore(release: number, table: TableId): Promise<Map<string, Given[]>> {
    const found = await this.figures.find({ table, reports: { $exists: true } }).lean();
    const given = new Map<string, Given[]>();
    for (const figure of found.filter((each) => each.release < release).sort((a, b) => a.release - b.release)) {
      const key = placeKey(figure.place);
      given.set(key, [...(given.get(key) ?? []), { value: figure.value, reports: new Map(figure.reports) }]);
    }
    return given;
  }

  /** Shuts out whoever made the release before. */
  async begin(number: number, run: string): Promise<StoredRelease> {
    const begun = await this.releases.findOneAndUpdate({ _id: number, state: 'making' }, { run }, { returnDocument: 'after' }).lean();
    if (!begun) throw takenOver(number);
    return begun;
  }

  /** Writes the figures of one table in the place of what an earlier attempt left of them. @throws ReleaseTakenOver */
  async writeTable(release: number, run: string, table: TableId, decided: readonly Decided[]): Promise<void> {
    await this.asRun(release, run, {}, (session) => this.figures.deleteMany({ release, table }, { session }));
    const documents = decided.flatMap((each) => documentOf(release, each));
    for (let from = 0; from < documents.length; from += TRANSACTION)
      await this.asRun(release, run, {}, (session) =>
        insertAll(this.database(), session, this.figures.collection.collectionName, documents.slice(from, from + TRANSACTION)),
      );
    await this.asRun(release, run, { $addToSet: { done: table } });
  }

  /** @throws ReleaseTakenOver */
  async publish(release: number, run: string, publishedAt: Date, digest: string): Promise<void> {
    await this.asRun(release, run, { $set: { state: 'published', publishedAt, digest }, $unset: { run: 1 } });
  }

  private async addNext(asked: Asked, codebook: Codebook, budget: number, session: ClientSession): Promise<number> {
    if (asked.epsilon !== undefined) {
      const left = budget - (await this.spent(session));
      if (thousandthsOf(asked.epsilon) > left) throw new BudgetSpent(Math.max(0, left));
    }
    const last = await this.releases.findOne({}, { _id: 1 }).sort({ _id: -1 }).session(session).lean();
    const _id = (last?._id ?? 0) + 1;
    await this.releases.insertMany([{ _id, state: 'making', asked, codebook, done: [] }], { session });
    return _id;
  }

  /** In a transaction with this, nothing is written by whoever no longer makes the release. */
  private async asRun(_id: number, run: string, change: object, work?: (session: ClientSession) => Promise<unknown>): Promise<void> {
    await this.connection.transaction(async (session) => {
      const { matchedCount } = await this.releases.updateOne(
        { _id, run, state: 'making' },
        { $inc: { writes: 1 }, ...change },
        { session },
      );
      if (matchedCount === 0) throw takenOver(_id);
      await work?.(session);
    });
  }

  private database() {
    if (!this.connection.db) throw new Error('MongoDB is not connected yet.');
    return this.connection.db;
  }
}

const takenOver = (number: number) => new ReleaseTakenOver(`Release ${number} is made by another instance by now.`);

function documentOf(release: number, { place, figure, reports }: Decided): StoredFigure[] {
  if (!figure) return [];
  const { value, isNew } = figure;
  return [{ _id: `${release}|${placeKey(place)}`, release, table: place.table, place, value, ...(isNew && { reports: [...reports] }) }];
}
