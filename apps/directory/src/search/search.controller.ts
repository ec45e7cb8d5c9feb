import { RequireScope } from '@landbridge/platform';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { SearchAnswer, SearchQuery } from './search.bodies.ts';
import { SearchService } from './search.service.ts';

@ApiTags('search')
@ApiBearerAuth()
@Controller('v1/search')
export class SearchController {
  constructor(private readonly searches: SearchService) {}

  /** Who works on what, where, and in which language: the best first, each with its reasons. */
  @Get()
  @RequireScope('directory:read', 'operator', 'service')
  @ApiOkResponse({ type: SearchAnswer })
  search(@Query() query: SearchQuery): Promise<SearchAnswer> {
    return this.searches.search(query);
  }
}
