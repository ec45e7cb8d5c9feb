import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentOrganisation, type OrganisationCaller, RequireScope } from '@landbridge/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers, Problems } from '../http/api-docs.ts';
import { addressOf } from '../http/page-link.ts';
import { PageQuery } from '../quarantine/quarantine.answers.ts';
import { Cursors } from '../reports/cursor.ts';
import { ReadingService } from '../reports/reading.service.ts';
import { DisclosureList } from './disclosure.answers.ts';
import { DisclosuresRepository } from './disclosures.repository.ts';

@ApiBearerAuth()
@ApiTags('disclosures')
@Controller('v1/reports')
export class DisclosuresController {
  constructor(
    private readonly reading: ReadingService,
    private readonly disclosures: DisclosuresRepository,
    private readonly cursors: Cursors,
  ) {}

  @Get(':id/disclosures')
  @RequireScope('reports:read')
  @ApiOperation({
    summary: 'Who was shown a report of yours',
    description:
      'Every look, sending and page above CLEAR, oldest first. This is also the list of those who are told when you withdraw it.',
  })
  @ApiParam({ name: 'id', format: 'uuid' })
  @Answers({ status: 200, description: 'A page.', types: [DisclosureList], headers: { link: 'The next page, rel="next".' } })
  @Problems({ 404: 'No report of yours.' })
  async list(
    @CurrentOrganisation() caller: OrganisationCaller,
    @Param('id') id: string,
    @Query() { cursor, limit }: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DisclosureList> {
    await this.reading.requireOwn(caller.reader, id);
    const bound = { report: id };
    const [at, after] = cursor === undefined ? [] : this.cursors.read(cursor, bound);
    const found = await this.disclosures.list(id, at !== undefined && after !== undefined ? { at, id: after } : undefined, limit + 1);
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    const next = last && this.cursors.write([last.at, last._id], bound);
    if (next !== undefined) reply.header('link', `<${addressOf(request.url, next)}>; rel="next"`);
    return {
      disclosures: page.map(({ revision, reader, channel, purpose, at: when }) => ({ revision, reader, channel, purpose, at: when })),
      ...(next === undefined ? {} : { next }),
    };
  }
}
