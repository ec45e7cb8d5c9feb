import { RequireScope } from '@landbridge/platform';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeliveriesRepository } from '../deliveries/deliveries.repository.ts';
import { lastAnswerOf } from '../deliveries/delivery.bodies.ts';
import { pageOf, readPlace } from '../pages/place.ts';
import type { Delivery } from '../queue/delivery.schema.ts';
import { ReviewsRepository } from '../reviews/reviews.repository.ts';
import { NotificationStatus, OverduePage, OverdueQuery, type OverdueView } from './operator.bodies.ts';

const PAGE = 100;

@ApiTags('operator')
@ApiBearerAuth()
@RequireScope('operator')
@Controller('v1/operator')
export class OperatorController {
  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly reviews: ReviewsRepository,
  ) {}

  @Get('status')
  @ApiOkResponse({ type: NotificationStatus })
  async status(): Promise<NotificationStatus> {
    const { deliveries, reviews } = this;
    const [byState, overdue, open] = await Promise.all([deliveries.countByState(), deliveries.countOverdue(), reviews.countOpen()]);
    return { ...byState, overdue, reviews: open };
  }

  @Get('overdue-deliveries')
  @ApiOperation({
    summary: 'Withdrawals and narrowed reports that receivers do not take',
    description:
      'All attempts of the schedule have failed, and there is one more each day. Their receivers still hold what they should not.',
  })
  @ApiOkResponse({ type: OverduePage })
  async overdue(@Query() { cursor, limit = PAGE }: OverdueQuery): Promise<OverduePage> {
    const found = await this.deliveries.findOverdue(cursor === undefined ? undefined : readPlace(cursor), limit + 1);
    const { rows, ...next } = pageOf(found, limit, (delivery) => ({ at: sinceOf(delivery), id: delivery._id }));
    return { deliveries: rows.map(viewOf), ...next };
  }
}

const sinceOf = ({ overdueSince, createdAt }: Delivery): Date => overdueSince ?? createdAt;

function viewOf(delivery: Delivery): OverdueView {
  const { _id: id, subscription, organisation, name: event, attempts, nextAttemptAt, answer } = delivery;
  return {
    id,
    subscription,
    organisation,
    event,
    attempts,
    since: sinceOf(delivery).toISOString(),
    ...(nextAttemptAt && { nextAttemptAt: nextAttemptAt.toISOString() }),
    ...lastAnswerOf(answer),
  };
}
