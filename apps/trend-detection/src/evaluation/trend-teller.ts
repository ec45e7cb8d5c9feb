import type { Trend } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import { seriesNamed } from '../counting/series.ts';
import { epochDay } from '../counting/calendar.ts';
import { FiguresRepository } from '../figures/figures.repository.ts';
import { sameCharter } from '../figures/same-charter.ts';
import { NoveltyProposals } from '../modus-operandi/novelty-proposals.ts';
import { TrendsRepository } from '../trends/trends.repository.ts';
import { aboutOf } from '../trends/trend.schema.ts';
import { type Episode, episodesOf } from './episodes.ts';
import { evidenceOf } from './evidence.ts';
import { grainNamed, WEEK } from './grain.ts';
import { expectationOf } from './line.ts';
import type { Audience } from './audiences.ts';
import type { Plan } from './line-keeper.ts';
import { LinesRepository } from './lines.repository.ts';
import { NoveltiesFinder, type StandingTrend } from './novelties-finder.ts';
import type { Pass } from './pass.ts';
import { changeOf, matchTrends, retraction, type TrendChange } from './reconcile.ts';
import { TrendWriter } from './trend-writer.ts';

/** Of a grain that the audience sees no report of any more. */
const NOTHING = { observed: 0, expected: 0, bound: 0 };
const NOBODY = { organisations: 0, countries: 0, survivesLeavingOneOut: false };

/** What is to be written of the trends of an audience, and those of them that stand then. */
interface Changed {
  readonly changes: readonly TrendChange[];
  readonly standing: readonly StandingTrend[];
}

/** Makes the trends of an audience tell of what stands of its buckets. Doing it again changes nothing. */
@Injectable()
export class TrendTeller {
  /** By audience, what its weeks and trends were at when there was nothing to tell. In memory only: after a start all of it is read once. */
  private readonly told = new Map<string, string>();

  constructor(
    private readonly lines: LinesRepository,
    private readonly trends: TrendsRepository,
    private readonly figures: FiguresRepository,
    private readonly finder: NoveltiesFinder,
    private readonly proposals: NoveltyProposals,
    private readonly writer: TrendWriter,
  ) {}

  /**
   * What is made of other families than the figures stand on is written at once with their turning; that of weeks stands for all.
   * @param plans all families of one audience
   * @returns how many trends have changed
   * @throws NotSettled, TrendOvertaken, EditionOver: nothing is written then
   */
  async tell(plans: readonly Plan[], pass: Pass): Promise<number> {
    const weekly = plans.find(({ grain }) => grain === WEEK);
    if (!weekly) return 0;
    const { family, audience } = weekly;
    const figures = (await this.figures.of([audience.id])).get(audience.id);
    if (!figures) return 0;
    // whoever writes buckets says so in the family first, and whoever writes trends in the figures with them
    const now = JSON.stringify([plans.map((plan) => [plan.family._id, plan.family.changes]), pass.closedWeek, figures]);
    if (this.told.get(audience.id) === now) return 0;
    const { charter } = audience;
    const otherCharter = charter !== undefined && figures.charter !== undefined && !sameCharter(charter, figures.charter);
    const { changes, standing } = await this.changes(plans, audience, otherCharter, pass);
    const due = await this.proposals.due(audience.id, await this.finder.in(standing, plans));
    const turns = figures.family !== family._id;
    if (!turns && changes.length + due.lacking.length + due.lost.length === 0) {
      this.told.set(audience.id, now);
      return 0;
    }
    await this.writer.write(
      audience.id,
      figures.edition,
      changes,
      due,
      pass,
      turns ? { family: family._id, ...(charter && { charter }) } : undefined,
    );
    return changes.length;
  }

  private async changes(plans: readonly Plan[], audience: Audience, otherCharter: boolean, pass: Pass): Promise<Changed> {
    const stored = await this.trends.ofAudience(audience.id);
    const episodes: Episode[] = [];
    for (const { family, grain } of plans) episodes.push(...episodesOf(await this.lines.bucketsOf(family._id), grain));
    const { matches, gone } = matchTrends(stored, episodes);
    const changes: TrendChange[] = [];
    const standing: StandingTrend[] = [];
    for (const trend of gone) changes.push(await this.retracted(trend, plans, otherCharter, pass));
    const taken = new Set(stored.map(({ id }) => id));
    for (const match of matches) {
      const change = changeOf(audience.id, match, taken, pass);
      const trend = change?.trend ?? match.stored;
      if (trend) standing.push({ trend, episode: match.episode });
      if (!change) continue;
      taken.add(change.trend.id);
      changes.push(change);
    }
    return { changes, standing };
  }

  private async retracted(trend: Trend, plans: readonly Plan[], otherCharter: boolean, pass: Pass): Promise<TrendChange> {
    const grain = grainNamed(trend.evidence.grain);
    const plan = plans.find((one) => one.grain === grain);
    if (!plan) return retraction(trend, { numbers: NOTHING, evidence: NOBODY, otherCharter }, pass);
    const line = await this.lines.find(plan.family, seriesNamed(aboutOf(trend)), trend.series.measure);
    const bucket = grain.bucketOf(epochDay(trend.evidence.bucket));
    const { buckets = 1 } = trend.evidence;
    const direction = trend.kind === 'fall' ? 'fall' : 'rise';
    const evidence = evidenceOf({ line, direction, bucket, buckets }, await pass.behind(line, bucket, plan.audience));
    return retraction(trend, { numbers: expectationOf(line, bucket, buckets, direction), evidence, otherCharter }, pass);
  }
}
