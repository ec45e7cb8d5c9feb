import { PUBLIC_AUDIENCE, type Trend } from '@landbridge/contracts';
import { PolicyContext } from '@landbridge/messaging';
import { Problem, type Caller } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import type { QueryFilter } from 'mongoose';
import type { TrendPage, TrendQuery } from './trend.query.ts';
import type { StoredTrend } from './trend.schema.ts';
import { TrendsRepository, type TrendPosition } from './trends.repository.ts';

/** The audiences that a caller belongs to; all of them for the operator. */
export function audiencesOf(caller: Caller): readonly string[] | 'all' {
  return caller.kind === 'organisation' ? [PUBLIC_AUDIENCE, ...caller.reader.communities] : 'all';
}

/** Which trends a caller may know of: the published ones of its audiences, and all of them if it assesses. */
export function trendsFor(caller: Caller): QueryFilter<StoredTrend> {
  const audiences = audiencesOf(caller);
  if (audiences === 'all' || caller.kind !== 'organisation') return {};
  return { audience: { $in: [...audiences] }, ...(caller.organisation.assessing ? {} : { state: 'published' }) };
}

@Injectable()
export class TrendsService {
  constructor(
    private readonly trends: TrendsRepository,
    private readonly policy: PolicyContext,
  ) {}

  async page(caller: Caller, { audience, state, dimension, value, measure, cursor, limit }: TrendQuery): Promise<TrendPage> {
    this.policy.requireFresh();
    const asked = { audience, state, 'series.dimension': dimension, 'series.value': value, 'series.measure': measure };
    const filter = { $and: [trendsFor(caller), Object.fromEntries(Object.entries(asked).filter(([, wanted]) => wanted !== undefined))] };
    const found = await this.trends.page(filter, cursor === undefined ? undefined : readCursor(cursor), limit + 1);
    const trends = found.slice(0, limit);
    const last = trends.at(-1);
    return found.length > limit && last ? { trends, next: writeCursor(last) } : { trends };
  }

  async get(caller: Caller, id: string): Promise<Trend> {
    this.policy.requireFresh();
    const trend = await this.trends.find(id, trendsFor(caller));
    if (!trend)
      throw new Problem({
        type: 'not-found',
        status: 404,
        title: 'No such trend',
        detail: 'There is no such trend, or it is not for you.',
      });
    return trend;
  }
}

const writeCursor = ({ lastBucket, id }: Trend) => Buffer.from(`${lastBucket} ${id}`).toString('base64url');

function readCursor(cursor: string): TrendPosition {
  const [, lastBucket, id] = /^(\d{4}-\d\d-\d\d) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (lastBucket === undefined || id === undefined)
    throw new Problem({
      type: 'invalid',
      status: 400,
      title: 'The request is not valid',
      detail: 'cursor must be the next of the page before.',
    });
  return { lastBucket, id };
}
