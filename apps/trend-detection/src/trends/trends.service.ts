import type { Trend } from '@landbridge/contracts';
import { Problem, type Caller } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { isISO8601 } from 'class-validator';
import { FiguresReader } from '../figures/figures-reader.ts';
import type { TrendPage, TrendQuery } from './trend.query.ts';
import { TrendsRepository, type TrendPosition } from './trends.repository.ts';

@Injectable()
export class TrendsService {
  constructor(
    private readonly trends: TrendsRepository,
    private readonly figures: FiguresReader,
  ) {}

  async page(
    caller: Caller,
    { audience, state, dimension, value, measure, cursor, limit }: TrendQuery,
    stated?: string,
  ): Promise<TrendPage> {
    if (audience !== undefined) await this.figures.audience(caller, audience, stated);
    const audiences = await this.figures.audiencesOf(caller, stated);
    const asked = { audience, state, 'series.dimension': dimension, 'series.value': value, 'series.measure': measure };
    const narrowed = Object.fromEntries(Object.entries(asked).filter(([, wanted]) => wanted !== undefined));
    const found = await this.trends.page({ caller, audiences }, narrowed, cursor === undefined ? undefined : readCursor(cursor), limit + 1);
    const trends = found.slice(0, limit);
    const last = trends.at(-1);
    return found.length > limit && last ? { trends, next: writeCursor(last) } : { trends };
  }

  async get(caller: Caller, id: string, stated?: string): Promise<Trend> {
    const trend = await this.trends.find({ caller, audiences: await this.figures.audiencesOf(caller, stated) }, id);
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

/** A place of which nothing is told but what comes after it of the trends that the caller may see, whoever made it up. */
function readCursor(cursor: string): TrendPosition {
  const [, lastBucket = '', id = ''] = /^(\d{4}-\d\d-\d\d) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(textOf(cursor)) ?? [];
  if (!isISO8601(lastBucket, { strict: true }) || writeCursor({ lastBucket, id }) !== cursor)
    throw new Problem({
      type: 'bad-cursor',
      status: 400,
      title: 'The cursor is not good here',
      detail: 'cursor must be the next of the page before. Begin again without one.',
    });
  return { lastBucket, id };
}

const writeCursor = ({ lastBucket, id }: Pick<Trend, 'lastBucket' | 'id'>) => Buffer.from(`${lastBucket} ${id}`).toString('base64url');
const textOf = (cursor: string) => Buffer.from(cursor, 'base64url').toString();
