import { Clock, Cursors, Problem } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { epochDay } from '../counting/calendar.ts';
import { TrendDetectionConfig } from '../trend-detection.config.ts';
import { codebookOf } from './codebook.ts';
import { lengthOf, periodsFrom } from './period.ts';
import { publicForm } from './public-form.ts';
import { type Asked, type Decided, EPSILON_PARTS, thousandthsOf } from './release-figures.ts';
import { ReleaseMaker } from './release-maker.ts';
import type { StoredRelease } from './release.schema.ts';
import { BudgetSpent, ReleasesRepository } from './releases.repository.ts';
import type {
  PrivacyBudget,
  ReleaseAsked,
  ReleaseBegun,
  ReleasePage,
  ReleasePreview,
  ReleasesQuery,
  StatisticsRelease,
  StatisticsStatus,
  TablePreview,
} from './statistics.bodies.ts';

/** Ten years of quarters. */
const MOST_PERIODS = 40;

@Injectable()
export class StatisticsService {
  constructor(
    private readonly releases: ReleasesRepository,
    private readonly maker: ReleaseMaker,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
    private readonly config: TrendDetectionConfig,
  ) {}

  /** @throws Problem 400 for periods that cannot be, 409 where the privacy budget does not bear it */
  async begin(body: ReleaseAsked): Promise<ReleaseBegun> {
    const asked = this.askedBy(body);
    try {
      return { number: await this.releases.add(asked, codebookOf(asked), this.total()) };
    } catch (error) {
      if (error instanceof BudgetSpent) throw budgetSpent(error.left / EPSILON_PARTS);
      throw error;
    }
  }

  /** @throws Problem 400 for periods that cannot be, 503 while counts are made anew */
  async preview(body: ReleaseAsked): Promise<ReleasePreview> {
    const asked = this.askedBy(body);
    const generation = await this.maker.generation();
    if (generation === undefined) throw countingAnew();
    const decided = await this.maker.preview(generation, asked);
    return {
      tables: asked.tables.flatMap((table) =>
        asked.units.map((unit) => {
          const own = decided.filter(({ place }) => place.table === table && place.unit === unit);
          return { table, unit, ...countOf(own) };
        }),
      ),
      budget: await this.budget(),
    };
  }

  async status(): Promise<StatisticsStatus> {
    return { making: await this.releases.unpublished(), budget: await this.budget() };
  }

  async page(asked: ReleasesQuery): Promise<ReleasePage> {
    const { rows, next } = await this.cursors.page(
      asked,
      { list: 'statistics-releases' },
      (after: readonly [string] | undefined, limit) => this.releases.page(after && Number(after[0]), limit),
      ({ _id }) => [String(_id)] as const,
    );
    const summaries = rows.map((release) => {
      const { codebook: _codebook, figures: _figures, ...summary } = publicForm(release, []);
      return summary;
    });
    return { releases: summaries, ...(next !== undefined && { next }) };
  }

  /** @throws Problem 404 */
  async released(number: number): Promise<StoredRelease & { readonly digest: string }> {
    const release = await this.releases.published(number);
    const digest = release?.digest;
    if (!release || digest === undefined)
      throw new Problem({
        type: 'not-found',
        status: 404,
        title: 'No such release',
        detail: 'No release of this number is published. GET /v1/statistics/releases lists those that are.',
      });
    return { ...release, digest };
  }

  async form(release: StoredRelease): Promise<StatisticsRelease> {
    return publicForm(release, await this.releases.figuresOf(release._id));
  }

  private askedBy({ from, to, tables, units, epsilon }: ReleaseAsked): Asked {
    if (lengthOf(from) !== lengthOf(to)) throw badPeriods('from and to must both be years, or both quarters.');
    const { names, until } = periodsFrom(from, to);
    if (names.length === 0) throw badPeriods('to must not lie before from.');
    if (names.length > MOST_PERIODS) throw badPeriods(`A release has at most ${MOST_PERIODS} periods; ask for fewer.`);
    if (until > epochDay(this.clock.now())) throw badPeriods('The last period is not over yet; ask for periods that are.');
    // a member that is null is one that is left out
    return { from, to, tables, units, ...(typeof epsilon === 'number' && { epsilon }) };
  }

  private async budget(): Promise<PrivacyBudget> {
    const [total, spent] = [this.total(), await this.releases.spent()];
    return { total: total / EPSILON_PARTS, spent: spent / EPSILON_PARTS, left: Math.max(0, total - spent) / EPSILON_PARTS };
  }

  private total(): number {
    return thousandthsOf(this.config.STATISTICS_EPSILON);
  }
}

function countOf(decided: readonly Decided[]): Omit<TablePreview, 'table' | 'unit'> {
  const shown = decided.flatMap(({ figure }) => figure ?? []);
  return {
    cells: decided.length,
    shown: shown.length,
    kept: shown.filter(({ isNew }) => !isNew).length,
    suppressed: decided.length - shown.length,
    counted: decided.reduce((sum, { amount }) => sum + amount, 0),
    told: shown.reduce((sum, { value }) => sum + value, 0),
  };
}

function badPeriods(detail: string): Problem {
  return new Problem({ type: 'bad-periods', status: 400, title: 'These periods cannot be released', detail });
}

function budgetSpent(left: number): Problem {
  return new Problem({
    type: 'privacy-budget-spent',
    status: 409,
    title: 'The privacy budget does not bear this',
    detail: `${left} of the network’s budget of differential privacy is left. Ask for no more than that, or set STATISTICS_EPSILON, which is a promise to those who reported.`,
    members: { left },
  });
}

function countingAnew(): Problem {
  return new Problem({
    type: 'counting-anew',
    status: 503,
    title: 'The counts are being made anew',
    detail: 'Try again in a few minutes.',
    headers: { 'retry-after': '60' },
  });
}
