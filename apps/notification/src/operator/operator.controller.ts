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
  constructor(private readonly deliveries: DeliveriesRepository) {}

  @Get('status')
  @ApiOkResponse({ type: NotificationStatus })
  status(): Promise<NotificationStatus> {
    return this.deliveries.countByState();
  }
}
