import type { PolicyState } from '@landbridge/messaging';
import { RequireScope } from '@landbridge/platform';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { PolicyStateAnswer, PolicyStateQuery } from './policy.bodies.ts';
import { PolicyRecords } from './policy-records.ts';

@ApiTags('policy')
@ApiBearerAuth()
@Controller('v1/policy')
export class PolicyStateController {
  constructor(private readonly records: PolicyRecords) {}

  /** What services ask when Kafka did not bring them the policy context in time. */
  @Get('state')
  @RequireScope('service')
  @ApiOkResponse({ type: PolicyStateAnswer })
  state(@Query() { after = 0 }: PolicyStateQuery): Promise<PolicyState> {
    return this.records.changedAfter(after);
  }
}
