import type { Trend } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import { seriesNamed } from '../counting/series.ts';
import { epochDay, weekOf } from '../counting/calendar.ts';
import { FiguresRepository } from '../figures/figures.repository.ts';
import { sameCharter } from '../figures/same-charter.ts';
import { TrendsRepository } from '../trends/trends.repository.ts';
import { aboutOf } from '../trends/trend.schema.ts';
import { episodesOf } from './episodes.ts';
import { evidenceOf } from './evidence.ts';
import { expectationOf } from './line.ts';
import type { Plan } from './line-keeper.ts';
import { LinesRepository } from './lines.repository.ts';
import type { Pass } from './pass.ts';
import { changeOf, matchTrends, retraction, type TrendChange } from './reconcile.ts';
import { TrendWriter } from './trend-writer.ts';

/** Makes the trends of an audience tell of what stands of its weeks. Doing it again changes nothing. */
@Injectable()
export class TrendTeller {
  /** By audience, what its weeks and trends were at when there was nothing to tell. In memory only: after a start all of it is read once. */
  private readonly told = new Map<string, string>();

  constructor(
    private readonly lines: LinesRepository,
    private readonly trends: TrendsRepository,
    private readonly figures: FiguresRepository,
    private readonly writer: TrendWriter,
  ) {}

  /**
   * What is made of another family than the figures stand on is written at once with their turning.
   * @returns how many trends have changed
   * @throws NotSettled, TrendOvertaken, EditionOver: nothing is written then
   */
  async tell({ family, audience }: Plan, pass: Pass): Promise<number> {
    const figures = (await this.figures.of([audience.id])).get(audience.id);
    if (!figures) return 0;
    // whoever writes buckets says so in the family first, and whoever writes trends in the figures with them
    const now = JSON.stringify([family._id, family.changes, pass.closedWeek, figures]);
    if (this.told.get(audience.id) === now) return 0;
    const { charter } = audience;
    const otherCharter = charter !== undefined && figures.charter !== undefined && !sameCharter(charter, figures.charter);
    const changes = await this.changes({ family, audience }, otherCharter, pass);
    const turns = figures.family !== family._id;
    if (!turns && changes.length === 0) {
      this.told.set(audience.id, now);
      return 0;
    }
    await this.writer.write(
      audience.id,
      figures.edition,
      changes,
      pass,
      turns ? { family: family._id, ...(charter && { charter }) } : undefined,
    );
    return changes.length;
  }

  private async changes({ family, audience }: Plan, otherCharter: boolean, pass: Pass): Promise<TrendChange[]> {
    const stored = await this.trends.ofAudience(audience.id);
    const { matches, gone } = matchTrends(stored, episodesOf(await this.lines.bucketsOf(family._id)));
    const changes: TrendChange[] = [];
    for (const trend of gone) changes.push(await this.retracted(trend, { family, audience }, otherCharter, pass));
    const taken = new Set(stored.map(({ id }) => id));
    for (const match of matches) {
      const change = changeOf(audience.id, match, taken, pass);
      if (!change) continue;
      taken.add(change.trend.id);
      changes.push(change);
    }
    return changes;
  }

  private async retracted(trend: Trend, { family, audience }: Plan, otherCharter: boolean, pass: Pass): Promise<TrendChange> {
    const line = await this.lines.find(family, seriesNamed(aboutOf(trend)), trend.series.measure);
    const week = weekOf(epochDay(trend.evidence.bucket));
    const { buckets = 1 } = trend.evidence;
    const direction = trend.kind === 'fall' ? 'fall' : 'rise';
    const evidence = evidenceOf({ line, direction, week, buckets }, await pass.yearOf(line, week, audience));
    return retraction(trend, { numbers: expectationOf(line, week, buckets, direction), evidence, otherCharter }, pass);
  }
}
