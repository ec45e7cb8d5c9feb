import type { Trend, TrendEvidence } from '@landbridge/contracts';
import { restsOnSeveral } from '@landbridge/contracts/trend-rules';
import { dayOf, periodOf } from './calendar.ts';
import type { SeriesName } from './changes.ts';
import type { PlantedChange, PlantedTrap } from './planted.ts';
import { partsOf } from './series.ts';

/** What a check reads of a trend. */
export interface ToldTrend extends Pick<Trend, 'state' | 'kind' | 'audience' | 'firstBucket' | 'lastBucket' | 'artefacts'> {
  readonly series: SeriesName;
  readonly shares?: readonly SeriesName[] | undefined;
  readonly awayFrom?: SeriesName | undefined;
  readonly evidence?: Pick<TrendEvidence, 'grain'> | undefined;
}

/** What a team judges by. */
type Candidate = Pick<Trend, 'state' | 'organisations' | 'survivesLeavingOneOut' | 'artefacts'>;

/** As a team judges that publishes whatever rests on several, and where nothing speaks for an artefact. */
export function judged<T extends Candidate>(trend: T): T {
  const isFinding = trend.state === 'candidate' && restsOnSeveral(trend) && (trend.artefacts ?? []).length === 0;
  return isFinding ? { ...trend, state: 'published' } : trend;
}

const OPEN: ReadonlySet<Trend['state']> = new Set(['candidate', 'under-assessment', 'published']);

/** The planted changes that an open trend tells of: of their kind, to an audience of theirs, and in time. */
export function found<P extends PlantedChange>(planted: readonly P[], trends: readonly ToldTrend[]): P[] {
  return planted.filter((change) => trends.some((trend) => tells(trend, change)));
}

/**
 * The planted traps that a trend names as what they are, in their series or in one that moves only because of them, and whose series no trend
 * presents as a finding.
 * @param behind from `plantedBehind`: ids of what moves the series of a trend
 */
export function named<P extends PlantedTrap, T extends ToldTrend>(
  traps: readonly P[],
  trends: readonly T[],
  behind: (trend: T) => ReadonlySet<string>,
): P[] {
  return traps.filter((trap) => {
    const isFinding = ({ shares: _, ...trend }: ToldTrend) => trend.state === 'published' && isAbout(trend, trap);
    const isNamed = (trend: T) => names(trend, trap) && (isAbout(trend, trap) || behind(trend).has(trap.id));
    return trends.some(isNamed) && !trends.some(isFinding);
  });
}

/**
 * The trends that rest on nothing planted: neither about a planted change, nor about a trap that they name as what it is without being
 * published, nor in a series that moves only because of one of these.
 * @param behind from `plantedBehind`: ids of what moves the series of a trend
 */
export function falseTrends<T extends ToldTrend>(
  planted: readonly PlantedChange[],
  traps: readonly PlantedTrap[],
  trends: readonly T[],
  behind: (trend: T) => ReadonlySet<string>,
): T[] {
  return trends.filter((trend) => {
    const moved = behind(trend);
    const isTrue = planted.some((change) => moved.has(change.id) || isAbout(trend, change));
    const isNamed = traps.some((trap) => (moved.has(trap.id) || isAbout(trend, trap)) && names(trend, trap));
    return !isTrue && !(isNamed && trend.state !== 'published');
  });
}

function tells(trend: ToldTrend, change: PlantedChange): boolean {
  const { kind, within, audiences, awayFrom, firstWeek } = change;
  return (
    OPEN.has(trend.state) &&
    (trend.kind ?? 'rise') === kind &&
    audiences.includes(trend.audience) &&
    isAbout(trend, change) &&
    alarmed(trend) <= dayOf(firstWeek) + 7 * within &&
    (awayFrom === undefined || (trend.awayFrom !== undefined && isOf(trend.awayFrom, awayFrom)))
  );
}

/**
 * In the planted series or one that it shares the change with, and not before the change. Figures of a year come in the year after, so that what
 * changes in them shows in a bucket that was over before.
 */
function isAbout(trend: ToldTrend, { series, firstWeek }: PlantedChange | PlantedTrap): boolean {
  return [trend.series, ...(trend.shares ?? [])].some((one) => isOf(one, series)) && shownBy(trend) > dayOf(firstWeek);
}

/** The day by which a change had shown: of figures of a year, those that came last. */
function shownBy(trend: ToldTrend): number {
  return trend.evidence?.grain === 'year' ? periodOf(dayOf(trend.lastBucket), 'year').to + 1 : alarmed(trend);
}

function names({ artefacts = [] }: ToldTrend, { artefact }: PlantedTrap): boolean {
  return artefacts.includes(artefact);
}

/** The day on which the first bucket that alarmed was over. */
function alarmed({ firstBucket, evidence }: ToldTrend): number {
  return periodOf(dayOf(firstBucket), evidence?.grain ?? 'week').to + 1;
}

/** A combination may be told by two or more of the planted parts. */
function isOf({ dimension, value = '' }: SeriesName, planted: SeriesName): boolean {
  if (dimension !== planted.dimension) return false;
  if (planted.value === undefined || value === planted.value) return true;
  if (dimension !== 'combination') return false;
  const parts = partsOf(value);
  const all = partsOf(planted.value);
  return parts.length > 1 && parts.every((part) => all.some((one) => one.dimension === part.dimension && one.value === part.value));
}
