import { benjaminiHochberg } from '@landbridge/detection';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import type { Counted } from '../counting/contribution.ts';
import type { Audience } from './audiences.ts';
import type { BucketDocument, Direction, FamilyDocument, SignalDocument } from './evaluation.collections.ts';
import { evidenceOf, NotSettled, requireSettled, yearUntil } from './evidence.ts';
import { FALSE_DISCOVERY_RATE, type Line, lineId } from './line.ts';
import { LinesRepository, type Tested } from './lines.repository.ts';
import type { Pass } from './pass.ts';
import { type Group, groupSignals, type Rise, type Told } from './rises.ts';

/** Dimensions of codes and tags: something that nobody reported before in one of them is new, not more. */
const CODES = /^(?:purpose|subsector|means|recruitment-method|platform|lure|modus-operandi|financial-indicator):/;
/** As many in two years before are as good as none. */
const HARDLY_EVER = 1;
const TWO_YEARS = 104;

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
    const rises = [
      ...(await this.changes(family, standing(signals, 'rise', tested), audience, pass)),
      ...(await this.changes(family, standing(signals, 'fall', tested), audience, pass)),
    ];
    const now = { _id: `${family._id}|${week}`, family: family._id, week, rises };
    if (isDeepStrictEqual(stood?.rises ?? [], rises)) return false;
    await this.requireSettledWithout(family, now, stood, audience, pass);
    await this.lines.keepBucket(now);
    return true;
  }

  private async changes(family: FamilyDocument, signals: readonly SignalDocument[], audience: Audience, pass: Pass): Promise<Rise[]> {
    const [first] = signals;
    if (!first) return [];
    const { week, direction } = first;
    const year = yearUntil(week, family);
    const weeks = Math.max(...signals.map(({ buckets }) => buckets));
    const from = direction === 'fall' ? year.from : Math.max(family.from, week - 7 * (weeks - 1));
    const groups = groupSignals(signals, await pass.contributions(audience, from, week));
    const lines = await this.lines.ofSeries(family, groups.map(({ lead }) => lead.series)); // prettier-ignore
    const found: Rise[] = [];
    for (const group of groups) {
      const line = lines.get(group.lead.line);
      if (!line) throw new NotSettled('The line of a signal is being made anew.');
      const rise = riseOf(group, line, await pass.yearOf(line, week, audience));
      // one report may state many persons: they make a change only where it is no single organisation's
      if (rise.lead.measure === 'reports' || rise.survivesLeavingOneOut) found.push(rise);
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

function riseOf({ lead, shares }: Group, line: Line, year: readonly Counted[]): Rise {
  const { week, buckets, direction, series } = lead;
  const evidence = evidenceOf({ line, direction, week, buckets }, year);
  const end = (week - line.from) / 7 + 1 - buckets;
  const before = line.counts.slice(Math.max(0, end - TWO_YEARS), Math.max(0, end)).reduce((sum, count) => sum + count, 0);
  const kind = direction === 'fall' ? 'fall' : before <= HARDLY_EVER && CODES.test(series) ? 'new-code' : 'rise';
  return {
    kind,
    lead: told(lead),
    shares: shares.map(told),
    ...evidence,
    artefacts: evidence.survivesLeavingOneOut ? [] : ['one-organisation'],
  };
}

function told({ series, measure, method, p, buckets, observed, expected, bound }: SignalDocument): Told {
  return { series, measure, method, p, buckets, observed, expected, bound };
}
