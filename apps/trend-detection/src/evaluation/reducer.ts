import type { TrendKind } from '@landbridge/contracts';
import { benjaminiHochberg, displacements, HISTORY_NEEDED } from '@landbridge/detection';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import type { Counted } from '../counting/contribution.ts';
import { partsOf, TOTAL } from '../counting/series.ts';
import { artefactsOf } from './artefact-check.ts';
import type { Audience } from './audiences.ts';
import type { BucketDocument, Direction, FamilyDocument, SignalDocument } from './evaluation.collections.ts';
import { evidenceOf, NotSettled, requireSettled, yearUntil } from './evidence.ts';
import { FALSE_DISCOVERY_RATE, type Line, lineId } from './line.ts';
import { LinesRepository, type Tested } from './lines.repository.ts';
import { novelPatterns } from './novel-patterns.ts';
import type { Pass } from './pass.ts';
import { type Group, groupSignals, type Rise, type Told } from './rises.ts';

/** Dimensions of codes and tags: something that nobody reported before in one of them is new, not more. */
const CODES = /^(?:purpose|subsector|means|recruitment-method|platform|lure|modus-operandi|financial-indicator):/;
/** As many in two years before are as good as none. */
const HARDLY_EVER = 1;
const TWO_YEARS = 104;
const QUARTER = 13;
/** Weeks over which a fall and a rise are held against each other: they must agree in both, so that they began together. */
const DISPLACED_OVER = [4, 8] as const;
/** Fewer reports of one organisation alone are told to nobody. */
const FEWEST_OF_ONE = 5;
const NOVEL: readonly TrendKind[] = ['new-combination', 'spreading-script'];

/** The one reducer of a family: makes of the signals of a week the changes that stand among all lines that were tested. */
@Injectable()
export class Reducer {
  constructor(private readonly lines: LinesRepository) {}

  /**
   * @param tested lines that were tested in the week
   * @param stood what stood of the week before
   * @returns whether anything changed @throws NotSettled while contributions behind a change are being counted
   */
  async reduce(family: FamilyDocument, week: number, tested: Tested, stood: BucketDocument | undefined, audience: Audience, pass: Pass) {
    const signals = await this.lines.signalsOf(family._id, week);
    const rises = await this.changes(family, standing(signals, 'rise', tested), audience, pass);
    const falls = await this.changes(family, standing(signals, 'fall', tested), audience, pass);
    const novel = await this.novel(family, week, stood, audience, pass);
    const now = {
      _id: `${family._id}|${week}`,
      family: family._id,
      week,
      rises: [...(await this.displaced(rises, falls, family, week, audience, pass)), ...novel],
    };
    if (isDeepStrictEqual(stood?.rises ?? [], now.rises)) return false;
    await this.requireSettledWithout(family, now, stood, audience, pass);
    await this.lines.keepBucket(now);
    return true;
  }

  /** Patterns are looked for in the last quarter, because it costs as much as all the rest; before, only those that were found are looked at again. */
  private async novel(
    family: FamilyDocument,
    week: number,
    stood: BucketDocument | undefined,
    audience: Audience,
    pass: Pass,
  ): Promise<Rise[]> {
    const known = (stood?.rises ?? []).some(({ kind }) => NOVEL.includes(kind));
    if (week <= pass.closedWeek - 7 * QUARTER && !known) return [];
    if (week < family.from + 7 * (HISTORY_NEEDED - 1)) return [];
    const year = yearUntil(week, family);
    const reports = await pass.contributions(audience, year.from, week);
    const total = (await this.lines.ofSeries(family, [TOTAL])).get(lineId({ family: family._id, series: TOTAL, measure: 'reports' }));
    if (total) requireSettled(total, week, reports);
    return novelPatterns(week, reports);
  }

  /** A series that falls as another of its dimension rises by as much has gone there: both are one change. */
  private async displaced(
    rises: readonly Rise[],
    falls: readonly Rise[],
    family: FamilyDocument,
    week: number,
    audience: Audience,
    pass: Pass,
  ): Promise<Rise[]> {
    if (rises.length === 0 || falls.length === 0) return [...rises, ...falls];
    const changesOver = async (weeks: number, list: readonly Rise[]) => {
      const reports = await pass.contributions(audience, Math.max(family.from, week - 7 * (weeks - 1)), week);
      return list
        .filter(({ lead }) => lead.measure === 'reports')
        .map(({ lead: { series, expected, buckets } }) => ({
          series,
          dimension: partsOf(series).dimension,
          observed: reports.filter((report) => report.series.includes(series)).length,
          expected: (expected / buckets) * weeks,
        }));
    };
    const [recent, long] = DISPLACED_OVER;
    const [falling, rising] = [await changesOver(long, falls), await changesOver(long, rises)];
    const pairs = new Map<string, string>();
    for (const { from, to } of displacements(await changesOver(recent, falls), await changesOver(recent, rises))) {
      const holds = displacements(falling.filter(({ series }) => series === from), rising.filter(({ series }) => series === to)); // prettier-ignore
      if (holds.length > 0) pairs.set(to, from);
    }
    const gone = new Set<string>(pairs.values());
    const moved = rises.map((rise): Rise => {
      const from = rise.lead.measure === 'reports' ? falls.find(({ lead }) => lead.series === pairs.get(rise.lead.series)) : undefined;
      return from ? { ...rise, kind: 'displacement', awayFrom: from.lead } : rise;
    });
    return [...moved, ...falls.filter(({ lead }) => lead.measure !== 'reports' || !gone.has(lead.series))];
  }

  private async changes(family: FamilyDocument, signals: readonly SignalDocument[], audience: Audience, pass: Pass): Promise<Rise[]> {
    const [first] = signals;
    if (!first) return [];
    const { week } = first;
    const reports = await pass.contributions(audience, yearUntil(week, family).from, week);
    const groups = groupSignals(signals, reports);
    const lines = await this.lines.ofSeries(family, groups.map(({ lead }) => lead.series)); // prettier-ignore
    const found: Rise[] = [];
    for (const group of groups) {
      const line = lines.get(group.lead.line);
      if (!line) throw new NotSettled('The line of a signal is being made anew.');
      const rise = riseOf(group, line, reports);
      // one report may state many persons: they make a change only where it is no single organisation's
      const stands = rise.lead.measure === 'reports' && (rise.kind === 'fall' || rise.lead.observed >= FEWEST_OF_ONE);
      if (stands || rise.survivesLeavingOneOut) found.push(rise);
    }
    return found;
  }

  /** A change that is no longer there must be gone from the contributions, too: a report that moves is for a moment in neither place. */
  private async requireSettledWithout(
    family: FamilyDocument,
    { week, rises }: BucketDocument,
    stood: BucketDocument | undefined,
    audience: Audience,
    pass: Pass,
  ): Promise<void> {
    const still = new Set(rises.map(({ lead }) => `${lead.series} ${lead.measure}`));
    const gone = (stood?.rises ?? []).filter(({ lead }) => !still.has(`${lead.series} ${lead.measure}`));
    const lines = await this.lines.ofSeries(family, gone.map(({ lead }) => lead.series)); // prettier-ignore
    for (const { lead } of gone) {
      const { series, measure } = lead;
      const line = lines.get(lineId({ family: family._id, ...lead })) ?? {
        family: family._id,
        series,
        measure,
        from: family.from,
        counts: [],
      };
      requireSettled(line, week, await pass.yearOf(line, week, audience));
    }
  }
}

/** Those of a direction that stand after the correction; what reports state is corrected for itself. */
function standing(signals: readonly SignalDocument[], direction: Direction, tested: Tested): SignalDocument[] {
  return (['reports', 'stated'] as const).flatMap((kind) => {
    const own = signals.filter((signal) => signal.direction === direction && (signal.measure === 'reports') === (kind === 'reports'));
    const { rejected } = benjaminiHochberg(own.map(({ p }) => p), FALSE_DISCOVERY_RATE, Math.max(tested[kind], own.length)); // prettier-ignore
    return own.filter((_, i) => rejected[i]);
  });
}

/** @param year reports of all series of the year up to the week */
function riseOf({ lead, shares }: Group, line: Line, year: readonly Counted[]): Rise {
  const { week, buckets, direction, series } = lead;
  const evidence = evidenceOf({ line, direction, week, buckets }, year.filter((report) => report.series.includes(series))); // prettier-ignore
  const end = (week - line.from) / 7 + 1 - buckets;
  const before = line.counts.slice(Math.max(0, end - TWO_YEARS), Math.max(0, end)).reduce((sum, count) => sum + count, 0);
  const kind = direction === 'fall' ? 'fall' : before <= HARDLY_EVER && CODES.test(series) ? 'new-code' : 'rise';
  const flags = direction === 'rise' ? artefactsOf(told(lead), week, line.from, year) : [];
  const artefacts = evidence.survivesLeavingOneOut ? flags : [...flags, 'one-organisation' as const];
  return { kind, lead: told(lead), shares: shares.map(told), ...evidence, artefacts: [...new Set(artefacts)] };
}

function told({ series, measure, method, p, buckets, observed, expected, bound }: SignalDocument): Told {
  return { series, measure, method, p, buckets, observed, expected, bound };
}
