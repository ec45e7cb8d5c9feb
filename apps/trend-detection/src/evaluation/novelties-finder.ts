import { Injectable } from '@nestjs/common';
import { partsOf, type Series, seriesNamed } from '../counting/series.ts';
import { type Novelties, type Novelty, noveltyNamed } from '../modus-operandi/novelty-proposals.ts';
import type { JudgedTrend } from '../trends/judgement.ts';
import { type Episode, isFall } from './episodes.ts';
import { WEEK } from './grain.ts';
import { countIn, type Line, lineId, lineIn } from './line.ts';
import type { Plan } from './line-keeper.ts';
import { LinesRepository } from './lines.repository.ts';
import { HARDLY_EVER } from './new-codes.ts';
import { RECENT_WEEKS } from './pattern.ts';

/** A trend that is not taken back, and the change that it tells of. */
export interface StandingTrend {
  readonly trend: Pick<JudgedTrend, 'id' | 'audience' | 'state'>;
  readonly episode: Pick<Episode, 'grain' | 'first' | 'newest' | 'shown'>;
}

/** A series that has a name in no list of codes, and the trend that shows it. */
interface Candidate {
  readonly series: Series;
  readonly novelty: Novelty;
  readonly of: StandingTrend;
}

/**
 * Finds in the changes of an audience what nobody had a name for, also where it only shares in one: a new tag often comes by a new corridor.
 * Every bucket of a change counts, so that history that is loaded at once brings what living through it brought.
 */
@Injectable()
export class NoveltiesFinder {
  constructor(private readonly lines: LinesRepository) {}

  /** @param plans all families of the audience */
  async in(standing: readonly StandingTrend[], plans: readonly Plan[]): Promise<Novelties> {
    const candidates = standing.flatMap(candidatesOf);
    const found: Candidate[] = [];
    for (const { family, grain } of plans) {
      const own = candidates.filter(({ of }) => of.episode.grain === grain);
      const lines = await this.lines.ofSeries(family, [...new Set(own.filter(isTag).map(({ series }) => series))]);
      const lineOf = (series: Series) => {
        const line = lineIn(family, series, 'reports');
        return lines.get(lineId(line)) ?? line;
      };
      found.push(...own.filter((one) => !isTag(one) || isNewTo(one.of.episode, lineOf(one.series))));
    }
    const isSilent = ({ of }: Candidate) => of.trend.state === 'dismissed';
    return { told: noveltiesOf(found.filter((one) => !isSilent(one))), dismissed: noveltiesOf(found.filter(isSilent)) };
  }
}

function candidatesOf(of: StandingTrend): Candidate[] {
  const { trend, episode } = of;
  if (isFall(episode.newest)) return [];
  const shown = new Set([...episode.shown].map((line) => seriesNamed(line.slice(0, line.lastIndexOf(' ')))));
  return [...shown].flatMap((series) => {
    const novelty = noveltyNamed(partsOf(series), { audience: trend.audience, trend: trend.id });
    return novelty ? [{ series, novelty, of }] : [];
  });
}

/** A tag may have been there before; a combination or a script is a series only because it is new. */
const isTag = ({ novelty }: Candidate) => 'tag' in novelty;

/** Whether a tag was hardly ever seen before a change, and before the time in which something new is looked for. */
function isNewTo({ grain, first }: StandingTrend['episode'], line: Line): boolean {
  const last = grain.later(first, grain === WEEK ? -RECENT_WEEKS : -1);
  const before = Array.from({ length: grain.memory }, (_, i) => countIn(line, grain.later(last, -i)));
  return before.reduce((sum, count) => sum + count, 0) <= HARDLY_EVER;
}

const noveltiesOf = (candidates: readonly Candidate[]) => candidates.map(({ novelty }) => novelty);
