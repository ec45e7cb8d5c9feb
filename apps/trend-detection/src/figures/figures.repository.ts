import { randomUUID } from 'node:crypto';
import type { Charter } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model } from 'mongoose';
import type { TrendChange } from '../evaluation/reconcile.ts';
import { aboutOf } from '../trends/trend.schema.ts';
import { Figures, type Remaking, TrendAside } from './figures.schema.ts';

/** The figures are by now of another edition, or are being made anew. */
export class EditionOver extends Error {
  override readonly name = 'EditionOver';
}

/** Which charter each community's figures stand under, and what is being made under another one. */
@Injectable()
export class FiguresRepository {
  constructor(
    @InjectModel(Figures.name) private readonly figures: Model<Figures>,
    @InjectModel(TrendAside.name) private readonly aside: Model<TrendAside>,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  async of(communities: readonly string[]): Promise<Map<string, Figures>> {
    const found = await this.figures.find({ _id: { $in: [...communities] } }).lean();
    return new Map(found.map((figures) => [figures._id, figures]));
  }

  /** Figures of which there are none yet begin under the charter as it is. */
  async begin(community: string, charter: Charter): Promise<void> {
    await this.figures.updateOne({ _id: community }, { $setOnInsert: { charter, edition: 1 } }, { upsert: true });
  }

  /** Begins to make figures anew, and forgets what was made for another charter or another time. */
  async remake({ _id, remaking: before }: Figures, begin: Omit<Remaking, 'run' | 'after' | 'done'>): Promise<Remaking> {
    const remaking: Remaking = { ...begin, run: randomUUID(), after: '', done: 0 };
    await this.connection.transaction(async (session) => {
      await this.figures.updateOne({ _id }, { $set: { remaking } }, { session });
      if (before) await this.aside.deleteMany({ run: before.run }, { session });
    });
    return remaking;
  }

  /** The charter is again what the figures stand under. What changed meanwhile was evaluated aside: a new edition is evaluated whole. */
  async leave({ _id, remaking }: Figures): Promise<void> {
    if (!remaking) return;
    await this.connection.transaction(async (session) => {
      const own = { _id, 'remaking.run': remaking.run };
      await this.figures.updateOne(own, { $unset: { remaking: 1 }, $inc: { edition: 1 } }, { session });
      await this.aside.deleteMany({ run: remaking.run }, { session });
    });
  }

  async advance(run: string, after: string, series: number): Promise<void> {
    await this.figures.updateOne({ 'remaking.run': run }, { $set: { 'remaking.after': after }, $inc: { 'remaking.done': series } });
  }

  /** Everything is evaluated again, in the place of what was laid aside. */
  async startOver(run: string): Promise<void> {
    await this.figures.updateOne({ 'remaking.run': run }, { $set: { 'remaking.after': '', 'remaking.done': 0 } });
  }

  /** What has to change in the trends of some series, in place of what was laid aside for them before. */
  async lay(run: string, series: readonly string[], changes: readonly TrendChange[]): Promise<void> {
    await this.connection.transaction(async (session) => {
      await this.aside.deleteMany({ run, about: { $in: [...series] } }, { session });
      const documents = changes.map((change) => ({ _id: `${run}|${change.trend.id}`, run, about: aboutOf(change.trend), change }));
      if (documents.length > 0) await this.aside.insertMany(documents, { session });
    });
  }

  /**
   * The figures stand under the charter that they were made anew for, if this is still wanted.
   * @returns the changes of trends that go with it
   * @throws EditionOver
   */
  async turn({ run, charter }: Remaking, session: ClientSession): Promise<TrendChange[]> {
    const turned = { $set: { charter }, $unset: { remaking: 1 }, $inc: { edition: 1 } };
    const { matchedCount } = await this.figures.updateOne({ 'remaking.run': run }, turned, { session });
    if (matchedCount === 0) throw new EditionOver('The figures are made anew for another charter by now.');
    const laid = await this.aside.find({ run }).session(session).lean();
    await this.aside.deleteMany({ run }, { session });
    return laid.map(({ change }) => change);
  }

  /**
   * Fences writers of trends: in a transaction with this, nothing of an older edition is written, nor while a new one is made.
   * @throws EditionOver
   */
  async requireEdition(community: string, edition: number, session: ClientSession): Promise<void> {
    const same = { _id: community, edition, remaking: { $exists: false } };
    const { matchedCount } = await this.figures.updateOne(same, { $inc: { writes: 1 } }, { session });
    if (matchedCount === 0) throw new EditionOver(`The figures of ${community} have another edition by now.`);
  }
}
