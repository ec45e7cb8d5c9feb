import { RequireScope } from '@landbridge/platform';
import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DeliveriesRepository } from '../deliveries/deliveries.repository.ts';
import { ReviewsRepository } from '../reviews/reviews.repository.ts';
import { NotificationStatus } from './operator.bodies.ts';

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
    const [byState, reviews] = await Promise.all([this.deliveries.countByState(), this.reviews.countOpen()]);
    return { ...byState, reviews };
  }
}
