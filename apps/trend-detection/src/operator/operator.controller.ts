import { RequireScope } from '@landbridge/platform';
import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RecountAnswer, TrendDetectionStatus } from './operator.bodies.ts';
import { OperatorService } from './operator.service.ts';

@ApiTags('operator')
@ApiBearerAuth()
@RequireScope('operator')
@Controller('v1/operator')
export class OperatorController {
  constructor(private readonly operator: OperatorService) {}

  @Get('status')
  @ApiOkResponse({ type: TrendDetectionStatus })
  status(): Promise<TrendDetectionStatus> {
    return this.operator.status();
  }

  /** Counts all contributions afresh and compares every counter. Ask when nothing is being counted. */
  @Post('recount-check')
  @HttpCode(200)
  @ApiOkResponse({ type: RecountAnswer })
  recountCheck(): Promise<RecountAnswer> {
    return this.operator.recountCheck();
  }
}
