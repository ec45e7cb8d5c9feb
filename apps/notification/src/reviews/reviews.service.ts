import { PolicyContext } from '@landbridge/messaging';
import { StoreClock } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { Standing } from '../routing/standing.ts';
import { SubscriptionsRepository } from '../subscriptions/subscriptions.repository.ts';
import { LineReview } from './line-review.ts';
import { standingOf, type Review } from './review.schema.ts';
import { ReviewsRepository } from './reviews.repository.ts';

/** Sees that the standing of an organisation has changed, and goes through what it got. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly reviews: ReviewsRepository,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly lines: LineReview,
    private readonly standing: Standing,
    private readonly policy: PolicyContext,
    private readonly clock: StoreClock,
  ) {}

  /**
   * Compares with what was reviewed last, so that a change is seen although nobody was there when it came, and so is the end of an agreement.
   * @param among organisations; all that subscribe, if it is left out
   */
  async notice(among?: readonly string[]): Promise<void> {
    // the number first: what is seen afterwards may be newer, never older
    const sequence = this.policy.sequence();
    const subscribers = await this.subscriptions.findSubscribers(among);
    const reviewed = await this.reviews.find(subscribers);
    for (const _id of subscribers) {
      const reader = this.standing.of(_id);
      if (!reader) continue;
      const standing = standingOf(reader);
      if (reviewed.get(_id)?.standing !== standing) await this.reviews.begin({ _id, standing, sequence }, await this.clock.now());
    }
  }

  /** Goes through all lines of one organisation. @returns whether there was one to be reviewed */
  async reviewNext(signal: AbortSignal): Promise<boolean> {
    const review = await this.reviews.take(await this.clock.now(), this.policy.sequence());
    if (!review) return false;
    for (const subscription of await this.subscriptions.findActiveOf(review._id)) {
      const { place } = review;
      if (place && subscription._id < place.subscription) continue;
      const after = place?.subscription === subscription._id ? place.subject : '';
      if (!(await this.goThrough(review, subscription._id, after, signal))) return true;
    }
    await this.reviews.endRound(review, await this.clock.now());
    return true;
  }

  /** @returns whether all lines of the subscription were gone through */
  private async goThrough(review: Review, id: string, after: string, signal: AbortSignal): Promise<boolean> {
    const subscription = await this.subscriptions.find(id);
    if (!subscription) return true;
    for (let subject: string | undefined = after; subject !== undefined;) {
      if (signal.aborted || !(await this.reviews.advance(review, { subscription: id, subject }, await this.clock.now()))) return false;
      subject = await this.lines.page(subscription, subject, review.sequence);
    }
    return true;
  }
}
