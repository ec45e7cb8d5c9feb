import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentOrganisation, type OrganisationCaller, Problems, RequireScope } from '@landbridge/platform';
import { isUUID } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers, TakesJson } from '../http/api-docs.ts';
import { linkNext } from '../http/page-link.ts';
import { reportId } from '../reports/report.query.ts';
import { AccessDecisionRequest, AccessRequestAnswer, AccessRequestList, AccessRequestQuery, NewAccessRequest } from './access.bodies.ts';
import { noSuchRequest } from './access-problems.ts';
import { AccessRequestsService } from './access-requests.service.ts';

const ApiId = () => ApiParam({ name: 'id', format: 'uuid' });

@ApiBearerAuth()
@ApiTags('access requests')
@Controller('v1')
export class AccessController {
  constructor(private readonly access: AccessRequestsService) {}

  @Post('reports/:id/access-requests')
  @HttpCode(201)
  @RequireScope('reports:write')
  @ApiOperation({
    summary: 'Ask the owner of a report for access',
    description:
      'For a report of which you are shown that it exists, or a coarse form. Asking again for the same purpose finds the open request. The owner is told who asks; who the owner is you learn only as far as the report tells.',
  })
  @ApiId()
  @TakesJson(NewAccessRequest)
  @Answers({ status: 201, description: 'Asked.', types: [AccessRequestAnswer], headers: { location: 'The request.' } })
  @Answers({ status: 200, description: 'Asked before.', types: [AccessRequestAnswer], headers: { location: 'The request.' } })
  @Problems({
    400: 'Not valid; see errors.',
    404: 'There is no such report, or it is not for you.',
    409: 'You see all of it, it was taken back, or it is TLP:RED.',
    422: 'Content that is never taken.',
  })
  async ask(
    @CurrentOrganisation() { reader }: OrganisationCaller,
    @Param('id') id: string,
    @Body() body: NewAccessRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccessRequestAnswer> {
    const { answer, isNew } = await this.access.ask(reader, reportId(id), body);
    reply.status(isNew ? 201 : 200).header('location', `/v1/access-requests/${answer.id}`);
    return answer;
  }

  @Get('access-requests')
  @RequireScope('reports:read')
  @ApiOperation({ summary: 'List requests for access', description: 'Those about your reports, or your own; newest first.' })
  @Answers({ status: 200, description: 'A page.', types: [AccessRequestList], headers: { link: 'The next page, rel="next".' } })
  @Problems({ 400: 'role is missing, or a filter or the cursor is not good.' })
  async list(
    @CurrentOrganisation() { reader }: OrganisationCaller,
    @Query() query: AccessRequestQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccessRequestList> {
    const page = await this.access.list(reader, query);
    linkNext(reply, request, page.next);
    return page;
  }

  @Get('access-requests/:id')
  @RequireScope('reports:read')
  @ApiOperation({ summary: 'Read one request for access' })
  @ApiId()
  @Answers({ status: 200, description: 'The request.', types: [AccessRequestAnswer] })
  @Problems({ 404: 'No request in which you have a part.' })
  get(@CurrentOrganisation() { reader }: OrganisationCaller, @Param('id') id: string): Promise<AccessRequestAnswer> {
    return this.access.get(reader, requestId(id));
  }

  @Post('access-requests/:id/decision')
  @HttpCode(200)
  @RequireScope('reports:write')
  @ApiOperation({
    summary: 'Grant, refuse or revoke access to a report of yours',
    description: 'A grant opens nothing above the requester’s clearance, outside of the territory, or TLP:RED; `effective` says so.',
  })
  @ApiId()
  @TakesJson(AccessDecisionRequest)
  @Answers({ status: 200, description: 'Decided, now or before.', types: [AccessRequestAnswer] })
  @Problems({
    400: 'No decision of the list.',
    404: 'No request about a report of yours.',
    409: 'It was decided otherwise, or the report is withdrawn or TLP:RED.',
    422: 'Content that is never taken.',
  })
  decide(
    @CurrentOrganisation() { reader }: OrganisationCaller,
    @Param('id') id: string,
    @Body() body: AccessDecisionRequest,
  ): Promise<AccessRequestAnswer> {
    return this.access.decide(reader, requestId(id), body);
  }

  @Delete('access-requests/:id')
  @RequireScope('reports:write')
  @ApiOperation({ summary: 'Take a request of yours back', description: 'What was granted goes as well.' })
  @ApiId()
  @Answers({ status: 200, description: 'Taken back, now or before.', types: [AccessRequestAnswer] })
  @Problems({ 404: 'No request of yours.', 409: 'It was refused, revoked or lapsed.' })
  takeBack(@CurrentOrganisation() { reader }: OrganisationCaller, @Param('id') id: string): Promise<AccessRequestAnswer> {
    return this.access.takeBack(reader, requestId(id));
  }
}

function requestId(text: string): string {
  if (!isUUID(text)) throw noSuchRequest();
  return text.toLowerCase();
}
