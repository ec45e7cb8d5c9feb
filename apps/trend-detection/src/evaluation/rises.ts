import type { Artefact, DetectionMethod, Measure, TrendKind } from '@landbridge/contracts';
import { lowerTail, upperTail } from '@landbridge/detection';
import type { Counted } from '../counting/contribution.ts';
import type { Series } from '../counting/series.ts';
import type { SignalDocument } from './evaluation.collections.ts';
import type { Evidence } from './evidence.ts';
import { type Grain, WEEK } from './grain.ts';

/** One series that shows a change, and how much of it. */
export interface Told {
  readonly series: Series;
  readonly measure: Measure;
  readonly method: DetectionMethod;
  /** Absent where no chance can be told. */
  readonly p?: number;
  /** The sum of how many buckets, the present one the last. */
  readonly buckets: number;
  readonly observed: number;
  readonly expected: number;
  /** The largest ordinary sum; for a fall the smallest. */
  readonly bound: number;
}

/** Who stands behind a change, and what could explain it otherwise. */
export interface Behind extends Evidence {
  readonly artefacts: readonly Artefact[];
}

/** A series that shows the change of another one. */
export interface Share extends Told {
  /** Where it makes so much of the change that a trend of its own may go on in it. */
  readonly behind?: Behind;
}

/** One change in the reports of a bucket, told once: by the most specific series that explains it. */
export interface Rise extends Behind {
  readonly kind: TrendKind;
  readonly lead: Told;
  /** Other series that show the same, those that show it most first. */
  readonly shares: readonly Share[];
  /** For a displacement: what falls as the lead rises. */
  readonly awayFrom?: Told;
}

/** From this part of a change on a series may stand for it. */
const STANDS_FOR = 0.5;

/** Whether a share makes so much of a change that it may stand for it. */
export const standsFor = (share: Amounts, lead: Amounts): boolean => changeOf(share) >= STANDS_FOR * changeOf(lead);

/** How much more, or less, than expected in a bucket. */
const changeOf = ({ observed, expected, buckets }: Amounts) => Math.abs(observed - expected) / buckets;
type Amounts = Pick<Told, 'observed' | 'expected' | 'buckets'>;

/** What is looked at of a signal to tell which change it shows. */
type Shown = Pick<SignalDocument, 'series' | 'measure' | 'direction' | 'bucket' | 'buckets' | 'observed' | 'expected' | 'dispersion'>;

/** Signals of one direction that show the same change. */
export interface Group {
  readonly lead: SignalDocument;
  readonly shares: readonly SignalDocument[];
}

/** What a series shows beyond what others explain of it is ordinary from here on. */
const ORDINARY = 0.01;
/** What makes less of a change does not explain it, however little the rest stands out. */
const MOST = 0.5;
/** A series is a closer word for another one if so large a part of it lies inside, and it makes so large a part of the other's change. */
const OWN_SHARE = 0.7;
/** A series is more specific only where it expects so much less. */
const MORE_SPECIFIC = 0.9;
/** Where a series has hardly a past, what its reports are like now tells what they are like, as so many reports of the past would. */
const PRESENT_WEIGHT = 5;
/** Among series that say the same: the one that people ask for first. */
const RANK: readonly string[] = [
  'corridor', 'modus-operandi', 'platform', 'purpose', 'subsector', 'lure', 'financial-indicator', 'recruitment-method', 'means', 'sector',
  'exploitation', 'origin', 'citizenship', 'transit', 'corridor-purpose', 'country-purpose-sector', 'total',
]; // prettier-ignore

/**
 * Tells apart what changed: parents, children and other series of the same reports are one change, led by the most specific series that
 * explains it. A series explains another one if the other shows no more than the part of the first one's change that falls into it: all of
 * it for a parent, its usual part for a child. What several changes together explain, such as a rise of everything, is none of its own.
 * @param signals those that stand after the correction for many series, of one bucket and one direction
 * @param reports from `rememberedFrom` on, of all series
 */
export function groupSignals(signals: readonly SignalDocument[], reports: readonly Counted[], grain: Grain): Group[] {
  const overlap = new Overlap(reports, signals, grain);
  return withoutSums(groupsOf(signals, overlap), overlap);
}

/** Whether other changes of a week explain one that rises, so that it is none of its own. @param reports of a year up to the week */
export function isExplained({ lead }: Rise, changes: readonly Rise[], week: number, reports: readonly Counted[]): boolean {
  const shown = (told: Told): Shown => ({ ...told, direction: 'rise', bucket: week, dispersion: 1 });
  const [other, ones] = [shown(lead), changes.map((change) => shown(change.lead))];
  return ones.length > 0 && explain(ones, other, new Overlap(reports, [other, ...ones], WEEK));
}

function groupsOf(signals: readonly SignalDocument[], overlap: Overlap): Group[] {
  const left = [...signals].sort((a, b) => a.p - b.p || rankOf(a) - rankOf(b) || (a._id < b._id ? -1 : 1));
  const groups: Group[] = [];
  for (let top = left[0]; top; top = left[0]) {
    const strongest = top;
    const lead = left
      .filter((one) => one === strongest || (explain([one], strongest, overlap, OWN_SHARE) && overlap.now(one, strongest) >= OWN_SHARE))
      .reduce((best, next) => (isMoreSpecific(next, best) ? next : best));
    const shares = left.filter((one) => one !== lead && explain([lead], one, overlap));
    groups.push({ lead, shares });
    for (const one of [lead, ...shares]) left.splice(left.indexOf(one), 1);
  }
  return groups;
}

/** Takes groups apart whose lead is the sum of others: what they explain goes to the change that makes most of it, the rest is told apart again. */
function withoutSums(groups: readonly Group[], overlap: Overlap): Group[] {
  const sum = groups
    .toSorted((a, b) => perBucket(b.lead) - perBucket(a.lead))
    .find((group) => {
      const leads = groups.filter((one) => one !== group).map(({ lead }) => lead);
      return leads.length > 1 && explain(leads, group.lead, overlap);
    });
  if (!sum) return [...groups];
  const kept = groups.filter((one) => one !== sum);
  const leads = kept.map(({ lead }) => lead);
  const explained = [sum.lead, ...sum.shares.filter((one) => explain(leads, one, overlap))];
  const given = Map.groupBy(explained, (one) => mostOf(leads, one, overlap));
  const larger = kept.map(({ lead, shares }) => ({ lead, shares: [...shares, ...(given.get(lead) ?? [])].sort((a, b) => a.p - b.p) }));
  const rest = groupsOf(
    sum.shares.filter((one) => !explained.includes(one)),
    overlap,
  );
  return withoutSums([...larger, ...rest], overlap);
}

function mostOf(leads: readonly SignalDocument[], other: SignalDocument, overlap: Overlap): SignalDocument | undefined {
  const parts = leads.map((lead) => Math.abs(overlap.part(lead, other)));
  return leads[parts.indexOf(Math.max(...parts))];
}

/** Whether a series shows no more than what falls into it of the changes of others, and these make so large a part of its own. */
function explain(ones: readonly Shown[], other: Shown, overlap: Overlap, share = MOST): boolean {
  if (ones.some(({ series }) => series === other.series)) return true;
  const parts = ones.reduce((sum, one) => sum + overlap.part(one, other), 0);
  if (parts / (other.observed - other.expected) < share) return false;
  const distribution = { mean: Math.max(other.expected + parts, other.expected / 50, 0.01), dispersion: other.dispersion };
  const tail = other.direction === 'rise' ? upperTail(other.observed, distribution) : lowerTail(other.observed, distribution);
  return tail > ORDINARY;
}

function isMoreSpecific(one: SignalDocument, other: SignalDocument): boolean {
  if (one.measure !== other.measure) return one.measure === 'reports';
  if (perBucket(one) < MORE_SPECIFIC * perBucket(other)) return true;
  return perBucket(other) >= MORE_SPECIFIC * perBucket(one) && rankOf(one) < rankOf(other);
}

const perBucket = ({ expected, observed, buckets }: SignalDocument) => (expected + observed) / buckets;
const rankOf = ({ series }: SignalDocument) => RANK.indexOf(series.slice(0, series.indexOf(':')));

/** What a series counts in one measure during some buckets and before them, and how much of it each other one counts too. */
interface Counts {
  readonly during: Map<Series, number>;
  readonly before: Map<Series, number>;
}

/** How much of what one series counts another one counts as well. */
class Overlap {
  private readonly reports = new Map<Series, { bucket: number; amounts: Counted['amounts']; asked: Series[] }[]>();
  private readonly counts = new Map<string, Counts>();

  /** @param signals whose series are asked for */
  constructor(
    reports: readonly Counted[],
    signals: readonly Shown[],
    private readonly grain: Grain,
  ) {
    for (const { series } of signals) this.reports.set(series, []);
    for (const report of reports) {
      const asked = report.series.filter((series) => this.reports.has(series));
      const counted = { bucket: grain.bucketOfReport(report), amounts: report.amounts, asked };
      for (const series of asked) this.reports.get(series)?.push(counted);
    }
  }

  /** The part of one series, in the buckets that it is of, that another one counts too. */
  now(one: Shown, other: Shown): number {
    const all = this.sum(one, one, 'during', one.measure);
    return all > 0 ? this.sum(one, one, 'during', one.measure, other.series) / all : 0;
  }

  /**
   * How much of the change of one series falls into another, in the buckets that the other is of and in its measure: its usual part, but of a
   * rise no more than counts in both by now.
   */
  part(one: Shown, other: Shown): number {
    const expected = (one.expected * other.buckets * this.each(one, other.measure)) / one.buckets;
    const change = this.sum(one, other, 'during', other.measure) - expected;
    const usual = this.usually(one, other);
    return one.direction === 'rise' ? Math.min(usual, this.now(one, other)) * Math.max(0, change) : usual * Math.min(0, change);
  }

  /** How much of one measure comes with each of another in a series: persons stated in a report, say. */
  private each(one: Shown, measure: Measure): number {
    if (measure === one.measure) return 1;
    const [its, own] = [measure, one.measure].map((each) => this.sum(one, one, 'before', each) + this.sum(one, one, 'during', each));
    return own ? (its ?? 0) / own : 0;
  }

  /** The part of one series that the other counts too, before the buckets that it is of. */
  private usually(one: Shown, other: Shown): number {
    const all = this.sum(one, one, 'before', one.measure);
    const both = this.sum(one, one, 'before', one.measure, other.series);
    return (both + PRESENT_WEIGHT * this.now(one, other)) / (all + PRESENT_WEIGHT);
  }

  /** What counts in a series, and in another one as well, during the buckets that a signal is of or before them. */
  private sum({ series }: Shown, { bucket, buckets }: Shown, when: keyof Counts, measure: Measure, too = series): number {
    const first = this.grain.later(bucket, 1 - buckets);
    const key = `${series}|${first}|${measure}`;
    let counts = this.counts.get(key);
    if (!counts) this.counts.set(key, (counts = this.count(series, first, measure)));
    return counts[when].get(too) ?? 0;
  }

  private count(series: Series, first: number, measure: Measure): Counts {
    const counts: Counts = { during: new Map(), before: new Map() };
    for (const { bucket, amounts, asked } of this.reports.get(series) ?? []) {
      const its = counts[bucket >= first ? 'during' : 'before'];
      for (const each of asked) its.set(each, (its.get(each) ?? 0) + (amounts[measure] ?? 0));
    }
    return counts;
  }
}
