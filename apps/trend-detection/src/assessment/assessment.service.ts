import { type Caller, type OrganisationCaller, Problem, StoreClock } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { EditionOver } from '../figures/figures.repository.ts';
import { FiguresReader } from '../figures/figures-reader.ts';
import type { TrendReading } from '../trends/trends-for.ts';
import { noSuchTrend } from '../trends/no-such-trend.ts';
import { TrendOvertaken, TrendsRepository } from '../trends/trends.repository.ts';
import type { AssessmentAnswer } from './assessment.bodies.ts';
import { AssessmentOvertaken, AssessmentsRepository } from './assessments.repository.ts';
import { answerOf } from './assessment-answer.ts';
import { AssessmentWriter } from './assessment-writer.ts';
import { type Case, type Decided, NotNow } from './decisions.ts';
import { requireMatch, stateTag } from './state-tag.ts';
import { assessorOf, requirePerson, requireTeam } from './team.ts';

/** Attempts at a decision while others decide, too. */
const MOST_ATTEMPTS = 5;
/** Notes, sheets and assignments end here; what decides on the trend does not. */
const MOST_ACTS = 500;
const SHOWN_EARLIER = 10;

/** One request of an assessor. */
export interface Asked {
  readonly caller: Caller;
  readonly trend: string;
  /** What the caller says that it reads for. */
  readonly purpose: string | undefined;
}

/** Who may do an act, and on what. */
export interface Terms {
  /** It is a judgement, which a machine does not pass. */
  readonly judgement?: boolean;
  /** If-Match, where the act has to be about what the caller saw. */
  readonly match?: { readonly header: string | undefined };
  /** The other trend that it is about, as the body names it or as the assessment says. */
  readonly other?: (of: Case) => string | undefined;
}

export interface Answered {
  readonly body: AssessmentAnswer;
  readonly tag: string;
}

type Decide = (of: Case, other: Case | undefined) => readonly Decided[];

/** What the assessing team does with trends. */
@Injectable()
export class AssessmentService {
  constructor(
    private readonly trends: TrendsRepository,
    private readonly assessments: AssessmentsRepository,
    private readonly figures: FiguresReader,
    private readonly writer: AssessmentWriter,
    private readonly clock: StoreClock,
  ) {}

  async read(asked: Asked): Promise<Answered> {
    const caller = requireTeam(asked.caller);
    return this.answer(await this.caseOf(await this.readingOf(caller, asked), asked.trend));
  }

  /**
   * Does an act, or says that it has been done. Whoever loses against a colleague or against evaluation decides anew on what there is then.
   * @throws Problem 403, 404, 409, 412, 428
   */
  async act(asked: Asked, terms: Terms, decide: Decide): Promise<Answered> {
    const caller = requireTeam(asked.caller);
    if (terms.judgement) requirePerson(caller);
    for (let attempt = 1; ; attempt += 1)
      try {
        return await this.attempt(caller, asked, terms, decide);
      } catch (error) {
        const isOvertaken = error instanceof AssessmentOvertaken || error instanceof TrendOvertaken || error instanceof EditionOver;
        if (error instanceof NotNow) throw conflict(error.message);
        if (!isOvertaken) throw error;
        if (attempt === MOST_ATTEMPTS) throw conflict('Others change the trend at the same moment. Nothing was changed; try again.');
      }
  }

  private async attempt(caller: OrganisationCaller, asked: Asked, { match, other }: Terms, decide: Decide): Promise<Answered> {
    const reading = await this.readingOf(caller, asked);
    const { audience } = (await this.caseOf(reading, asked.trend)).trend;
    const ground = await this.writer.ground(audience);
    const of = await this.caseOf(reading, asked.trend);
    const named = other?.(of);
    const decided = decide(of, named === undefined ? undefined : await this.find(reading, named));
    if (decided.length === 0) return this.answer(of);
    if (match) requireMatch(match.header, of);
    if (of.assessment.version >= MOST_ACTS && decided.every(({ change }) => !change))
      throw conflict(`The assessment has ${of.assessment.version} entries, and takes no more. Decide on the trend.`);
    await this.writer.write(decided, { by: assessorOf(caller), at: await this.clock.now() }, ground);
    return this.answer(await this.caseOf(reading, asked.trend));
  }

  private async readingOf(caller: OrganisationCaller, { purpose }: Asked): Promise<TrendReading> {
    return { caller, audiences: await this.figures.audiencesOf(caller, purpose) };
  }

  /** @throws Problem 404 */
  private async caseOf(reading: TrendReading, id: string): Promise<Case> {
    const found = await this.find(reading, id);
    if (!found) throw noSuchTrend();
    return found;
  }

  private async find(reading: TrendReading, id: string): Promise<Case | undefined> {
    const trend = await this.trends.findJudged(reading, id);
    return trend && { trend, assessment: await this.assessments.of(id) };
  }

  private async answer(of: Case): Promise<Answered> {
    const acts = await this.assessments.lastActs(of.trend.id, MOST_ACTS);
    const earlier = await this.trends.dismissedOf(of.trend, SHOWN_EARLIER);
    return { body: answerOf(of, acts, earlier), tag: stateTag(of) };
  }
}

function conflict(detail: string): Problem {
  return new Problem({ type: 'not-now', status: 409, title: 'The trend does not allow this now', detail });
}
