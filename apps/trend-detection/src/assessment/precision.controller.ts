import { type Caller, CurrentCaller, PURPOSE_HEADER, RequireScope } from '@landbridge/platform';
import { Controller, Get, Headers } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiPurpose } from '../figures/api-purpose.ts';
import { Precision } from './assessment.bodies.ts';
import { PrecisionService } from './precision.service.ts';

@ApiTags('assessment')
@ApiBearerAuth()
@RequireScope('trends:read', 'operator')
@Controller('v1/trends/precision')
export class PrecisionController {
  constructor(private readonly precision: PrecisionService) {}

  /** How many candidates were worth being told of, by method, by kind of change and by dimension: for the assessing team and the operator. */
  @Get()
  @ApiPurpose()
  @ApiOkResponse({ type: Precision })
  measure(@CurrentCaller() caller: Caller, @Headers(PURPOSE_HEADER) stated: string | undefined): Promise<Precision> {
    return this.precision.measure(caller, stated);
  }
}
