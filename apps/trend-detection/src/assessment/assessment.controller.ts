import { PolicyContext } from '@landbridge/messaging';
import { type Caller, CurrentCaller, noteForAudit, Problems, PURPOSE_HEADER, requireImpersonal, RequireScope } from '@landbridge/platform';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiPurpose } from '../figures/api-purpose.ts';
import { TrendParams } from '../trends/trend.query.ts';
import { AssessmentAnswer, Assignment, DismissalRequest, Merging, NewNote } from './assessment.bodies.ts';
import { type Answered, AssessmentService, type Asked } from './assessment.service.ts';
import { assigneeFor } from './assignee.ts';
import { acknowledge, assign, dismiss, fillIn, merge, note, publish, reopen } from './decisions.ts';
import { Sheet, textsOn } from './sheet.ts';
import { IF_MATCH } from './state-tag.ts';

const NO_TREND = {
  400: 'The id is none.',
  403: 'Not of the assessing team, or no person.',
  404: 'There is no such trend, or it is not for you.',
};
const IN_BODY = { ...NO_TREND, 400: 'Not valid; see errors.' };
const NOT_NOW = 'The trend does not allow this now; the detail says what would mend it.';
const OF_STATE = {
  400: 'Not valid, or If-Match cannot be read; see errors.',
  409: NOT_NOW,
  412: 'The trend or its assessment has changed since you read it.',
  428: 'If-Match is missing.',
};
const PERSONAL = 'It holds a person’s data; see errors.';

type Stated = Readonly<Record<string, string | undefined>>;

/** What the assessing team does with one trend. Each door answers with the whole assessment, and with its ETag. */
@ApiTags('assessment')
@ApiBearerAuth()
@RequireScope('trends:assess')
@Controller('v1/trends/:id')
export class AssessmentController {
  constructor(
    private readonly assessments: AssessmentService,
    private readonly policy: PolicyContext,
  ) {}

  @Get('assessment')
  @RequireScope('trends:read')
  @ApiPurpose()
  @ApiOkResponse({ type: AssessmentAnswer })
  @Problems(NO_TREND)
  async get(
    @CurrentCaller() caller: Caller,
    @Param() { id }: TrendParams,
    @Headers() stated: Stated,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssessmentAnswer> {
    const { body, tag } = await this.assessments.read(askedBy(caller, id, stated));
    reply.header('etag', tag);
    return body;
  }

  /** Takes a candidate up: it is under assessment from now on. */
  @Post('acknowledge')
  @HttpCode(200)
  @ApiPurpose()
  @ApiOkResponse({ type: AssessmentAnswer })
  @Problems({ ...NO_TREND, 409: NOT_NOW })
  async acknowledge(
    @CurrentCaller() caller: Caller,
    @Param() { id }: TrendParams,
    @Headers() stated: Stated,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssessmentAnswer> {
    return answer(reply, await this.assessments.act(askedBy(caller, id, stated), {}, acknowledge));
  }

  /** Gives it to a person of the team. */
  @Post('assign')
  @HttpCode(200)
  @ApiPurpose()
  @ApiOkResponse({ type: AssessmentAnswer })
  @Problems({ ...IN_BODY, 409: NOT_NOW })
  async assign(
    @CurrentCaller() caller: Caller,
    @Param() { id }: TrendParams,
    @Body() { person }: Assignment,
    @Headers() stated: Stated,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssessmentAnswer> {
    const organisation = this.policy.organisationOfPerson(person);
    const decide: Parameters<AssessmentService['act']>[2] = (of) => assign(of, assigneeFor(person, organisation, of.trend.audience));
    return answer(reply, await this.assessments.act(askedBy(caller, id, stated), {}, decide));
  }

  /** Adds a note for the team. */
  @Post('notes')
  @HttpCode(200)
  @ApiPurpose()
  @ApiOkResponse({ type: AssessmentAnswer })
  @Problems({ ...IN_BODY, 409: NOT_NOW, 422: PERSONAL })
  async note(
    @CurrentCaller() caller: Caller,
    @Param() { id }: TrendParams,
    @Body() { text }: NewNote,
    @Headers() stated: Stated,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssessmentAnswer> {
    requireImpersonal({ '/text': text });
    return answer(reply, await this.assessments.act(askedBy(caller, id, stated), {}, (of) => note(of, text)));
  }

  /** The assessor's sheet, whole or as far as it goes; the one before is kept. */
  @Put('sheet')
  @ApiPurpose()
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: AssessmentAnswer })
  @Problems({ ...IN_BODY, ...OF_STATE, 422: PERSONAL })
  async fillIn(
    @CurrentCaller() caller: Caller,
    @Param() { id }: TrendParams,
    @Body() sheet: Sheet,
    @Headers() stated: Stated,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssessmentAnswer> {
    requireImpersonal(textsOn(sheet));
    // without what is left out, as the store gives it back
    const plain = JSON.parse(JSON.stringify(sheet)) as Sheet;
    return answer(reply, await this.assessments.act(askedBy(caller, id, stated), judgementIn(stated), (of) => fillIn(of, plain)));
  }

  /** Makes a finding of it: from now on its audience sees it. */
  @Post('publish')
  @HttpCode(200)
  @ApiPurpose()
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: AssessmentAnswer })
  @Problems({ ...NO_TREND, ...OF_STATE })
  async publish(
    @CurrentCaller() caller: Caller,
    @Param() { id }: TrendParams,
    @Headers() stated: Stated,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssessmentAnswer> {
    return answer(reply, await this.assessments.act(askedBy(caller, id, stated), judgementIn(stated), publish));
  }

  /** Says that it is none, and keeps its line silent until it grows. */
  @Post('dismiss')
  @HttpCode(200)
  @ApiPurpose()
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: AssessmentAnswer })
  @Problems({ ...IN_BODY, ...OF_STATE, 422: PERSONAL })
  async dismiss(
    @CurrentCaller() caller: Caller,
    @Param() { id }: TrendParams,
    @Body() { reason, text }: DismissalRequest,
    @Headers() stated: Stated,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssessmentAnswer> {
    requireImpersonal({ '/text': text });
    return answer(reply, await this.assessments.act(askedBy(caller, id, stated), judgementIn(stated), (of) => dismiss(of, reason, text)));
  }

  /** Dismisses it as a duplicate of another trend of the audience, which names its series from now on. */
  @Post('merge')
  @HttpCode(200)
  @ApiPurpose()
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: AssessmentAnswer })
  @Problems({ ...IN_BODY, ...OF_STATE })
  async merge(
    @CurrentCaller() caller: Caller,
    @Param() { id }: TrendParams,
    @Body() { into }: Merging,
    @Headers() stated: Stated,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssessmentAnswer> {
    const terms = { ...judgementIn(stated), other: () => into };
    return answer(reply, await this.assessments.act(askedBy(caller, id, stated), terms, merge));
  }

  /** Takes a dismissal back. */
  @Post('reopen')
  @HttpCode(200)
  @ApiPurpose()
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: AssessmentAnswer })
  @Problems({ ...NO_TREND, ...OF_STATE })
  async reopen(
    @CurrentCaller() caller: Caller,
    @Param() { id }: TrendParams,
    @Headers() stated: Stated,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssessmentAnswer> {
    const terms: Parameters<AssessmentService['act']>[1] = { ...judgementIn(stated), other: ({ assessment }) => assessment.duplicateOf };
    return answer(reply, await this.assessments.act(askedBy(caller, id, stated), terms, reopen));
  }
}

function askedBy(caller: Caller, trend: string, stated: Stated): Asked {
  return { caller, trend, purpose: stated[PURPOSE_HEADER] };
}

const judgementIn = (stated: Stated) => ({ judgement: true, match: { header: stated['if-match'] } });

/** What an act has made of the trend goes on record in codes; its words do not. */
function answer(reply: FastifyReply, { body, tag }: Answered): AssessmentAnswer {
  const { revision, state } = body.trend;
  noteForAudit(reply.request, { state, revision });
  reply.header('etag', tag);
  return body;
}
