import { MEASURES, type Measure, type Trend } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import { epochDay, weekOf } from '../counting/calendar.ts';
import type { CounterDocument } from '../counting/counting.collections.ts';
import { partsOf, type Series } from '../counting/series.ts';
import { alarmsOf, enoughReports, levelOf } from './alarms.ts';
import type { Audience } from './audiences.ts';
import { episodesOf } from './episodes.ts';
import { type Evidence, evidenceOf, memoryOf } from './evidence.ts';
import type { Pass } from './pass.ts';
import { matchTrends, needsEvidence, retraction, riseChange, type TrendChange } from './reconcile.ts';
import { type CellWeeks, type WeeklySeries, weeklySeries, weeklySums, weeksByCell } from './weekly-series.ts';

/** One series in one measure, for one audience. */
interface Line {
  readonly series: Series;
  readonly measure: Measure;
  readonly audience: Audience;
  readonly sums: ReadonlyMap<number, number>;
  /** Trends that are told of it so far. */
  readonly stored: readonly Trend[];
  /** Whether there are reports enough in a week for this measure to mean something. */
  readonly admits: (week: number) => boolean;
  /** Whether the number of reports itself alarms in a week. */
  readonly toldByReports: (week: number) => boolean;
}

/** Says what has to change in the trends of a series, so that they tell of its counts as they are. Doing it again changes nothing. */
@Injectable()
export class SeriesEvaluator {
  /** @throws NotSettled where its reports are still being counted */
  async changesOf(series: Series, documents: readonly CounterDocument[], stored: readonly Trend[], pass: Pass): Promise<TrendChange[]> {
    const changes: TrendChange[] = [];
    const cells = weeksByCell(documents);
    for (const audience of pass.audiences)
      for (const line of linesOf(series, cells, stored, audience, pass)) changes.push(...(await this.changesOn(line, pass)));
    return changes;
  }

  private async changesOn(line: Line, pass: Pass): Promise<TrendChange[]> {
    const { series, measure, audience, sums, stored } = line;
    const counts = weeklySeries(sums, audience.from, pass.closedWeek);
    const alarms = alarmsOf(counts).filter(({ week }) => line.admits(week));
    const { matches, gone } = matchTrends(stored, episodesOf(alarms));
    const changes: TrendChange[] = [];
    for (const trend of gone) {
      const week = weekOf(epochDay(trend.evidence.bucket));
      // a report that is being moved from one cell to another is, for a moment, in neither: then this is not settled
      const evidence = await this.evidence(line, week, counts, pass);
      const alarm = { week, observed: sums.get(week) ?? 0, ...levelOf(counts, week) };
      changes.push(retraction(trend, { alarm, evidence, otherCharter: audience.outdated }, pass));
    }
    const taken = new Set(stored.map(({ id }) => id));
    for (const match of matches.filter((each) => audience.outdated || needsEvidence(each, pass.closedWeek))) {
      const { week } = match.episode.newest;
      // a rise once told is followed to its end; one that others tell as well is not told again
      if (!match.stored && (line.toldByReports(week) || (await pass.isEcho(series, measure, audience, counts)))) continue;
      const evidence = await this.evidence(line, week, counts, pass);
      // one report may state many persons: they make a rise only where it is no single organisation's
      if (!match.stored && measure !== 'reports' && !evidence.survivesLeavingOneOut) continue;
      const change = riseChange({ audience: audience.id, series: { ...partsOf(series), measure } }, match, evidence, taken, pass);
      if (!change) continue;
      taken.add(change.trend.id);
      changes.push(change);
    }
    return changes;
  }

  /** @throws NotSettled where the counts are not those of the reports that are kept */
  private async evidence({ series, measure, audience }: Line, week: number, counts: WeeklySeries, pass: Pass): Promise<Evidence> {
    const span = memoryOf(week, counts);
    const contributions = await pass.contributions(span.from, span.to);
    return evidenceOf({ series, measure, week, counts, cellCounts: audience.sees }, contributions);
  }
}

/**
 * The lines of a series that an audience may see. What reports state is looked at in weeks with enough reports, and tells a rise of
 * its own only where the number of reports does not tell it.
 */
function linesOf(series: Series, cells: CellWeeks, stored: readonly Trend[], audience: Audience, pass: Pass): Line[] {
  const told = stored.filter((trend) => trend.audience === audience.id);
  const reports = weeklySums(cells, 'reports', audience.sees);
  const alarmed = new Set(alarmsOf(weeklySeries(reports, audience.from, pass.closedWeek)).map(({ week }) => week));
  return MEASURES.flatMap((measure) => {
    const sums = measure === 'reports' ? reports : weeklySums(cells, measure, audience.sees);
    const own = told.filter((trend) => trend.series.measure === measure);
    const admits = (week: number) => measure === 'reports' || enoughReports(reports.get(week) ?? 0);
    const toldByReports = (week: number) => measure !== 'reports' && alarmed.has(week);
    return sums.size > 0 || own.length > 0 ? [{ series, measure, audience, sums, stored: own, admits, toldByReports }] : [];
  });
}
