import { CurrentCaller, PURPOSE_HEADER, RequireScope, type Caller } from '@landbridge/platform';
import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiForms } from '../csv/api-forms.ts';
import { answerIn, csvOf } from '../csv/csv.ts';
import { ApiPurpose } from '../figures/api-purpose.ts';
import { RoutesAnswer, RoutesQuery } from './routes.bodies.ts';
import { RoutesService } from './routes.service.ts';

@ApiTags('routes')
@ApiBearerAuth()
@RequireScope('trends:read', 'operator')
@Controller('v1/routes')
export class RoutesController {
  constructor(private readonly routes: RoutesService) {}

  /** Where people are brought from, through and to, as the reports recorded in some days tell. As CSV: one line an edge. */
  @Get()
  @ApiPurpose()
  @ApiForms(RoutesAnswer)
  async read(
    @CurrentCaller() caller: Caller,
    @Query() query: RoutesQuery,
    @Headers(PURPOSE_HEADER) stated: string | undefined,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RoutesAnswer | string> {
    return answerIn(reply, { format: query.format, accept }, 'routes', await this.routes.read(caller, query, stated), edgesCsv);
  }
}

const edgesCsv = ({ edges }: RoutesAnswer) => csvOf(edges, ['leg', 'from', 'to', 'reports']);
