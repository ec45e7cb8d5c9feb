import type { Caller } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { dayText } from '../counting/calendar.ts';
import type { BucketDocument } from '../evaluation/evaluation.collections.ts';
import { FamiliesService } from '../evaluation/families.service.ts';
import type { Grain } from '../evaluation/grain.ts';
import { LinesRepository } from '../evaluation/lines.repository.ts';
import { FiguresReader } from '../figures/figures-reader.ts';
import { askedFor } from '../trends/asked-for.ts';
import { knowsCandidates } from '../trends/trends-for.ts';
import { TrendsRepository } from '../trends/trends.repository.ts';
import type { SeriesAsked } from './series.query.ts';

type Asked = Pick<SeriesAsked, 'audience' | 'dimension' | 'value' | 'measure'>;

/** Where changes stand in a series. */
@Injectable()
export class Alarms {
  constructor(
    private readonly families: FamiliesService,
    private readonly lines: LinesRepository,
    private readonly trends: TrendsRepository,
    private readonly figures: FiguresReader,
  ) {}

  /**
   * Where a change stands is a candidate: who does not assess is told only of those that a
   * finding is of.
   * @param from the first bucket that is asked for
   * @param stated what the caller says that it reads for
   */
  async of(caller: Caller, asked: Asked, grain: Grain, from: number, stated: string | undefined): Promise<Set<number>> {
    const family = await this.families.standingOn(asked.audience, grain);
    const standing = family === undefined ? [] : alarmsOf(await this.lines.bucketsOf(family, from), asked);
    if (standing.length === 0 || knowsCandidates(caller)) return new Set(standing);
    const reading = { caller, audiences: await this.figures.audiencesOf(caller, stated) };
    const findings = await this.trends.spansOf(reading, askedFor({ ...asked, grain: grain.name }));
    const isOfOne = (day: string) => findings.some(({ firstBucket, lastBucket }) => firstBucket <= day && day <= lastBucket);
    return new Set(standing.filter((bucket) => isOfOne(dayText(bucket))));
  }
}

/** Buckets whose changes a series leads or shares. */
export function alarmsOf(
  buckets: readonly Pick<BucketDocument, 'bucket' | 'rises'>[],
  { dimension, value, measure }: Pick<Asked, 'dimension' | 'value' | 'measure'>,
): number[] {
  const isIt = (told: { series: string; measure: string }) => told.series === `${dimension}:${value}` && told.measure === measure;
  return buckets.filter(({ rises }) => rises.some(({ lead, shares }) => isIt(lead) || shares.some(isIt))).map(({ bucket }) => bucket);
}
