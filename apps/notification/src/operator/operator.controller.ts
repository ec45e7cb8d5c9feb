import { ConsumerStatus, DeadLetters, OutboxStatus, type TopicStatus } from '@landbridge/messaging';
import { RequireScope } from '@landbridge/platform';
import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DeliveriesRepository } from '../deliveries/deliveries.repository.ts';
import { NotificationStatus } from './operator.bodies.ts';

@ApiTags('operator')
@ApiBearerAuth()
@RequireScope('operator')
@Controller('v1/operator')
export class OperatorController {
  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly consumer: ConsumerStatus,
    private readonly outbox: OutboxStatus,
    private readonly deadLetters: DeadLetters,
  ) {}

  @Get('status')
  @ApiOkResponse({ type: NotificationStatus })
  async status(): Promise<NotificationStatus> {
    const [states, topics, outboxPending, deadLetters] = await Promise.all([
      this.deliveries.countByState(),
      this.consumer.topics(),
      this.outbox.pending(),
      this.deadLetters.count(),
    ]);
    return { ...states, topics: topics.map(positionOf), outboxPending, deadLetters };
  }
}

const positionOf = ({ topic, state, lag }: TopicStatus) => ({ topic, state, ...(lag !== undefined && { lag }) });
