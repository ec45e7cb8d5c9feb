import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { RequireScope } from '../identity/caller.ts';
import {
  AuditPurge,
  AuditPurged,
  EntrySpan,
  EntrySpanQuery,
  RootSpan,
  SealAnswer,
  SpanQuery,
  StrandPage,
  StrandPageQuery,
} from './audit-operator.bodies.ts';
import { AS_DIGESTED, AuditStore } from './audit-store.ts';
import { noteForAudit } from './audited-act.ts';
import { Purge } from './purge.ts';
import { Sealer } from './sealer.ts';

/** For whoever verifies the audit, and for keeping it. */
@ApiTags('operator')
@ApiBearerAuth()
@RequireScope('operator')
@Controller('v1/operator/audit')
export class AuditOperatorController {
  constructor(
    private readonly store: AuditStore,
    private readonly sealer: Sealer,
    private readonly purge: Purge,
  ) {}

  @Get('strands')
  @ApiOperation({ summary: 'List the strands of the audit' })
  @ApiOkResponse({ type: StrandPage })
  async strands(@Query() { after, limit }: StrandPageQuery): Promise<StrandPage> {
    const entries = await this.store.entries.countDocuments({});
    const found = await this.store.strands
      .find({}, { projection: { _id: 0, sealed: 0, open: 0 } })
      .sort({ startedAt: 1, strand: 1 })
      .skip(after)
      .limit(limit + 1)
      .toArray();
    return { strands: found.slice(0, limit), entries, ...(found.length > limit && { next: after + limit }) };
  }

  @Get('entries')
  @ApiOperation({ summary: 'The entries of a strand, as they are stored', description: 'Numbers from `from` on, `limit` of them.' })
  @ApiOkResponse({ type: EntrySpan })
  async entries(@Query() { strand, from, limit }: EntrySpanQuery): Promise<EntrySpan> {
    const span = { strand, number: { $gte: from, $lt: from + limit } };
    const entries = await this.store.entries.find(span, { projection: AS_DIGESTED }).sort({ number: 1 }).toArray();
    const last = await this.store.lastEntry(strand);
    return { entries, ...(last && last.number >= from + limit && { next: from + limit }) };
  }

  @Get('roots')
  @ApiOperation({ summary: 'The sealed roots', description: 'Numbers from `from` on, `limit` of them.' })
  @ApiOkResponse({ type: RootSpan })
  async roots(@Query() { from, limit }: SpanQuery): Promise<RootSpan> {
    const roots = await this.store.roots
      .find({ number: { $gte: from, $lt: from + limit } }, { projection: { _id: 0 } })
      .sort({ number: 1 })
      .toArray();
    const last = await this.store.lastRoot();
    return { roots, ...(last && last.number >= from + limit && { next: from + limit }) };
  }

  @Post('seal')
  @HttpCode(200)
  @ApiOperation({ summary: 'Seal now what the next minute would seal' })
  @ApiOkResponse({ type: SealAnswer })
  async seal(): Promise<SealAnswer> {
    const root = await this.sealer.seal();
    return { ...(root && { root }) };
  }

  @Post('purge')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Take away what old entries say',
    description: 'Their digests stay, so that the audit can still be verified. Entries younger than a year are refused.',
  })
  @ApiOkResponse({ type: AuditPurged })
  async purgeBefore(@Body() { before }: AuditPurge, @Req() request: FastifyRequest): Promise<AuditPurged> {
    const purged = await this.purge.before(before);
    noteForAudit(request, { purged, before });
    return { purged };
  }
}
