import type { ModusOperandiEvidence } from '@landbridge/contracts';
import { type OrganisationCaller, Problem } from '@landbridge/platform';
import { audienceSees } from '@landbridge/sharing';
import { Injectable } from '@nestjs/common';
import { FiguresReader, type ReadableAudiences } from '../figures/figures-reader.ts';
import { TrendsRepository } from '../trends/trends.repository.ts';
import type { TrendReading } from '../trends/trends-for.ts';
import { CountedReports } from './counted-reports.ts';
import type { Entry } from './entry.schema.ts';
import type { Reading } from './reading.ts';

/** Which of the trends and reports of evidence a reader may know of. */
export interface Known {
  readonly trends: ReadonlySet<string>;
  readonly reports: ReadonlySet<string>;
}

/** Of evidence everybody is shown what he may read anyway, and nobody adds what he may not. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly trends: TrendsRepository,
    private readonly figures: FiguresReader,
    private readonly counted: CountedReports,
  ) {}

  /** Of what entries stand on, and of what they were proposed for. */
  async known({ caller }: Reading, entries: readonly Pick<Entry, 'evidence' | 'novelty'>[], stated?: string): Promise<Known> {
    const trends = entries.flatMap(({ evidence, novelty }) => [...evidence.trends, ...(novelty ? [novelty.trend] : [])]);
    const reports = [...new Set(entries.flatMap(({ evidence }) => evidence.reports))];
    if (trends.length + reports.length === 0) return { trends: new Set(), reports: new Set() };
    const audiences = await this.figures.audiencesOf(caller, stated);
    const own = caller.kind === 'organisation' ? caller.organisation.id : undefined;
    return {
      trends: await this.knownTrends({ caller, audiences }, [...new Set(trends)]),
      reports: await this.knownReports(reports, audiences, own),
    };
  }

  /**
   * What an editor sends, and what stood there that it may not know of.
   * @throws Problem 400 for what it may not know of, as for what there is not
   */
  async taken(caller: OrganisationCaller, sent: ModusOperandiEvidence, before?: ModusOperandiEvidence): Promise<ModusOperandiEvidence> {
    const known = await this.known(
      { caller },
      [sent, ...(before ? [before] : [])].map((evidence) => ({ evidence })),
    );
    const errors = (['trends', 'reports'] as const).flatMap((kind) =>
      sent[kind].flatMap((id, i) => (known[kind].has(id) ? [] : [{ pointer: `/evidence/${kind}/${i}`, detail: NOT_YOURS[kind] }])),
    );
    if (errors.length > 0)
      throw new Problem({ type: 'invalid', status: 400, title: 'The request is not valid', detail: 'See errors for each field.', errors });
    const unseen = (kind: keyof Known) => before?.[kind].filter((id) => !known[kind].has(id)) ?? [];
    return { ...sent, trends: [...unseen('trends'), ...sent.trends], reports: [...unseen('reports'), ...sent.reports] };
  }

  /** Nobody is told of a trend that was taken back, as long as it is. */
  private async knownTrends(reading: TrendReading, ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const standing = { _id: { $in: [...ids] }, state: { $ne: 'retracted' as const } };
    return new Set((await this.trends.page(reading, standing, undefined, ids.length)).map(({ id }) => id));
  }

  /** Reports of its own, and those that one of its audiences counts. What was withdrawn nobody is told of. */
  private async knownReports(ids: readonly string[], audiences: ReadableAudiences, own: string | undefined): Promise<Set<string>> {
    const generation = ids.length > 0 ? await this.counted.generation() : undefined;
    if (generation === undefined) return new Set();
    const found = await this.counted.find(generation, ids);
    return new Set(
      found.flatMap(({ report, counted }) => {
        if (!counted) return [];
        const seen = audiences === 'all' || counted.organisation === own;
        return seen || [...audiences.values()].some((audience) => audienceSees(audience, counted.cell)) ? [report] : [];
      }),
    );
  }
}

/** Those of a piece of evidence that a reader may know of. */
export function shownEvidence({ trends, reports, references }: ModusOperandiEvidence, known: Known): ModusOperandiEvidence {
  return { trends: trends.filter((id) => known.trends.has(id)), reports: reports.filter((id) => known.reports.has(id)), references };
}

const NOT_YOURS = {
  trends: 'There is no such trend, or it is not for you.',
  reports: 'There is no such report, it is not counted yet, or it counts for none of your communities.',
};
