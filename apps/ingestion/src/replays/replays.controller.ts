import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ReplaySource } from '@landbridge/messaging';
import { type Caller, CurrentCaller, Problem, RequireScope } from '@landbridge/platform';
import { IsIn, Matches } from 'class-validator';
import { Problems, TakesJson } from '../http/api-docs.ts';

export class ReplayRequest {
  @IsIn(['trend-detection']) service: 'trend-detection';
  /** The generation of the read model, which comes back with the marker at the end. */
  @Matches(/^[A-Za-z0-9_:.-]{1,200}$/) generation: string;
}

@ApiBearerAuth()
@ApiTags('replays')
@Controller('v1/replays')
export class ReplaysController {
  constructor(private readonly source: ReplaySource) {}

  @Post()
  @HttpCode(202)
  @RequireScope('service')
  @ApiOperation({
    summary: 'Ask for everything again',
    description: 'Fills replay.<service> with the latest revision of all reports. The same generation is filled once.',
  })
  @TakesJson(ReplayRequest)
  @ApiResponse({ status: 202, description: 'It will be filled.' })
  @Problems({ 400: 'No such service or generation.', 403: 'A replay for another service.' })
  async start(
    @CurrentCaller() caller: Caller,
    @Body() { service, generation }: ReplayRequest,
  ): Promise<{ service: string; generation: string }> {
    if (caller.kind !== 'service' || caller.name !== service)
      throw new Problem({ type: 'forbidden', status: 403, title: 'Not allowed', detail: 'A service asks for its own replay.' });
    await this.source.start(`replay.${service}`, generation);
    return { service, generation };
  }
}
