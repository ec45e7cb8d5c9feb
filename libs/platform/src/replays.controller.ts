import { IsSlug } from '@landbridge/contracts';
import { ReplaySource } from '@landbridge/messaging';
import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { type Caller, CurrentCaller, RequireScope } from './identity/caller.ts';
import { Problem } from './problem.ts';

export class ReplayRequest {
  /** The service that asks. */
  @IsSlug() service: string;
  /** The generation of the read model, which comes back with the marker at the end. */
  @Matches(/^[A-Za-z0-9_:.-]{1,200}$/) generation: string;
}

/** Where services ask each other for everything again. */
@ApiTags('replays')
@ApiBearerAuth()
@RequireScope('service')
@Controller('v1/replays')
export class ReplaysController {
  constructor(@Inject(ReplaySource) private readonly source: ReplaySource) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Ask for everything again',
    description: 'Fills the topic of replays for the service that asks. The same generation is filled once.',
  })
  @ApiAcceptedResponse({ type: ReplayRequest })
  async start(@CurrentCaller() caller: Caller, @Body() { service, generation }: ReplayRequest): Promise<ReplayRequest> {
    const topic = this.source.offeredTo(service);
    if (!topic)
      throw new Problem({
        type: 'nothing-to-replay',
        status: 400,
        title: 'There is no such replay',
        detail: 'This service has nothing to replay to that one; ask the owner of the events.',
      });
    if (caller.kind !== 'service' || caller.name !== service)
      throw new Problem({ type: 'forbidden', status: 403, title: 'Not allowed', detail: 'A service asks for its own replay.' });
    await this.source.start(topic, generation);
    return { service, generation };
  }
}
