import { Trend } from '@landbridge/contracts';
import { CurrentCaller, RequireScope, type Caller } from '@landbridge/platform';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { TrendPage, TrendParams, TrendQuery } from './trend.query.ts';
import { TrendsService } from './trends.service.ts';

@ApiTags('trends')
@ApiBearerAuth()
@RequireScope('trends:read', 'operator')
@Controller('v1/trends')
export class TrendsController {
  constructor(private readonly trends: TrendsService) {}

  /** Published trends of the caller's audiences, the newest weeks first; candidates and closed ones too for the assessing team and the operator. */
  @Get()
  @ApiOkResponse({ type: TrendPage })
  list(@CurrentCaller() caller: Caller, @Query() query: TrendQuery): Promise<TrendPage> {
    return this.trends.page(caller, query);
  }

  @Get(':id')
  @ApiOkResponse({ type: Trend })
  get(@CurrentCaller() caller: Caller, @Param() { id }: TrendParams): Promise<Trend> {
    return this.trends.get(caller, id);
  }
}
