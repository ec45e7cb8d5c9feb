import { CurrentCaller, PURPOSE_HEADER, RequireScope, type Caller } from '@landbridge/platform';
import { Controller, Get, Headers, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiPurpose } from '../figures/api-purpose.ts';
import { SeriesAnswer, SeriesQuery } from './series.query.ts';
import { SeriesService } from './series.service.ts';

@ApiTags('series')
@ApiBearerAuth()
@RequireScope('trends:read', 'operator')
@Controller('v1/series')
export class SeriesController {
  constructor(private readonly series: SeriesService) {}

  /** What an audience that the caller belongs to may count, week by week. */
  @Get()
  @ApiPurpose()
  @ApiOkResponse({ type: SeriesAnswer })
  read(
    @CurrentCaller() caller: Caller,
    @Query() query: SeriesQuery,
    @Headers(PURPOSE_HEADER) stated: string | undefined,
  ): Promise<SeriesAnswer> {
    return this.series.read(caller, query, stated);
  }
}
