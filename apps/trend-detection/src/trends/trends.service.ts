import type { Trend } from '@landbridge/contracts';
import { type Caller, Problem } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { isISO8601 } from 'class-validator';
import { AssessmentsRepository } from '../assessment/assessments.repository.ts';
import type { Language } from '../explanations/catalogue.ts';
import { FiguresReader } from '../figures/figures-reader.ts';
import { askedFor } from './asked-for.ts';
import { toldIn } from './explained.ts';
import { isFinding, type JudgedTrend } from './judgement.ts';
import { noSuchTrend } from './no-such-trend.ts';
import { readNextOf } from './read-next.ts';
import type { Assessed, RevisionBody, TrendAnswer, TrendHistory, TrendPage, TrendQuery } from './trend.query.ts';
import type { TrendRevision } from './trend.schema.ts';
import { knowsCandidates } from './trends-for.ts';
import { TrendsRepository, type TrendPosition } from './trends.repository.ts';

@Injectable()
export class TrendsService {
  constructor(
    private readonly trends: TrendsRepository,
    private readonly figures: FiguresReader,
    private readonly assessments: AssessmentsRepository,
  ) {}

  async page(caller: Caller, { cursor, limit, ...asked }: TrendQuery, stated?: string, language: Language = 'en'): Promise<TrendPage> {
    if (asked.audience !== undefined) await this.figures.audience(caller, asked.audience, stated);
    const audiences = await this.figures.audiencesOf(caller, stated);
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const found = await this.trends.page({ caller, audiences }, askedFor(asked), after, limit + 1);
    const trends = found.slice(0, limit).map((trend) => toldIn(trend, language));
    const last = trends.at(-1);
    return found.length > limit && last ? { trends, next: writeCursor(last) } : { trends };
  }

  async get(caller: Caller, id: string, stated?: string, language: Language = 'en'): Promise<TrendAnswer> {
    const trend = await this.find(caller, id, stated);
    const assessment = isFinding(trend) ? await this.assessed(id) : undefined;
    return { ...toldIn(trend, language), readNext: readNextOf(trend), ...(assessment && { assessment }) };
  }

  async history(caller: Caller, id: string, stated?: string): Promise<TrendHistory> {
    await this.find(caller, id, stated);
    const revisions = await this.trends.revisionsOf(id);
    return { revisions: (knowsCandidates(caller) ? revisions : ofFinding(revisions)).map(revisionBody) };
  }

  private async find(caller: Caller, id: string, stated?: string): Promise<JudgedTrend> {
    const trend = await this.trends.findJudged({ caller, audiences: await this.figures.audiencesOf(caller, stated) }, id);
    if (!trend) throw noSuchTrend();
    return trend;
  }

  private async assessed(id: string): Promise<Assessed | undefined> {
    const { sheet: { otherExplanations, action } = {} } = await this.assessments.of(id);
    return otherExplanations !== undefined && action ? { otherExplanations, action } : undefined;
  }
}

/** Revisions as their audience had them: published, or closed after that. */
function ofFinding(revisions: readonly TrendRevision[]): TrendRevision[] {
  const isEnd = (i: number) => revisions.slice(0, i).findLast(({ state }) => state !== 'closed')?.state === 'published';
  return revisions.filter(({ state }, i) => state === 'published' || (state === 'closed' && isEnd(i)));
}

function revisionBody({ revision, state, closedBecause, at }: TrendRevision): RevisionBody {
  return { revision, state, at: at.toISOString(), ...(closedBecause && { closedBecause }) };
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
