import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentOrganisation, type OrganisationCaller, Problems, RequireScope } from '@landbridge/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers } from '../http/api-docs.ts';
import { linkNext } from '../http/page-link.ts';
import { PageQuery, QuarantineEntry, QuarantineList } from './quarantine.answers.ts';
import { QuarantineService } from './quarantine.service.ts';

@ApiBearerAuth()
@ApiTags('quarantine')
@Controller('v1/quarantine')
export class QuarantineController {
  constructor(private readonly quarantine: QuarantineService) {}

  @Get()
  @RequireScope('reports:write')
  @ApiOperation({
    summary: 'List your lines that were not taken',
    description: 'Newest first, kept for 14 days. Nobody else can read them.',
  })
  @Answers({
    status: 200,
    description: 'A page, without the lines themselves.',
    types: [QuarantineList],
    headers: { link: 'The next page, rel="next".' },
  })
  @Problems({ 400: 'The cursor is not good here.' })
  async list(
    @CurrentOrganisation() { organisation }: OrganisationCaller,
    @Query() asked: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QuarantineList> {
    const page = await this.quarantine.list(organisation.id, asked);
    linkNext(reply, request, page.next);
    return page;
  }

  @Get(':id')
  @RequireScope('reports:write')
  @ApiOperation({ summary: 'Read one of your lines that was not taken' })
  @Answers({ status: 200, description: 'The line and what is wrong with it.', types: [QuarantineEntry] })
  @Problems({ 404: 'No entry of yours.' })
  get(@CurrentOrganisation() { organisation }: OrganisationCaller, @Param('id') id: string): Promise<QuarantineEntry> {
    return this.quarantine.get(organisation.id, id);
  }
}
