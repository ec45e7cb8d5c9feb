import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import {
  CurrentOrganisation,
  NeverLimited,
  type OrganisationCaller,
  Problems,
  PURPOSE_HEADER,
  purposeOf,
  RequireScope,
} from '@landbridge/platform';
import { ReportInput, USE_PURPOSES, WITHDRAWAL_REASONS } from '@landbridge/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers, TakesJson } from '../http/api-docs.ts';
import type { KeptAnswer } from '../idempotency/idempotency.service.ts';
import { entityTag } from './entity-tag.ts';
import type { Reading } from './reading.ts';
import { ReadingService } from './reading.service.ts';
import { ReportAnswer, RestrictedAnswer, Revised, Taken, WithdrawnAnswer } from './report.answers.ts';
import { ListQuery, MOST_LISTED, reportId, WithdrawalRequest, withdrawalReason } from './report.query.ts';
import { RequestsService } from './requests.service.ts';
import { linkNext } from '../http/page-link.ts';

const ApiPurpose = () =>
  ApiHeader({
    name: PURPOSE_HEADER,
    required: false,
    enum: [...USE_PURPOSES],
    description:
      'What you read for; recorded with each disclosure. Left out, it follows from the kind of your organisation. What is not shared for this purpose is not shown.',
  });
const ApiIdempotencyKey = () =>
  ApiHeader({
    name: 'idempotency-key',
    required: false,
    description: 'Up to 255 characters. The same request again within 24 hours gets the first answer again.',
  });
const ApiIfMatch = (required: boolean) =>
  ApiHeader({ name: 'if-match', required, description: 'ETag of the revision that you change, or *.' });
const ApiId = () => ApiParam({ name: 'id', format: 'uuid' });

@ApiBearerAuth()
@ApiTags('reports')
@Controller('v1/reports')
export class ReportsController {
  constructor(
    private readonly requests: RequestsService,
    private readonly reading: ReadingService,
  ) {}

  @Post()
  @HttpCode(201)
  @RequireScope('reports:write')
  @NeverLimited(isImminent)
  @ApiOperation({
    summary: 'Submit one report',
    description: 'At most 64 kB. Where an external id is held with the same content, nothing is written and the answer is 200.',
  })
  @ApiIdempotencyKey()
  @TakesJson(ReportInput)
  @Answers({ status: 201, description: 'Taken, durably.', types: [Taken], headers: { etag: 'The revision.', location: 'The report.' } })
  @Answers({ status: 200, description: 'Held already.', types: [Taken], headers: { etag: 'The revision.', location: 'The report.' } })
  @Problems({
    400: 'Not valid; see errors.',
    409: 'An external id stands for another content; the answer names the report.',
    413: 'Larger than 64 kB.',
    415: 'Not JSON.',
    422: 'Content that is never taken; a narrative that tells who somebody is, without textCheckOverride; or an Idempotency-Key that stands for another request.',
  })
  async submit(
    @CurrentOrganisation() caller: OrganisationCaller,
    @Body() body: unknown,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return send(reply, await this.requests.submit(caller, body, key));
  }

  @Put(':id')
  @RequireScope('reports:write')
  @NeverLimited(isImminent)
  @ApiOperation({
    summary: 'Revise a report',
    description:
      'The body takes the place of the last revision, its marking too; every revision is kept. The same content again changes nothing.',
  })
  @ApiId()
  @ApiIfMatch(true)
  @ApiIdempotencyKey()
  @TakesJson(ReportInput)
  @Answers({ status: 200, description: 'Revised.', types: [Taken], headers: { etag: 'The new revision.' } })
  @Problems({
    400: 'Not valid; see errors.',
    404: 'No report of yours.',
    409: 'It was withdrawn, or an external id stands for another report.',
    412: 'It has another revision.',
    413: 'Larger than 64 kB.',
    422: 'Content that is never taken, or a narrative that tells who somebody is, without textCheckOverride.',
    428: 'If-Match is missing.',
  })
  async revise(
    @CurrentOrganisation() caller: OrganisationCaller,
    @Param('id') id: string,
    @Body() body: unknown,
    @Headers('if-match') match: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return send(reply, await this.requests.revise(caller, reportId(id), body, match, key));
  }

  @Delete(':id')
  @RequireScope('reports:write')
  @NeverLimited()
  @ApiOperation({
    summary: 'Withdraw a report',
    description:
      'The last revision. Withdrawn consent also destroys the key of narrative, references and external ids. Those who had the report may know that it was withdrawn.',
  })
  @ApiId()
  @ApiIfMatch(false)
  @ApiIdempotencyKey()
  @ApiQuery({ name: 'reason', required: false, enum: [...WITHDRAWAL_REASONS], description: 'Here or in the body.' })
  @TakesJson(WithdrawalRequest)
  @Answers({ status: 200, description: 'Withdrawn, or withdrawn before.', types: [Revised], headers: { etag: 'The last revision.' } })
  @Problems({ 400: 'No reason, or none of the list.', 404: 'No report of yours.', 412: 'It has another revision.' })
  async withdraw(
    @CurrentOrganisation() caller: OrganisationCaller,
    @Param('id') id: string,
    @Body() body: unknown,
    @Query('reason') reason: string | undefined,
    @Headers('if-match') match: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return send(reply, await this.requests.withdraw(caller.organisation, reportId(id), withdrawalReason(body, reason), match, key));
  }

  @Get()
  @RequireScope('reports:read')
  @ApiOperation({
    summary: 'List reports that you may see',
    description:
      'Newest day of record first. Of others’ reports the structured fields; each one above CLEAR is recorded as a disclosure. Of `withdrawn` a page may hold fewer than `limit`, or none: the last one is that without `next`.',
  })
  @ApiPurpose()
  @Answers({
    status: 200,
    description: 'A page.',
    types: [ReportAnswer, RestrictedAnswer, WithdrawnAnswer],
    listedAs: 'reports',
    headers: { link: 'The next page, rel="next".' },
  })
  @Problems({ 400: `A filter or the cursor is not good; limit is at most ${MOST_LISTED}.` })
  async list(
    @CurrentOrganisation() caller: OrganisationCaller,
    @Query() query: ListQuery,
    @Headers(PURPOSE_HEADER) stated: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const page = await this.reading.list(readingOf(caller, stated), query);
    linkNext(reply, request, page.next);
    return page;
  }

  @Get(':id')
  @RequireScope('reports:read')
  @ApiOperation({
    summary: 'Read one report',
    description: 'The owner sees all of it, others the structured fields. A look at a report above CLEAR is recorded as a disclosure.',
  })
  @ApiId()
  @ApiPurpose()
  @Answers({
    status: 200,
    description: 'The last revision.',
    types: [ReportAnswer, RestrictedAnswer, WithdrawnAnswer],
    headers: { etag: 'The revision.' },
  })
  @Problems({ 404: 'There is no such report, or it is not for you.' })
  async get(
    @CurrentOrganisation() caller: OrganisationCaller,
    @Param('id') id: string,
    @Headers(PURPOSE_HEADER) stated: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const report = await this.reading.get(readingOf(caller, stated), reportId(id));
    if (report.state !== 'restricted' && report.revision !== undefined) reply.header('etag', entityTag(report.revision));
    return report;
  }

  @Get(':id/history')
  @RequireScope('reports:read')
  @ApiOperation({ summary: 'Read all revisions of a report', description: 'Oldest first, those that you may see.' })
  @ApiId()
  @ApiPurpose()
  @Answers({ status: 200, description: 'The revisions.', types: [ReportAnswer, RestrictedAnswer, WithdrawnAnswer], listedAs: 'revisions' })
  @Problems({ 404: 'There is no such report, or it is not for you.' })
  async history(
    @CurrentOrganisation() caller: OrganisationCaller,
    @Param('id') id: string,
    @Headers(PURPOSE_HEADER) stated: string | undefined,
  ): Promise<object> {
    return { revisions: await this.reading.history(readingOf(caller, stated), reportId(id)) };
  }
}

/** Somebody is in danger now. */
function isImminent(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'urgency' in body && body.urgency === 'imminent';
}

function readingOf(caller: OrganisationCaller, stated: string | undefined): Reading {
  return { reader: caller.reader, purpose: purposeOf(caller.reader, stated) };
}

function send(reply: FastifyReply, { status, headers, body }: KeptAnswer): object {
  reply.status(status).headers({ ...headers });
  return body;
}
