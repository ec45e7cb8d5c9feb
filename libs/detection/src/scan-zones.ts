import { neighboursOf } from './neighbours.ts';

const { floor, log } = Math;

/** Counts of one corridor by week, oldest first, and what was expected. */
export interface CorridorWeeks {
  readonly origin: string;
  /** A country, or `online`, which has no neighbours. */
  readonly destination: string;
  readonly counts: readonly number[];
  readonly expected: readonly number[];
}

export interface ZoneWindow {
  /** Absent: from anywhere. */
  readonly origins?: readonly string[];
  /** Absent: to anywhere. */
  readonly destinations?: readonly string[];
  /** Number of weeks up to now. */
  readonly weeks: number;
  readonly observed: number;
  readonly expected: number;
  readonly logLikelihoodRatio: number;
}

export interface Zone extends ZoneWindow {
  /** Indices of the corridors in it. */
  readonly corridors: readonly number[];
}

/** A corridor, all corridors to a destination or all from an origin. */
interface Area {
  readonly origin?: string;
  readonly destination?: string;
  readonly corridors: number[];
}

/** One area and those that differ from it only by being next to it at one end. */
interface Neighbourhood {
  readonly centre: number;
  readonly others: readonly number[];
}

interface Found {
  readonly ratio: number;
  readonly observed: number;
  readonly expected: number;
  readonly weeks: number;
  readonly areas: readonly number[];
}

export interface ScanZones {
  /** The largest ratio of any zone and window. `events`: of each event corridor · weeks + week. */
  largest(events: Int32Array): number;
  /** Of each neighbourhood the zone and window with the largest ratio, where it is above `least`. */
  above(events: Int32Array, least: number): Zone[];
}

/**
 * The zones of a network with what is expected in each, ready for many scans.
 * @param corridors with expected counts that add up to the counts
 * @param longest number of weeks in the longest window
 */
export function scanZones(corridors: readonly CorridorWeeks[], longest: number): ScanZones {
  const weeks = corridors[0]?.counts.length ?? 0;
  const areas = areasOf(corridors);
  const areasAt = corridors.map((): number[] => []);
  areas.forEach((area, index) => area.corridors.forEach((corridor) => areasAt[corridor]?.push(index)));
  const tally = (numbers: Float64Array, corridor: number, week: number, by: number) => {
    const ago = weeks - 1 - week;
    if (ago < longest) for (const area of areasAt[corridor] ?? []) grow(numbers, area * longest + ago, by);
  };
  const expected = new Float64Array(areas.length * longest);
  corridors.forEach((corridor, index) => corridor.expected.forEach((value, week) => tally(expected, index, week, value)));
  accumulate(expected, longest);
  const neighbourhoods = neighbourhoodsOf(areas);
  const counts = new Float64Array(areas.length * longest);
  const count = (events: Int32Array): Counted => {
    counts.fill(0);
    for (const event of events) tally(counts, floor(event / weeks), event % weeks, 1);
    accumulate(counts, longest);
    return { counts, expected, longest, total: events.length };
  };
  return {
    largest: (events) => {
      const counted = count(events);
      return neighbourhoods.reduce((least, hood) => bestWindow(hood, counted, least)?.ratio ?? least, 0);
    },
    above: (events, least) => {
      const counted = count(events);
      return neighbourhoods.flatMap((hood) => described(bestWindow(hood, counted, least), areas));
    },
  };
}

interface Counted {
  readonly counts: Float64Array;
  readonly expected: Float64Array;
  readonly longest: number;
  readonly total: number;
}

/** The window with the largest ratio above `least`. One that holds no more cases than the one before it, and is longer, has none larger. */
function bestWindow(hood: Neighbourhood, counted: Counted, least: number): Found | undefined {
  const { counts, longest } = counted;
  let best: Found | undefined;
  let before = 0;
  for (let window = 0; window < longest; window++) {
    let most = counts[hood.centre * longest + window] ?? 0;
    if (most === 0) continue;
    for (const area of hood.others) most += counts[area * longest + window] ?? 0;
    if (most > before) best = bestOf(hood, counted, window, most, best?.ratio ?? least) ?? best;
    before = most;
  }
  return best;
}

/**
 * The centre and those of its neighbours that make the ratio largest, where it is above `least`. As the ratio is convex in counts and expected
 * counts, that set is always the first few in the order of counts over expected counts, so that not all sets have to be tried.
 * @param most cases of all of them
 */
function bestOf(
  { centre, others }: Neighbourhood,
  { counts, expected, longest, total }: Counted,
  window: number,
  most: number,
  least: number,
): Found | undefined {
  const countOf = (area: number) => counts[area * longest + window] ?? 0;
  const expectedOf = (area: number) => expected[area * longest + window] ?? 0;
  let observed = countOf(centre);
  let predicted = expectedOf(centre);
  if (logLikelihoodRatio(most, predicted, total) <= least) return undefined;
  const rising = others.filter((area) => countOf(area) > 0).sort((a, b) => countOf(b) * expectedOf(a) - countOf(a) * expectedOf(b));
  let best: Found | undefined;
  for (let joined = 0; joined <= rising.length; joined++) {
    const ratio = logLikelihoodRatio(observed, predicted, total);
    if (ratio > (best?.ratio ?? least))
      best = { ratio, observed, expected: predicted, weeks: window + 1, areas: [centre, ...rising.slice(0, joined)] };
    const next = rising[joined];
    if (next === undefined) break;
    observed += countOf(next);
    predicted += expectedOf(next);
  }
  return best;
}

/** Kulldorff's, for a Poisson model with the total given; 0 where the zone holds no more than expected. */
function logLikelihoodRatio(observed: number, expected: number, total: number): number {
  if (observed <= expected) return 0;
  const outside = total - observed;
  return observed * log(observed / expected) + (outside === 0 ? 0 : outside * log(outside / (total - expected)));
}

function areasOf(corridors: readonly CorridorWeeks[]): Area[] {
  const single = corridors.map(({ origin, destination }, corridor) => ({ origin, destination, corridors: [corridor] }));
  const from = new Map<string, number[]>();
  const to = new Map<string, number[]>();
  corridors.forEach(({ origin, destination }, corridor) => {
    from.set(origin, [...(from.get(origin) ?? []), corridor]);
    to.set(destination, [...(to.get(destination) ?? []), corridor]);
  });
  // one corridor alone is an area already
  const several = ([, members]: [string, number[]]) => members.length > 1;
  return [
    ...single,
    ...[...from].filter(several).map(([origin, members]) => ({ origin, corridors: members })),
    ...[...to].filter(several).map(([destination, members]) => ({ destination, corridors: members })),
  ];
}

function neighbourhoodsOf(areas: readonly Area[]): Neighbourhood[] {
  const index = new Map(areas.map(({ origin, destination }, area) => [nameOf(origin, destination), area]));
  const around = (names: string[]) => names.flatMap((name) => index.get(name) ?? []);
  return areas.flatMap(({ origin, destination }, centre) => {
    const atDestination = destination === undefined ? [] : around(neighboursOf(destination).map((other) => nameOf(origin, other)));
    const atOrigin = origin === undefined ? [] : around(neighboursOf(origin).map((other) => nameOf(other, destination)));
    const hoods = [atDestination, atOrigin].filter((others) => others.length > 0);
    return (hoods.length > 0 ? hoods : [[]]).map((others) => ({ centre, others }));
  });
}

function nameOf(origin = '*', destination = '*'): string {
  return `${origin}>${destination}`;
}

function described(found: Found | undefined, areas: readonly Area[]): Zone[] {
  if (!found) return [];
  const { ratio, observed, expected, weeks } = found;
  const members = found.areas.flatMap((area) => areas[area] ?? []);
  const ends = (end: 'origin' | 'destination') => [...new Set(members.flatMap((area) => area[end] ?? []))].sort();
  const [origins, destinations] = [ends('origin'), ends('destination')];
  const ofEnds = { ...(origins.length > 0 && { origins }), ...(destinations.length > 0 && { destinations }) };
  return [{ ...ofEnds, weeks, observed, expected, logLikelihoodRatio: ratio, corridors: members.flatMap((area) => area.corridors) }];
}

function accumulate(numbers: Float64Array, longest: number): void {
  for (let at = 0; at < numbers.length; at++) if (at % longest > 0) grow(numbers, at, numbers[at - 1] ?? 0);
}

function grow(numbers: Float64Array, at: number, by: number): void {
  numbers[at] = (numbers[at] ?? 0) + by;
}
