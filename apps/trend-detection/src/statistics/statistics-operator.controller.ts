import { noteForAudit, RequireScope } from '@landbridge/platform';
import { Body, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ReleaseAsked, ReleaseBegun, ReleasePreview, StatisticsStatus } from './statistics.bodies.ts';
import { StatisticsService } from './statistics.service.ts';

@ApiTags('operator')
@ApiBearerAuth()
@RequireScope('operator')
@Controller('v1/operator/statistics')
export class StatisticsOperatorController {
  constructor(private readonly statistics: StatisticsService) {}

  /** What waits to be published, and what is left of the budget of differential privacy. */
  @Get()
  @ApiOkResponse({ type: StatisticsStatus })
  status(): Promise<StatisticsStatus> {
    return this.statistics.status();
  }

  /** Asks for a release. It is made in the order of numbers, and published when it is whole. There is no way back. */
  @Post('releases')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: ReleaseBegun })
  @ApiResponse({ status: 409, description: 'The privacy budget does not bear it; `left` tells what is left.' })
  async begin(@Body() asked: ReleaseAsked, @Req() request: FastifyRequest): Promise<ReleaseBegun> {
    const begun = await this.statistics.begin(asked);
    noteForAudit(request, { release: begun.number });
    return begun;
  }

  /** How much such a release would show and suppress. Nothing is published, and nothing of the budget is spent. */
  @Post('previews')
  @HttpCode(200)
  @ApiOkResponse({ type: ReleasePreview })
  preview(@Body() asked: ReleaseAsked): Promise<ReleasePreview> {
    return this.statistics.preview(asked);
  }
}
