import { displacements, historyNeeded, standing, type Tested } from '@landbridge/detection';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { CountedReport } from '../counting/contribution.ts';
import { partsOf, type Series, TOTAL } from '../counting/series.ts';
import { artefactsOf, withOneAlone } from './artefact-check.ts';
import type { Audience } from './audiences.ts';
import { lineOf } from './episodes.ts';
import type { BucketDocument, FamilyDocument, SignalDocument } from './evaluation.collections.ts';
import { evidenceOf, NotSettled, requireSettled } from './evidence.ts';
import { type Grain, WEEK } from './grain.ts';
import { countsUntil, type Line } from './line.ts';
import { LinesRepository } from './lines.repository.ts';
import { isCode } from './new-codes.ts';
import { withPatterns } from './novel-patterns.ts';
import type { Pass } from './pass.ts';
import { type Behind, type Group, groupSignals, type Rise, standsFor, type Told } from './rises.ts';

/** As many in two years before are as good as none. */
const HARDLY_EVER = 1;
const TWO_YEARS = 2;
/** Weeks over which a fall and a rise are held against each other: they must agree in both, so that they began together. */
const DISPLACED_OVER = [4, 8] as const;
/** Fewer reports of one organisation alone are told to nobody. */
const FEWEST_OF_ONE = 5;

/** The one reducer of a family: makes of the signals of a bucket the changes that stand among all lines that were tested. */
@Injectable()
export class Reducer {
  constructor(private readonly lines: LinesRepository) {}

  /**
   * @param tested lines that were tested in the bucket
   * @param stood what stood of the bucket before
   * @throws NotSettled while contributions behind a change are being counted
   */
  async reduce(place: Place, tested: Tested, stood: BucketDocument | undefined, audience: Audience, pass: Pass): Promise<void> {
    const { family, grain, bucket } = place;
    const signals = await this.lines.signalsOf(family._id, bucket);
    const [rising, falling] = [standing(signals, 'rise', tested), standing(signals, 'fall', tested)];
    const lineOfSignal = await this.linesOf(family, [...rising, ...falling]);
    const madeOf = digestOf([...rising, ...falling].map((signal) => ({ signal, counts: countsUntil(lineOfSignal(signal), bucket) })));
    if (isBeyondMemory(place) && (stood?.madeOf ?? NOTHING) === madeOf) return;
    // the same in every week, however old it is, so that history that is loaded at once brings what living through it brought
    const patterns = grain === WEEK && bucket >= grain.later(family.from, historyNeeded(grain.bucketsPerYear) - 1);
    if (rising.length + falling.length === 0 && !stood && !patterns) return;
    const past: Past = { ...place, reports: await pass.contributions(audience, bucket, { grain, from: family.from }) };
    const told = displaced(changes(past, rising, lineOfSignal), changes(past, falling, lineOfSignal), past);
    const rises = patterns ? await this.withPatterns(told, past) : told;
    const now: BucketDocument = { _id: `${family._id}|${bucket}`, family: family._id, bucket, rises, madeOf };
    if (isDeepStrictEqual(stood ?? { ...now, rises: [] }, now)) return;
    await this.requireSettledWithout(past, rises, stood);
    await this.lines.keepBucket(now);
  }

  private async linesOf(family: FamilyDocument, signals: readonly SignalDocument[]): Promise<LineOfSignal> {
    const series = [...new Set(signals.map((signal) => signal.series))];
    const lines = series.length > 0 ? await this.lines.ofSeries(family, series) : new Map<string, Line>();
    return ({ line }) => {
      const found = lines.get(line);
      if (!found) throw new NotSettled('The line of a signal is being made anew.');
      return found;
    };
  }

  private async withPatterns(told: readonly Rise[], { family, bucket, reports }: Past): Promise<Rise[]> {
    const total = await this.lines.find(family, TOTAL, 'reports');
    if (total.counts.length > 0) requireSettled(total, bucket, reports);
    return withPatterns(told, { week: bucket, from: family.from, reports });
  }

  /** A change that is no longer there must be gone from the contributions, too: a report that moves is for a moment in neither place. */
  private async requireSettledWithout(
    { family, bucket, reports }: Past,
    rises: readonly Rise[],
    stood: BucketDocument | undefined,
  ): Promise<void> {
    const still = new Set(rises.map(({ lead }) => lineOf(lead)));
    for (const { lead } of stood?.rises ?? [])
      if (!still.has(lineOf(lead)))
        requireSettled(await this.lines.find(family, lead.series, lead.measure), bucket, within(lead.series, reports));
  }
}

/** A bucket of a family. */
interface Place {
  readonly family: FamilyDocument;
  readonly grain: Grain;
  readonly bucket: number;
}

/** And what its audience counts up to it, as far as the grain remembers. */
interface Past extends Place {
  readonly reports: readonly CountedReport[];
}

/** @throws NotSettled while it is being made anew */
type LineOfSignal = (signal: SignalDocument) => Line;

/** What a bucket is made of where no line stands out. */
const NOTHING = digestOf([]);

/** Digest of signals, and of what their lines count. */
function digestOf(standing: readonly { readonly signal: SignalDocument; readonly counts: readonly number[] }[]): string {
  const inOrder = standing.toSorted((a, b) => (a.signal._id < b.signal._id ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(inOrder)).digest('base64');
}

/** No report that has changed is remembered in a bucket, so that only lines can make another one of it. */
function isBeyondMemory({ family, grain, bucket }: Place): boolean {
  return family.touchedTo === undefined || bucket >= grain.later(family.touchedTo, grain.memory);
}

function changes({ grain, bucket, reports }: Past, signals: readonly SignalDocument[], lineOfSignal: LineOfSignal): Rise[] {
  if (signals.length === 0) return [];
  return groupSignals(signals, reports, grain).flatMap((group): Rise[] => {
    const rise = riseOf(group, lineOfSignal, bucket, reports);
    // one report may state many persons: they make a change only where it is no single organisation's
    const stands = rise.lead.measure === 'reports' && (rise.kind === 'fall' || rise.lead.observed >= FEWEST_OF_ONE);
    return stands || rise.survivesLeavingOneOut ? [rise] : [];
  });
}

const within = (series: Series, reports: readonly CountedReport[]) => reports.filter((report) => report.series.includes(series));

/**
 * A series that falls as another of its dimension rises by as much has gone there: both are one change. Nothing has gone where reporting itself
 * may explain what rises, or one organisation alone reported what falls.
 */
function displaced(rises: readonly Rise[], falls: readonly Rise[], { grain, bucket, reports }: Past): Rise[] {
  // a fall seldom stays without one of those who reported before, however many they were
  const isOfSeveral = ({ series }: Told) => new Set(within(series, reports).map(({ organisation }) => organisation)).size > 1;
  const over = (weeks: number, list: readonly Rise[]) => {
    const recent = reports.filter((report) => grain.bucketOfReport(report) > grain.later(bucket, -weeks));
    return list
      .filter(({ lead, kind, artefacts }) => lead.measure === 'reports' && (kind === 'fall' ? isOfSeveral(lead) : artefacts.length === 0))
      .map(({ lead: { series, expected, buckets } }) => ({
        series,
        dimension: partsOf(series).dimension,
        observed: within(series, recent).length,
        expected: (expected / buckets) * weeks,
      }));
  };
  const [recent, long] = DISPLACED_OVER;
  const [falling, rising] = [over(long, falls), over(long, rises)];
  const holds = ({ from, to }: { from: string; to: string }) =>
    displacements(falling.filter(({ series }) => series === from), rising.filter(({ series }) => series === to)).length > 0; // prettier-ignore
  const pairs = new Map<string, string>(
    displacements(over(recent, falls), over(recent, rises))
      .filter(holds)
      .map(({ from, to }) => [to, from]),
  );
  const gone = new Set(pairs.values());
  const moved = rises.map((rise): Rise => {
    const from = rise.lead.measure === 'reports' ? falls.find(({ lead }) => lead.series === pairs.get(rise.lead.series)) : undefined;
    return from ? { ...rise, kind: 'displacement', awayFrom: from.lead } : rise;
  });
  return [...moved, ...falls.filter(({ lead }) => lead.measure !== 'reports' || !gone.has(lead.series))];
}

/** @param reports of all series, as far as the grain remembers */
function riseOf({ lead, shares }: Group, lineOfSignal: LineOfSignal, bucket: number, reports: readonly CountedReport[]): Rise {
  const { buckets, direction, series } = lead;
  const line = lineOfSignal(lead);
  const end = line.grain.between(line.from, bucket) - buckets;
  const before = line.counts
    .slice(Math.max(0, end - Math.round(TWO_YEARS * line.grain.bucketsPerYear)), Math.max(0, end))
    .reduce((sum, count) => sum + count, 0);
  const kind = direction === 'fall' ? 'fall' : before <= HARDLY_EVER && isCode(series) ? 'new-code' : 'rise';
  const behind = (signal: SignalDocument) => behindOf(signal, lineOfSignal(signal), bucket, reports);
  const shown = shares.map((share) => ({ ...told(share), ...(standsFor(share, lead) && { behind: behind(share) }) }));
  return { kind, lead: told(lead), shares: shown, ...behind(lead) };
}

/** @param reports of all series, as far as the grain remembers */
function behindOf(signal: SignalDocument, line: Line, bucket: number, reports: readonly CountedReport[]): Behind {
  const { buckets, direction, series } = signal;
  const evidence = evidenceOf({ line, direction, bucket, buckets }, within(series, reports));
  const flags = direction === 'rise' ? artefactsOf(told(signal), bucket, line, reports) : [];
  return { ...evidence, artefacts: withOneAlone(flags, evidence) };
}

function told({ series, measure, method, p, buckets, observed, expected, bound }: SignalDocument): Told {
  return { series, measure, method, p, buckets, observed, expected, bound };
}
