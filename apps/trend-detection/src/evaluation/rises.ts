import type { Artefact, DetectionMethod, Measure, TrendKind } from '@landbridge/contracts';
import { lowerTail, upperTail } from '@landbridge/detection';
import { weekOf } from '../counting/calendar.ts';
import type { Counted } from '../counting/contribution.ts';
import type { Series } from '../counting/series.ts';
import type { SignalDocument } from './evaluation.collections.ts';

/** One series that shows a change, and how much of it. */
export interface Told {
  readonly series: Series;
  readonly measure: Measure;
  readonly method: DetectionMethod;
  readonly p: number;
  /** The sum of how many weeks, the present one the last. */
  readonly buckets: number;
  readonly observed: number;
  readonly expected: number;
  /** The largest ordinary sum; for a fall the smallest. */
  readonly bound: number;
}

/** One change in the reports of a week, told once: by the most specific series that explains it. */
export interface Rise {
  readonly kind: TrendKind;
  readonly lead: Told;
  /** Other series that show the same, those that show it most first. */
  readonly shares: readonly Told[];
  /** For a displacement: what falls as the lead rises. */
  readonly awayFrom?: Told;
  /** How many at least stand behind it, and what could explain it otherwise. */
  readonly organisations: number;
  readonly countries: number;
  readonly survivesLeavingOneOut: boolean;
  readonly artefacts: readonly Artefact[];
}

/** Signals of one direction that show the same change. */
export interface Group {
  readonly lead: SignalDocument;
  readonly shares: readonly SignalDocument[];
}

/** What is left of a series without the reports of another is ordinary from here on. */
const ORDINARY = 0.01;
/** A series whose reports are to so large a part outside another one does not explain it. */
const OWN_SHARE = 0.7;
/** A series explains another more closely only where it expects so much less. */
const MORE_SPECIFIC = 0.9;
/** Among series that say the same: the one that people ask for first. */
const RANK: readonly string[] = [
  'corridor', 'modus-operandi', 'platform', 'purpose', 'subsector', 'lure', 'financial-indicator', 'recruitment-method', 'means', 'sector',
  'exploitation', 'origin', 'citizenship', 'transit', 'corridor-purpose', 'country-purpose-sector', 'total',
]; // prettier-ignore

/**
 * Tells apart what changed: parents, children and other series of the same reports are one change, led by the most specific series that
 * explains it. A series explains another one if what is left of the other without its reports is ordinary.
 * @param signals those that stand after the correction for many series, of one week and one direction
 * @param reports for a rise those of the weeks that it is of, for a fall those of the time before; of all series
 */
export function groupSignals(signals: readonly SignalDocument[], reports: readonly Counted[]): Group[] {
  const left = [...signals].sort((a, b) => a.p - b.p || rankOf(a) - rankOf(b) || (a._id < b._id ? -1 : 1));
  const shared = new Overlap(reports);
  const groups: Group[] = [];
  for (let top = left[0]; top; top = left[0]) {
    const strongest = top;
    const lead = left
      .filter((one) => one === strongest || (explains(one, strongest, shared) && shared.share(one, strongest) >= OWN_SHARE))
      .reduce((best, next) => (isMoreSpecific(next, best) ? next : best));
    const same = left.filter((one) => one !== lead && explains(lead, one, shared));
    groups.push({ lead, shares: same });
    for (const one of [lead, ...same]) left.splice(left.indexOf(one), 1);
  }
  return groups;
}

/** Whether what is left of a series without the reports of another is ordinary. */
function explains(one: SignalDocument, other: SignalDocument, shared: Overlap): boolean {
  if (one.series === other.series) return true;
  const common = shared.share(one, other);
  const scale = other.buckets / one.buckets;
  const expected = Math.max(other.expected - common * one.expected * scale, other.expected * 0.02);
  const distribution = { mean: expected, dispersion: other.dispersion };
  if (other.direction === 'rise') return upperTail(Math.max(0, other.observed - shared.both(one, other)), distribution) > ORDINARY;
  return lowerTail(Math.round(other.observed - common * one.observed * scale), distribution) > ORDINARY;
}

function isMoreSpecific(one: SignalDocument, other: SignalDocument): boolean {
  const perWeek = ({ expected, observed, buckets }: SignalDocument) => (expected + observed) / buckets;
  if (one.measure !== other.measure) return one.measure === 'reports';
  if (perWeek(one) < MORE_SPECIFIC * perWeek(other)) return true;
  return perWeek(other) >= MORE_SPECIFIC * perWeek(one) && rankOf(one) < rankOf(other);
}

const rankOf = ({ series }: SignalDocument) => RANK.indexOf(series.slice(0, series.indexOf(':')));

/** How much of what one series counts another one counts as well. */
class Overlap {
  private readonly weeks = new Map<Counted, number>();
  private readonly reports: readonly Counted[];

  constructor(reports: readonly Counted[]) {
    this.reports = reports;
    for (const report of reports) this.weeks.set(report, weekOf(report.recorded));
  }

  /** What both count, in the weeks and the measure of the other. */
  both(one: SignalDocument, other: SignalDocument): number {
    return this.sum(other, (report) => report.series.includes(one.series));
  }

  /** The part of one series that the other counts too. */
  share(one: SignalDocument, other: SignalDocument): number {
    const all = this.sum(one, () => true);
    return all > 0 ? this.sum(one, (report) => report.series.includes(other.series)) / all : 0;
  }

  private sum({ series, measure, week, buckets, direction }: SignalDocument, counts: (report: Counted) => boolean): number {
    let sum = 0;
    for (const report of this.reports) {
      const recorded = this.weeks.get(report) ?? 0;
      const inside = direction === 'fall' || (recorded <= week && recorded > week - 7 * buckets);
      if (inside && report.series.includes(series) && counts(report)) sum += report.amounts[measure] ?? 0;
    }
    return sum;
  }
}
