import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ConsumerStatus, type DeadLetter, DeadLetters, OutboxStatus, ReplaySource } from '@landbridge/messaging';
import { Cursors } from '../cursors.ts';
import { RequireScope } from '../identity/caller.ts';
import {
  DeadLetterPage,
  DeadLetterQuery,
  DeadLetterReplay,
  DeadLettersReplayed,
  type DeadLetterView,
  MessagingStatus,
} from './messaging.bodies.ts';

/** What the operator of the network asks every service alike. */
@ApiTags('operator')
@ApiBearerAuth()
@RequireScope('operator')
@Controller('v1/operator')
export class MessagingController {
  constructor(
    @Inject(ConsumerStatus) private readonly consumers: ConsumerStatus,
    @Inject(OutboxStatus) private readonly outbox: OutboxStatus,
    @Inject(DeadLetters) private readonly letters: DeadLetters,
    @Inject(ReplaySource) private readonly source: ReplaySource,
    private readonly cursors: Cursors,
  ) {}

  @Get('messaging')
  @ApiOperation({ summary: 'What comes from Kafka, what goes to it, and what could not be used' })
  @ApiOkResponse({ type: MessagingStatus })
  async status(): Promise<MessagingStatus> {
    const [topics, replays, outboxPending, outboxQuarantined, deadLetters] = await Promise.all([
      this.consumers.topics(),
      this.source.progress(),
      this.outbox.pending(),
      this.outbox.quarantined(),
      this.letters.count(),
    ]);
    const progress = topics.map(({ topic, state, lag, replay }) => ({
      topic,
      state,
      ...(lag === undefined ? {} : { lag }),
      ...(replay && { replay }),
    }));
    return { topics: progress, replays, outboxPending, outboxQuarantined, deadLetters };
  }

  @Get('dead-letters')
  @ApiOperation({
    summary: 'List events that could not be used',
    description: 'Oldest first; where they are and why, never what they say.',
  })
  @ApiOkResponse({ type: DeadLetterPage })
  async list(@Query() { topic, replayed, cursor, limit }: DeadLetterQuery): Promise<DeadLetterPage> {
    const filter = { ...(topic && { topic }), ...(replayed !== undefined && { replayed }) };
    const { rows, ...next } = await this.cursors.page(
      { cursor, limit },
      { deadLetters: filter },
      (after: readonly [id: string] | undefined, most) => this.letters.list({ ...filter, ...(after && { after: after[0] }), limit: most }),
      ({ id }) => [id],
    );
    return { deadLetters: rows.map(viewOf), ...next };
  }

  @Post('dead-letters/replay')
  @HttpCode(200)
  @ApiOperation({ summary: 'Produce events anew', description: 'For when the cause is mended. Without ids, all that were never replayed.' })
  @ApiOkResponse({ type: DeadLettersReplayed })
  async replay(@Body() { ids, topic }: DeadLetterReplay): Promise<DeadLettersReplayed> {
    const which = ids ? { ids } : { replayed: false };
    return { replayed: await this.letters.replay({ ...which, ...(topic && { topic }) }) };
  }
}

function viewOf({ id, topic, partition, offset, error, at, replays, replayedAt, forgotten }: DeadLetter): DeadLetterView {
  return {
    id,
    topic,
    partition,
    offset,
    error,
    at: at.toISOString(),
    replays,
    ...(replayedAt && { replayedAt: replayedAt.toISOString() }),
    forgotten,
  };
}
