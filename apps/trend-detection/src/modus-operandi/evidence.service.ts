import type { ModusOperandiEvidence } from '@landbridge/contracts';
import { type OrganisationCaller, Problem } from '@landbridge/platform';
import { audienceSees } from '@landbridge/sharing';
import { Injectable } from '@nestjs/common';
import { FiguresReader, type ReadableAudiences } from '../figures/figures-reader.ts';
import { TrendsRepository } from '../trends/trends.repository.ts';
import { CountedReports } from './counted-reports.ts';
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

  async known({ caller }: Reading, evidence: readonly ModusOperandiEvidence[], stated?: string): Promise<Known> {
    const trends = [...new Set(evidence.flatMap((each) => each.trends))];
    const reports = [...new Set(evidence.flatMap((each) => each.reports))];
    if (trends.length + reports.length === 0) return { trends: new Set(), reports: new Set() };
    const audiences = await this.figures.audiencesOf(caller, stated);
    const found = await Promise.all(trends.map((id) => this.trends.find({ caller, audiences }, id)));
    const own = caller.kind === 'organisation' ? caller.organisation.id : undefined;
    return { trends: new Set(found.flatMap((trend) => trend?.id ?? [])), reports: await this.knownReports(reports, audiences, own) };
  }

  /**
   * What an editor sends, and what stood there that it may not know of.
   * @throws Problem 400 for what it may not know of, as for what there is not
   */
  async taken(caller: OrganisationCaller, sent: ModusOperandiEvidence, before?: ModusOperandiEvidence): Promise<ModusOperandiEvidence> {
    const known = await this.known({ caller }, [sent, ...(before ? [before] : [])]);
    const errors = (['trends', 'reports'] as const).flatMap((kind) =>
      sent[kind].flatMap((id, i) => (known[kind].has(id) ? [] : [{ pointer: `/evidence/${kind}/${i}`, detail: NOT_YOURS[kind] }])),
    );
    if (errors.length > 0)
      throw new Problem({ type: 'invalid', status: 400, title: 'The request is not valid', detail: 'See errors for each field.', errors });
    const unseen = (kind: keyof Known) => before?.[kind].filter((id) => !known[kind].has(id)) ?? [];
    return { ...sent, trends: [...unseen('trends'), ...sent.trends], reports: [...unseen('reports'), ...sent.reports] };
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
