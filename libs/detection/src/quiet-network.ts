import { RandomCounts, seedOf } from './random-counts.ts';
import { followingCounts } from './simulated-series.ts';

/** A series in which nothing happens, bucket by bucket: its reports, and in many what they state. */
export interface QuietSeries {
  readonly reports: readonly number[];
  readonly stated?: readonly number[];
}

/** What one audience counts in buckets of one length. */
export interface QuietFamily {
  readonly bucketsPerYear: number;
  /** The last so many are those that detectors are judged by. */
  readonly judged: number;
  readonly series: readonly QuietSeries[];
}

export interface QuietNetworkOptions {
  readonly seed: number;
  /** In buckets of all lengths together. */
  readonly series: number;
  /** Years before the judged ones. Figures of longer buckets are loaded for twice and four times as far back. */
  readonly years: number;
  /** Weeks that are judged, and the longer buckets that end with them. */
  readonly weeks: number;
}

const WEEKS_PER_YEAR = 365.25 / 7;
/** Parts of the series by the length of their buckets, and how much farther back than weeks they go. */
const LENGTHS = [
  { bucketsPerYear: WEEKS_PER_YEAR, part: 0.85, farther: 1 },
  { bucketsPerYear: 12, part: 0.09, farther: 2 },
  { bucketsPerYear: 4, part: 0.04, farther: 4 },
  { bucketsPerYear: 1, part: 0.02, farther: 4 },
];

type Range = readonly [least: number, most: number];

interface Kind {
  /** Reports a week; longer buckets hold as many more as they are longer. */
  readonly rate: Range;
  readonly dispersion?: Range;
  /** Waves of a year, and of a half. */
  readonly waves?: number;
  /** In a year, as a logarithm. */
  readonly growth?: Range;
  /** Each bucket follows the one before, as in `simulatedSeries`. */
  readonly follows?: boolean;
  /** Part of the buckets that hold nothing at all. */
  readonly empty?: Range;
}

/** Sparse series are the rule. */
const KINDS: readonly (Kind & { readonly part: number })[] = [
  { part: 0.06, rate: [5, 100] },
  { part: 0.06, rate: [1, 40], waves: 2 },
  { part: 0.06, rate: [1, 40], growth: [-0.05, 0.15] },
  { part: 0.06, rate: [1, 40], dispersion: [1.5, 5] },
  { part: 0.06, rate: [1, 40], follows: true },
  { part: 0.2, rate: [0.1, 1] },
  { part: 0.2, rate: [0.02, 0.1] },
  { part: 0.06, rate: [0.2, 2], empty: [0.7, 0.95] },
];
/** What is left are corridors: the reports of each by purpose, and all that these add up to. */
const CORRIDORS = { origins: 40, destinations: 20, purposes: 6 };
const OF_A_CORRIDOR: Kind = { rate: [0.02, 1] };
/** Of the logarithm of the mean. */
const AMPLITUDE: Range = [0.1, 0.6];
/** In this part of the series each report states one person, and more: how many in the mean, and their variance over it. */
const PERSONS = { part: 0.5, mean: 1.5, dispersion: [1.5, 20] as Range };

/**
 * All series of one audience in which nothing happens but chance, season and slow growth: busy, seasonal, growing, overdispersed, each bucket
 * following the one before, sparse, a few a year, mostly empty; corridors by purpose with the sums that share their reports; in weeks, months,
 * quarters and years; half of them with the persons that their reports state.
 *
 * Source: own; season, growth and overdispersion over the ranges of `simulatedSeries`.
 */
export function quietNetwork({ seed, series, years, weeks }: QuietNetworkOptions): QuietFamily[] {
  return LENGTHS.map(({ bucketsPerYear, part, farther }) => {
    const random = new RandomCounts(seedOf('quiet network', bucketsPerYear, seed));
    const judged = Math.max(1, Math.round((weeks * bucketsPerYear) / WEEKS_PER_YEAR));
    const length = { buckets: Math.round(years * farther * bucketsPerYear) + judged, bucketsPerYear };
    const wanted = Math.round(series * part);
    const plain = KINDS.flatMap((kind) =>
      Array.from({ length: Math.round(wanted * kind.part) }, () => withPersons(countsOf(kind, length, random), random)),
    );
    return { bucketsPerYear, judged, series: [...plain, ...corridors(wanted - plain.length, length, random)] };
  });
}

interface Length {
  readonly buckets: number;
  readonly bucketsPerYear: number;
}

function countsOf(kind: Kind, length: Length, random: RandomCounts): number[] {
  const means = meansOf(kind, length, random);
  const dispersion = kind.dispersion ? logBetween(kind.dispersion, random) : 1;
  if (kind.follows) return followingCounts(means, dispersion, random);
  const empty = kind.empty ? random.between(...kind.empty) : 0;
  return means.map((mean) => (random.between(0, 1) < empty ? 0 : random.count(mean / (1 - empty), dispersion)));
}

function meansOf({ rate, waves = 0, growth }: Kind, { buckets, bucketsPerYear }: Length, random: RandomCounts): number[] {
  const level = Math.log((logBetween(rate, random) * WEEKS_PER_YEAR) / bucketsPerYear);
  const grows = growth ? random.between(...growth) : 0;
  const seasons = Array.from({ length: bucketsPerYear > 1 ? waves : 0 }, (_, i) => ({
    amplitude: random.between(...AMPLITUDE),
    frequency: (2 * Math.PI * (i + 1)) / bucketsPerYear,
    phase: random.between(0, 2 * Math.PI),
  }));
  return Array.from({ length: buckets }, (_, t) => {
    const season = seasons.reduce((sum, { amplitude, frequency, phase }) => sum + amplitude * Math.cos(frequency * t + phase), 0);
    return Math.exp(level + season + (grows * (t - buckets / 2)) / bucketsPerYear);
  });
}

/** Each corridor by purpose, and the sums of corridors, origins, destinations, purposes and all. */
function corridors(wanted: number, length: Length, random: RandomCounts): QuietSeries[] {
  const leaves = new Map<string, QuietSeries>();
  const sums = new Map<string, { reports: number[]; stated: number[] }>();
  const nothing = Array<number>(length.buckets).fill(0);
  while (leaves.size + sums.size < wanted) {
    const [origin, destination, purpose] = [CORRIDORS.origins, CORRIDORS.destinations, CORRIDORS.purposes].map((of) => random.whole(of));
    const name = `${origin}>${destination}:${purpose}`;
    if (leaves.has(name)) continue;
    const leaf = withPersons(countsOf(OF_A_CORRIDOR, length, random), random);
    leaves.set(name, leaf);
    for (const whole of [`${origin}>${destination}`, `from ${origin}`, `to ${destination}`, `for ${purpose}`, 'all']) {
      const { reports, stated } = sums.get(whole) ?? { reports: nothing, stated: nothing };
      sums.set(whole, { reports: added(reports, leaf.reports), stated: added(stated, leaf.stated ?? []) });
    }
  }
  return [...leaves.values(), ...sums.values()];
}

const added = (one: readonly number[], other: readonly number[]) => one.map((count, t) => count + (other[t] ?? 0));

function withPersons(reports: readonly number[], random: RandomCounts): QuietSeries {
  if (random.between(0, 1) >= PERSONS.part) return { reports };
  const dispersion = logBetween(PERSONS.dispersion, random);
  return { reports, stated: reports.map((count) => count + random.count(count * PERSONS.mean, dispersion)) };
}

/** Evenly by the logarithm. */
const logBetween = ([least, most]: Range, random: RandomCounts) => least * (most / least) ** random.between(0, 1);
