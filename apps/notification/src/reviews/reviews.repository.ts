import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Review, type ReviewPlace } from './review.schema.ts';

/** A standing as it is seen now. */
export type Seen = Pick<Review, '_id' | 'standing' | 'sequence'>;

/** An instance that stops in the middle of a review leaves it to the others after so long. */
const HELD = 15_000;
/**
 * An instance that heard of the change later may have begun an attempt after its line was gone through, so all are gone through once
 * more when every instance has heard, or sends nothing.
 */
const ROUNDS = 2;
const BETWEEN_ROUNDS = 10_000;

@Injectable()
export class ReviewsRepository {
  constructor(@InjectModel(Review.name) private readonly reviews: Model<Review>) {}

  async find(organisations: readonly string[]): Promise<Map<string, Review>> {
    const found = await this.reviews.find({ _id: { $in: [...organisations] } }).lean<Review[]>();
    return new Map(found.map((review) => [review._id, review]));
  }

  /** Begins a review, from the start if one was under way. Who knows less of the network than another instance changes nothing. */
  async begin({ _id, standing, sequence }: Seen, now: Date): Promise<void> {
    const begun = { standing, sequence, rounds: ROUNDS, dueAt: now };
    const { matchedCount } = await this.reviews.updateOne(
      { _id, sequence: { $lte: sequence }, standing: { $ne: standing } },
      { $set: begun, $unset: { place: 1 } },
    );
    if (matchedCount === 0) await this.reviews.updateOne({ _id }, { $setOnInsert: begun }, { upsert: true });
  }

  /** Takes one that is due. @param sequence of the policy that the taker knows */
  async take(now: Date, sequence: number): Promise<Review | undefined> {
    const taken = await this.reviews
      .findOneAndUpdate(
        { dueAt: { $lte: now }, sequence: { $lte: sequence } },
        { $set: { dueAt: new Date(now.getTime() + HELD) } },
        { sort: { dueAt: 1 }, returnDocument: 'after' },
      )
      .lean<Review>();
    return taken ?? undefined;
  }

  /** @returns whether it is still the same review */
  async advance({ _id, standing }: Review, place: ReviewPlace, now: Date): Promise<boolean> {
    const change = { $set: { place, dueAt: new Date(now.getTime() + HELD) } };
    return (await this.reviews.updateOne({ _id, standing, dueAt: { $exists: true } }, change)).matchedCount === 1;
  }

  /** All lines were gone through, once. */
  async endRound({ _id, standing, rounds }: Review, now: Date): Promise<void> {
    const again = rounds > 1 && { dueAt: new Date(now.getTime() + BETWEEN_ROUNDS) };
    await this.reviews.updateOne(
      { _id, standing, rounds },
      { $set: { rounds: rounds - 1, ...again }, $unset: { place: 1, ...(!again && { dueAt: 1 }) } },
    );
  }

  countOpen(): Promise<number> {
    return this.reviews.countDocuments({ dueAt: { $exists: true } });
  }
}
