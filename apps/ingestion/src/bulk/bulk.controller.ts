import { Readable } from 'node:stream';
import { Controller, HttpCode, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentOrganisation, NeverLimited, noteForAudit, type OrganisationCaller, Problems, RequireScope } from '@landbridge/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MAPPING_SCHEMA } from '../mappings/mapping.ts';
import { BulkLoads } from './bulk-loads.ts';
import { CSV, DIGEST_HEADER, MAPPING_HEADER, NDJSON, rowsOf } from './bulk.request.ts';
import { BulkService } from './bulk.service.ts';

/** Answers that wait for a client which does not read yet. Beyond it the load stands still until the client reads. */
const WAITING_BYTES = 4 * 1024 * 1024;
/** A connection on which nothing moves in either direction is cut. */
const IDLE_MS = 120_000;

/** JSON Schema 2020-12, 8: what is inside the text. */
const MAPPING_IN_HEADER = {
  type: 'string',
  contentEncoding: 'base64url',
  contentMediaType: 'application/json',
  contentSchema: MAPPING_SCHEMA,
} as const;

const DESCRIPTION = `Streams NDJSON (one report a line) or CSV (with a mapping) of any size; a line is at most 64 kB.
Up to 500 lines are committed together, and answered once they are durable, line by line: accepted, alreadyHeld, or rejected with the reason. A bad line stops no other; it is kept for you, encrypted, for 14 days (GET /v1/quarantine).
The last line of the answer is the summary with complete: true. Without it, what was answered is taken and the rest is not: send the whole again, and only the rest will be taken, because external ids (or, with ${DIGEST_HEADER}, the file and the line) stand for their reports.
Read the answer while you send: after ${WAITING_BYTES} bytes of unread answers (about 30,000 lines) the load waits for you, and after ${IDLE_MS / 1000} seconds without movement it is cut.`;

@ApiBearerAuth()
@ApiTags('reports')
@Controller('v1/reports')
export class BulkController {
  constructor(
    private readonly bulk: BulkService,
    private readonly loads: BulkLoads,
  ) {}

  @Post('bulk')
  @HttpCode(200)
  @RequireScope('reports:write')
  // it has limits of its own, and there may be an imminent report in it
  @NeverLimited()
  @ApiOperation({ summary: 'Submit many reports', description: DESCRIPTION })
  @ApiHeader({ name: MAPPING_HEADER, required: false, description: 'For CSV: how its columns become reports.', schema: MAPPING_IN_HEADER })
  @ApiHeader({
    name: DIGEST_HEADER,
    required: false,
    description: 'SHA-256 of the file in hexadecimal. Lines without external ids are then known by the file and their line.',
  })
  @ApiConsumes(NDJSON, CSV)
  @ApiBody({ schema: { type: 'string', description: 'NDJSON: one ReportInput on each line. CSV: a header line, then a report on each.' } })
  @ApiResponse({
    status: 200,
    description: 'One BulkLine for each line of the body, then one BulkSummary.',
    content: { [NDJSON]: { schema: { oneOf: [{ $ref: '#/components/schemas/BulkLine' }, { $ref: '#/components/schemas/BulkSummary' }] } } },
  })
  @Problems({
    400: 'The file does not fit its mapping, or a header is not good; nothing was taken.',
    415: 'Neither NDJSON nor CSV.',
    429: 'As many loads as your organisation may have are running.',
    503: 'As many loads as the service bears are running.',
  })
  async load(
    @CurrentOrganisation() caller: OrganisationCaller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const end = this.loads.begin(caller.organisation.id);
    reply.raw.once('close', end);
    stopWith(request, reply);
    const rows = await rowsOf(request);
    const counts = { accepted: 0, alreadyHeld: 0, rejected: 0 };
    noteForAudit(request, counts);
    const answers = this.bulk.load(caller, rows, () => request.raw.destroyed && !request.raw.complete, counts);
    return new StreamableFile(Readable.from(answers, { objectMode: false, highWaterMark: WAITING_BYTES }), { type: NDJSON });
  }
}

/** Nobody reads the answers any more, or nothing moves: then the rest of the body is not wanted. */
function stopWith({ raw: request }: FastifyRequest, { raw: reply }: FastifyReply): void {
  const { socket } = request;
  const cut = () => socket.destroy();
  socket.setTimeout(IDLE_MS, cut);
  reply.once('close', () => {
    socket.setTimeout(0).off('timeout', cut);
    if (!reply.writableFinished) request.destroy();
  });
}
