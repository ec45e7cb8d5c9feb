import { CurrentCaller, PURPOSE_HEADER, RequireScope, type Caller } from '@landbridge/platform';
import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiPurpose } from '../figures/api-purpose.ts';
import { TrendAnswer, TrendHistory, TrendPage, TrendParams, TrendQuery } from './trend.query.ts';
import { TrendsService } from './trends.service.ts';

@ApiTags('trends')
@ApiBearerAuth()
@RequireScope('trends:read', 'operator')
@Controller('v1/trends')
export class TrendsController {
  constructor(private readonly trends: TrendsService) {}

  /** Published trends of the caller's audiences, the newest weeks first; candidates and closed ones too for the assessing team and the operator. */
  @Get()
  @ApiPurpose()
  @ApiOkResponse({ type: TrendPage })
  list(
    @CurrentCaller() caller: Caller,
    @Query() query: TrendQuery,
    @Headers(PURPOSE_HEADER) stated: string | undefined,
  ): Promise<TrendPage> {
    return this.trends.page(caller, query, stated);
  }

  /** One trend; a published one with what its assessor says to its audience. */
  @Get(':id')
  @ApiPurpose()
  @ApiOkResponse({ type: TrendAnswer })
  get(
    @CurrentCaller() caller: Caller,
    @Param() { id }: TrendParams,
    @Headers(PURPOSE_HEADER) stated: string | undefined,
  ): Promise<TrendAnswer> {
    return this.trends.get(caller, id, stated);
  }

  /** Its revisions, oldest first: all of them for the assessing team and the operator, to others those that were published. */
  @Get(':id/history')
  @ApiPurpose()
  @ApiOkResponse({ type: TrendHistory })
  history(
    @CurrentCaller() caller: Caller,
    @Param() { id }: TrendParams,
    @Headers(PURPOSE_HEADER) stated: string | undefined,
  ): Promise<TrendHistory> {
    return this.trends.history(caller, id, stated);
  }
}
