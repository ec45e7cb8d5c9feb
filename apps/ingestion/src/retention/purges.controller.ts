import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Cursors, type Place, RequireScope } from '@landbridge/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers, Problems, TakesJson } from '../http/api-docs.ts';
import { linkNext } from '../http/page-link.ts';
import { PageQuery } from '../quarantine/quarantine.answers.ts';
import { PurgesRepository } from './purges.repository.ts';
import { PurgingService } from './purging.service.ts';
import { AppliedPurges, ApplyPurges, PurgeList, RetentionRunAnswer } from './retention.bodies.ts';
import { RetentionService } from './retention.service.ts';

const BOUND = { list: 'purges' };

@ApiBearerAuth()
@ApiTags('operator')
@Controller('v1/operator')
@RequireScope('operator')
export class PurgesController {
  constructor(
    private readonly purges: PurgesRepository,
    private readonly purging: PurgingService,
    private readonly retention: RetentionService,
    private readonly cursors: Cursors,
  ) {}

  @Get('purges')
  @ApiOperation({
    summary: 'What was destroyed, with its proof',
    description: 'Oldest first. Keep a copy apart from the backups: what a restored backup brings back is destroyed again by it.',
  })
  @Answers({ status: 200, description: 'A page.', types: [PurgeList], headers: { link: 'The next page, rel="next".' } })
  @Problems({ 400: 'The cursor is not good here.' })
  async list(
    @Query() asked: PageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PurgeList> {
    const { rows, next } = await this.cursors.page(
      asked,
      BOUND,
      (after: Place | undefined, limit: number) => this.purges.list(after, limit),
      ({ at, _id }) => [at, _id],
    );
    linkNext(reply, request, next);
    return { purges: rows.map(({ _id, ...purge }) => ({ id: _id, ...purge })), ...(next !== undefined && { next }) };
  }

  @Post('purges/apply')
  @HttpCode(200)
  @ApiOperation({ summary: 'Destroy again what a restored backup brought back', description: 'Before anybody may read. No hold stops it.' })
  @TakesJson(ApplyPurges)
  @Answers({ status: 200, description: 'Done.', types: [AppliedPurges] })
  @Problems({ 400: 'Not valid; see errors.' })
  async apply(@Body() { reports }: ApplyPurges): Promise<AppliedPurges> {
    let purged = 0;
    for (const id of reports) if ((await this.purging.purge(id.toLowerCase(), 'restored')) === 'purged') purged += 1;
    return { purged, gone: reports.length - purged };
  }

  @Post('retention')
  @HttpCode(200)
  @ApiOperation({ summary: 'Destroy now what is due', description: 'It is done every day without being asked.' })
  @Answers({ status: 200, description: 'Done.', types: [RetentionRunAnswer] })
  @Problems({})
  run(): Promise<RetentionRunAnswer> {
    return this.retention.run();
  }
}
