import { type Charter, type CommunityState, PUBLIC_AUDIENCE } from '@landbridge/contracts';
import { PolicyContext } from '@landbridge/messaging';
import { audienceSees, type Audience as Counted } from '@landbridge/sharing';
import { Injectable } from '@nestjs/common';
import { CountersRepository, seriesKey } from '../counting/counters.repository.ts';
import { TOTAL } from '../counting/series.ts';
import { FiguresRepository } from '../figures/figures.repository.ts';
import type { Figures } from '../figures/figures.schema.ts';
import { sameCharter } from '../figures/same-charter.ts';
import { type CellWeeks, firstWeek, weeklySums, weeksByCell } from './weekly-series.ts';

/** Who a series is summed for. */
export interface Audience {
  /** `public`, or a community. */
  readonly id: string;
  /** The charter that it is counted by; the public has none. */
  readonly charter?: Charter;
  /** Monday of the first week with a report that it sees; from then on a week without one is a nought. Infinity where there is none. */
  readonly from: number;
  readonly sees: (cell: string) => boolean;
  /** The figures of a community, which stand under this charter or still under another one. */
  readonly figures?: Figures;
  /** The figures stand under another charter still. */
  readonly outdated: boolean;
  /** As `from`, by the charter that the figures stand under. */
  readonly standsFrom: number;
}

@Injectable()
export class Audiences {
  constructor(
    private readonly policy: PolicyContext,
    private readonly counters: CountersRepository,
    private readonly figures: FiguresRepository,
  ) {}

  /** Every audience by the charter that it has now. */
  async read(generation: string): Promise<Audience[]> {
    const key = seriesKey(generation, TOTAL);
    const cells = weeksByCell((await this.counters.documentsOf([key])).get(key) ?? []);
    const communities = this.policy.communities();
    const figures = await this.figuresOf(communities);
    return [
      audienceOf(PUBLIC_AUDIENCE, cells),
      ...communities.flatMap((community) => {
        const own = figures.get(community.id);
        if (!own) return [];
        const standsFrom = firstSeen(cells, eyesOf({ id: community.id, charter: own.charter }));
        const outdated = !sameCharter(community.charter, own.charter);
        return [{ ...audienceOf(community, cells), charter: community.charter, figures: own, outdated, standsFrom }];
      }),
    ];
  }

  /** Whether one of them has another charter by now, or is no more. */
  haveChanged(audiences: readonly Audience[]): boolean {
    return audiences.some(({ id, charter }) => {
      const now = this.policy.communities().find((community) => community.id === id);
      return charter !== undefined && (!now || !sameCharter(charter, now.charter));
    });
  }

  private async figuresOf(communities: readonly CommunityState[]): Promise<Map<string, Figures>> {
    const known = await this.figures.of(communities.map(({ id }) => id));
    const fresh = communities.filter(({ id }) => !known.has(id));
    if (fresh.length === 0) return known;
    for (const { id, charter } of fresh) await this.figures.begin(id, charter);
    return new Map([...known, ...(await this.figures.of(fresh.map(({ id }) => id)))]);
  }
}

/** Another text whenever an audience comes, or its figures count other reports or over another time. */
export function fingerprint(audiences: readonly Audience[]): string {
  return JSON.stringify(audiences.map(({ id, standsFrom, figures }) => `${id} ${standsFrom} ${figures?.edition ?? ''}`).sort());
}

function audienceOf(counted: Counted, cells: CellWeeks): Audience {
  const sees = eyesOf(counted);
  const id = counted === PUBLIC_AUDIENCE ? counted : counted.id;
  const from = firstSeen(cells, sees);
  return { id, from, outdated: false, standsFrom: from, sees };
}

function firstSeen(cells: CellWeeks, sees: Audience['sees']): number {
  return firstWeek(weeklySums(cells, 'reports', sees)) ?? Infinity;
}

/** The policy's answer for each cell, asked once: thousands of series have the same few hundred cells. */
function eyesOf(audience: Counted): (cell: string) => boolean {
  const answers = new Map<string, boolean>();
  return (cell) => {
    const known = answers.get(cell) ?? audienceSees(audience, cell);
    answers.set(cell, known);
    return known;
  };
}
