import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { PolicyContext } from '@landbridge/messaging';
import { CurrentOrganisation, Cursors, type OrganisationCaller, type Place, Problems, RequireScope } from '@landbridge/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers } from '../http/api-docs.ts';
import { linkNext } from '../http/page-link.ts';
import { PageQuery } from '../quarantine/quarantine.answers.ts';
import { ReadingService } from '../reports/reading.service.ts';
import { reportId } from '../reports/report.query.ts';
import { type DisclosureAnswer, DisclosureList } from './disclosure.answers.ts';
import { type DisclosureDocument, DisclosuresRepository } from './disclosures.repository.ts';
import { asTold } from './told-reader.ts';
import { UntoldLooks } from './untold-looks.ts';

@ApiBearerAuth()
@ApiTags('disclosures')
@Controller('v1/reports')
export class DisclosuresController {
  constructor(
    private readonly reading: ReadingService,
    private readonly disclosures: DisclosuresRepository,
    private readonly untoldLooks: UntoldLooks,
    private readonly cursors: Cursors,
    private readonly policy: PolicyContext,
  ) {}

  @Get(':id/disclosures')
  @RequireScope('reports:read')
  @ApiOperation({
    summary: 'Who was shown a report of yours',
    description:
      'Every look, sending and page above CLEAR, oldest day first. This is also the list of those who are told when you withdraw it. Looks of police, courts and the like are here when their day has ended.',
  })
  @ApiParam({ name: 'id', format: 'uuid' })
  @Answers({ status: 200, description: 'A page.', types: [DisclosureList], headers: { link: 'The next page, rel="next".' } })
  @Problems({ 404: 'No report of yours.' })
  async list(
    @CurrentOrganisation() caller: OrganisationCaller,
    @Param('id') path: string,
    @Query() asked: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DisclosureList> {
    const id = reportId(path);
    await this.reading.requireOwn(caller.reader, id);
    const bound = { organisation: caller.organisation.id, report: id };
    const untold = await this.untoldLooks.at(id);
    const { rows, next } = await this.cursors.page(
      asked,
      bound,
      (after: Place | undefined, limit: number) => this.disclosures.list(id, untold, after, limit),
      ({ on, _id }) => [on, _id],
    );
    linkNext(reply, request, next);
    return { disclosures: rows.map((disclosure) => this.answer(disclosure)), ...(next !== undefined && { next }) };
  }

  private answer({ revision, reader: id, person, channel, level, purpose, at }: DisclosureDocument): DisclosureAnswer {
    const { reader, time } = asTold(this.policy.organisation(id));
    return { revision, reader, byPerson: person !== undefined, channel, level, purpose, at: time(at) };
  }
}
