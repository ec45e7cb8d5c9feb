import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationState } from '@landbridge/contracts';
import { communityState, organisationState } from '@landbridge/contracts/testing';
import { PolicyContext } from '@landbridge/messaging';
import { Clock, StoreClock } from '@landbridge/platform';
import { Test } from '@nestjs/testing';
import { Standing } from '../routing/standing.ts';
import type { Subscription } from '../subscriptions/subscription.schema.ts';
import { SubscriptionsRepository } from '../subscriptions/subscriptions.repository.ts';
import { subscription } from '../testing.ts';
import { LineReview } from './line-review.ts';
import type { Review, ReviewPlace } from './review.schema.ts';
import { ReviewsRepository, type Seen } from './reviews.repository.ts';
import { ReviewsService } from './reviews.service.ts';

const now = new Date('2026-03-10T10:00:00Z');
const member = organisationState({ communities: ['practitioners'] });

describe('reviews', () => {
  let known: OrganisationState[];
  let subscriptions: Subscription[];
  let reviews: Map<string, Review>;
  let begun: Seen[];
  let places: ReviewPlace[];
  let pages: string[];
  let ended: number;
  let service: ReviewsService;
  /** By subscription: the subjects at which its pages end. */
  let ends: Record<string, string[]>;

  beforeEach(async () => {
    known = [member];
    subscriptions = [subscription({ _id: 'a', organisation: member.id }), subscription({ _id: 'b', organisation: member.id })];
    reviews = new Map();
    begun = [];
    places = [];
    pages = [];
    ended = 0;
    ends = { a: ['s1', 's2'], b: [] };
    const repository = {
      find: () => Promise.resolve(reviews),
      begin: (seen: Seen) => {
        begun.push(seen);
        reviews.set(seen._id, { ...seen, rounds: 2, dueAt: now });
        return Promise.resolve();
      },
      take: () => Promise.resolve(reviews.get(member.id)),
      advance: (_review: Review, place: ReviewPlace) => {
        places.push(place);
        return Promise.resolve(true);
      },
      endRound: () => Promise.resolve((ended += 1)),
    };
    const lines = {
      page: ({ _id }: Subscription, after: string) => {
        pages.push(`${_id} ${after}`);
        const all = ends[_id] ?? [];
        return Promise.resolve(after === '' ? all[0] : all[all.indexOf(after) + 1]);
      },
    };
    const policy = {
      organisation: (id: string) => known.find((each) => each.id === id),
      community: (id: string) => communityState({ id }),
      sequence: () => 7,
    };
    const subscribers = {
      findSubscribers: () => Promise.resolve([member.id]),
      findActiveOf: () => Promise.resolve(subscriptions),
      find: (id: string) => Promise.resolve(subscriptions.find(({ _id }) => _id === id)),
    };
    const testing = await Test.createTestingModule({
      providers: [
        ReviewsService,
        Standing,
        { provide: ReviewsRepository, useValue: repository },
        { provide: SubscriptionsRepository, useValue: subscribers },
        { provide: LineReview, useValue: lines },
        { provide: PolicyContext, useValue: policy },
        { provide: Clock, useValue: { now: () => now } },
        { provide: StoreClock, useValue: { now: () => Promise.resolve(now) } },
      ],
    }).compile();
    service = testing.get(ReviewsService);
  });

  const noticed = async () => {
    begun = [];
    await service.notice();
    return begun.length;
  };

  it('begin for who was never reviewed, and again only when the standing is another', async () => {
    expect(await noticed()).toBe(1);
    expect(begun).toMatchObject([{ _id: member.id, sequence: 7 }]);
    expect(await noticed()).toBe(0);
    known = [{ ...member, communities: [] }];
    expect(await noticed()).toBe(1);
    known = [member];
    expect(await noticed()).toBe(1);
  });

  it('begin when an agreement has ended, which nobody announces', async () => {
    const agreement = { id: 'g', with: 'partner', purposes: ['prevention' as const], until: '2026-03-10T09:59:59.000Z' };
    await noticed();
    known = [{ ...member, agreements: [agreement] }];
    expect(await noticed()).toBe(0);
    known = [{ ...member, agreements: [{ ...agreement, until: '2026-03-10T10:00:01.000Z' }] }];
    expect(await noticed()).toBe(1);
  });

  it('do not begin for a suspension, nor for who is not known yet', async () => {
    await noticed();
    known = [{ ...member, status: 'suspended' }];
    expect(await noticed()).toBe(0);
    known = [];
    expect(await noticed()).toBe(0);
  });

  it('go through all lines of all subscriptions, writing down each place before its page', async () => {
    await service.notice();
    expect(await service.reviewNext(new AbortController().signal)).toBe(true);
    expect(pages).toEqual(['a ', 'a s1', 'a s2', 'b ']);
    expect(places.map(({ subscription: of, subject }) => `${of} ${subject}`)).toEqual(pages);
    expect(ended).toBe(1);
  });

  it('go on where somebody was stopped', async () => {
    await service.notice();
    const review = reviews.get(member.id);
    if (review) reviews.set(member.id, { ...review, place: { subscription: 'a', subject: 's1' } });
    await service.reviewNext(new AbortController().signal);
    expect(pages).toEqual(['a s1', 'a s2', 'b ']);
  });

  it('stop when the service does, without an end', async () => {
    await service.notice();
    const stop = new AbortController();
    stop.abort();
    expect(await service.reviewNext(stop.signal)).toBe(true);
    expect({ pages, ended }).toEqual({ pages: [], ended: 0 });
  });
});
