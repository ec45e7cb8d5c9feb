import { CurrentCaller, RequireScope, type Caller } from '@landbridge/platform';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
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
  @ApiOkResponse({ type: SeriesAnswer })
  read(@CurrentCaller() caller: Caller, @Query() query: SeriesQuery): Promise<SeriesAnswer> {
    return this.series.read(caller, query);
  }
}
