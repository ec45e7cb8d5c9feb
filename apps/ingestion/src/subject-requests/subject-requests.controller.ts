import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentOrganisation, type OrganisationCaller, Problems, RequireScope } from '@landbridge/platform';
import { isUUID } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers, TakesJson } from '../http/api-docs.ts';
import { linkNext } from '../http/page-link.ts';
import {
  NewSubjectRequest,
  SubjectReply,
  SubjectRequestAnswer,
  SubjectRequestList,
  SubjectRequestQuery,
} from './subject-requests.bodies.ts';
import { noSuchRequest, SubjectRequestsService } from './subject-requests.service.ts';

const ApiId = () => ApiParam({ name: 'id', format: 'uuid' });

@ApiBearerAuth()
@ApiTags('data subjects')
@Controller('v1/subject-requests')
export class SubjectRequestsController {
  constructor(private readonly requests: SubjectRequestsService) {}

  @Post()
  @HttpCode(201)
  @RequireScope('reports:write')
  @ApiOperation({
    summary: 'Put a data subject’s request on record, and find what it is about',
    description:
      'By your own external id; whose request it is stays with you. What has it later is found as well, until the request is closed. The last day for an answer follows from your regime.',
  })
  @TakesJson(NewSubjectRequest)
  @Answers({ status: 201, description: 'On record.', types: [SubjectRequestAnswer], headers: { location: 'The request.' } })
  @Problems({ 400: 'Not valid; see errors.' })
  async open(
    @CurrentOrganisation() { organisation }: OrganisationCaller,
    @Body() body: NewSubjectRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SubjectRequestAnswer> {
    const answer = await this.requests.open(organisation, body);
    reply.header('location', `/v1/subject-requests/${answer.id}`);
    return answer;
  }

  @Get()
  @RequireScope('reports:read')
  @ApiOperation({ summary: 'List data subjects’ requests to your organisation', description: 'The most urgent first.' })
  @Answers({ status: 200, description: 'A page.', types: [SubjectRequestList], headers: { link: 'The next page, rel="next".' } })
  @Problems({ 400: 'A filter or the cursor is not good.' })
  async list(
    @CurrentOrganisation() { organisation }: OrganisationCaller,
    @Query() query: SubjectRequestQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SubjectRequestList> {
    const page = await this.requests.list(organisation, query);
    linkNext(reply, request, page.next);
    return page;
  }

  @Get(':id')
  @RequireScope('reports:read')
  @ApiOperation({ summary: 'Read one of them' })
  @ApiId()
  @Answers({ status: 200, description: 'The request.', types: [SubjectRequestAnswer] })
  @Problems({ 404: 'No request to your organisation.' })
  get(@CurrentOrganisation() { organisation }: OrganisationCaller, @Param('id') id: string): Promise<SubjectRequestAnswer> {
    return this.requests.get(organisation, requestId(id));
  }

  @Post(':id/extension')
  @HttpCode(200)
  @RequireScope('reports:write')
  @ApiOperation({
    summary: 'Take the further time that a complex request may need',
    description: 'GDPR art. 12(3), Regulation 2018/1725 art. 14(3): two months more, once. Tell the data subject, with the reasons.',
  })
  @ApiId()
  @Answers({ status: 200, description: 'Extended, now or before.', types: [SubjectRequestAnswer] })
  @Problems({ 404: 'No request to your organisation.', 409: 'It is closed, or your regime knows no further time.' })
  extend(@CurrentOrganisation() { organisation }: OrganisationCaller, @Param('id') id: string): Promise<SubjectRequestAnswer> {
    return this.requests.extend(organisation, requestId(id));
  }

  @Post(':id/outcome')
  @HttpCode(200)
  @RequireScope('reports:write')
  @ApiOperation({ summary: 'Close a data subject’s request', description: '`erased` destroys the reports for good; who had them is told.' })
  @ApiId()
  @TakesJson(SubjectReply)
  @Answers({ status: 200, description: 'Closed, now or before.', types: [SubjectRequestAnswer] })
  @Problems({
    400: 'No outcome of the list.',
    404: 'No request to your organisation.',
    409: 'It was closed otherwise, a legal hold is in force, or more was found that you have not seen yet: GET the request, and close it again.',
  })
  close(
    @CurrentOrganisation() { organisation }: OrganisationCaller,
    @Param('id') id: string,
    @Body() { outcome }: SubjectReply,
  ): Promise<SubjectRequestAnswer> {
    return this.requests.close(organisation, requestId(id), outcome);
  }
}

function requestId(text: string): string {
  if (!isUUID(text)) throw noSuchRequest();
  return text.toLowerCase();
}
