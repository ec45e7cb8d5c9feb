import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentOrganisation, type OrganisationCaller, Problems, RequireScope } from '@landbridge/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers, TakesJson } from '../http/api-docs.ts';
import { linkNext } from '../http/page-link.ts';
import { PageQuery } from '../quarantine/quarantine.answers.ts';
import { reportId } from '../reports/report.query.ts';
import { RecipientList, WithdrawalReplyAnswer, WithdrawalReplyRequest } from './disclosure.answers.ts';
import { RecipientsService } from './recipients.service.ts';

@ApiBearerAuth()
@ApiTags('disclosures')
@Controller('v1/reports')
export class RecipientsController {
  constructor(private readonly recipients: RecipientsService) {}

  @Get(':id/recipients')
  @RequireScope('reports:read')
  @ApiOperation({
    summary: 'Who had a report of yours, and who knows that it was taken back',
    description: 'One entry for each organisation that was shown the report above CLEAR, by whatever channel.',
  })
  @ApiParam({ name: 'id', format: 'uuid' })
  @Answers({ status: 200, description: 'A page.', types: [RecipientList], headers: { link: 'The next page, rel="next".' } })
  @Problems({ 400: 'The cursor is not good here.', 404: 'No report of yours.' })
  async list(
    @CurrentOrganisation() { reader }: OrganisationCaller,
    @Param('id') id: string,
    @Query() asked: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecipientList> {
    const page = await this.recipients.list(reader, reportId(id), asked);
    linkNext(reply, request, page.next);
    return page;
  }

  @Post(':id/withdrawal-answers')
  @HttpCode(200)
  @RequireScope('reports:write')
  @ApiOperation({
    summary: 'Answer that a report which you had was withdrawn or narrowed',
    description: 'Its owner sees the answer. The last one counts, so it can be sent again, or changed.',
  })
  @ApiParam({ name: 'id', format: 'uuid' })
  @TakesJson(WithdrawalReplyRequest)
  @Answers({ status: 200, description: 'Kept.', types: [WithdrawalReplyAnswer] })
  @Problems({ 400: 'No answer of the list.', 404: 'No report that you had.', 409: 'Nothing of it was taken back.' })
  answer(
    @CurrentOrganisation() { reader }: OrganisationCaller,
    @Param('id') id: string,
    @Body() { answer }: WithdrawalReplyRequest,
  ): Promise<WithdrawalReplyAnswer> {
    return this.recipients.reply(reader, reportId(id), answer);
  }
}
