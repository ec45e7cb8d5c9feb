import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Cursors, type Place, Problem, Problems, RequireScope } from '@landbridge/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers, TakesJson } from '../http/api-docs.ts';
import { linkNext } from '../http/page-link.ts';
import { PageQuery } from '../quarantine/quarantine.answers.ts';
import { PurgesRepository } from './purges.repository.ts';
import { PurgeProofs } from './purge-proofs.ts';
import { type Purged, PurgingService } from './purging.service.ts';
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
    private readonly proofs: PurgeProofs,
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
    return {
      purges: rows.map((purge) => this.proofs.answerOf(purge)),
      ...(next !== undefined && { next }),
    };
  }

  @Post('purges/apply')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Destroy again what a restored backup brought back',
    description:
      'Pages of the list as they were kept, before anybody may read. Only what this network purged itself is destroyed; no hold stops it. Doing it again changes nothing.',
  })
  @TakesJson(ApplyPurges)
  @Answers({ status: 200, description: 'Done.', types: [AppliedPurges] })
  @Problems({ 400: 'Not valid, or no proof of this network; see errors. Nothing was destroyed.' })
  async apply(@Body() { purges }: ApplyPurges): Promise<AppliedPurges> {
    const proofs = purges.map((purge) => this.proofs.read(purge));
    const foreign = proofs.flatMap((proof, i) => (proof ? [] : [i]));
    if (foreign.length > 0) throw noProof(foreign);
    const outcomes: Purged[] = [];
    for (const proof of proofs) if (proof) outcomes.push(await this.purging.again(proof));
    const count = (outcome: Purged) => outcomes.filter((each) => each === outcome).length;
    return { purged: count('purged'), purgedBefore: count('purged-before'), notThere: count('not-there') };
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

function noProof(places: readonly number[]): Problem {
  const detail = 'This is no proof of this network, or it was changed. Send it as the list had it; its seal goes with all of its fields.';
  return new Problem({
    type: 'no-proof',
    status: 400,
    title: 'Nothing was destroyed',
    detail: 'Some entries are not as GET /v1/operator/purges gave them away. A report that was never purged is not destroyed here.',
    errors: places.map((place) => ({ pointer: `/purges/${place}/seal`, detail })),
  });
}
