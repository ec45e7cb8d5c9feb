import type { Charter } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { Figures } from './figures.schema.ts';

/** The figures are by now of another edition. */
export class EditionOver extends Error {
  override readonly name = 'EditionOver';
}

/** Which charter each audience's figures stand under, and of which family of lines they are made. */
@Injectable()
export class FiguresRepository {
  constructor(@InjectModel(Figures.name) private readonly figures: Model<Figures>) {}

  async of(audiences: readonly string[]): Promise<Map<string, Figures>> {
    const found = await this.figures.find({ _id: { $in: [...audiences] } }).lean();
    return new Map(found.map((figures) => [figures._id, figures]));
  }

  /** Figures of which there are none yet begin under the charter as it is. */
  async begin(audience: string, charter: Charter | undefined): Promise<void> {
    const begun = { ...(charter && { charter }), edition: 1 };
    await this.figures.updateOne({ _id: audience }, { $setOnInsert: begun }, { upsert: true });
  }

  /**
   * From now on the figures are made of another family, and stand under its charter.
   * @param edition that they have now @throws EditionOver
   */
  async turn(
    audience: string,
    edition: number,
    { family, charter }: Pick<Figures, 'family' | 'charter'>,
    session: ClientSession,
  ): Promise<void> {
    const turned = { $set: { family, ...(charter && { charter }) }, $inc: { edition: 1 } };
    const { matchedCount } = await this.figures.updateOne({ _id: audience, edition }, turned, { session });
    if (matchedCount === 0) throw new EditionOver(`The figures of ${audience} have another edition by now.`);
  }

  /**
   * Fences writers of trends: in a transaction with this, nothing of an older edition is written.
   * @throws EditionOver
   */
  async requireEdition(audience: string, edition: number, session: ClientSession): Promise<void> {
    const { matchedCount } = await this.figures.updateOne({ _id: audience, edition }, { $inc: { writes: 1 } }, { session });
    if (matchedCount === 0) throw new EditionOver(`The figures of ${audience} have another edition by now.`);
  }
}
