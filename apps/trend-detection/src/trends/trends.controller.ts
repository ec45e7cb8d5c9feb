import { CurrentCaller, PURPOSE_HEADER, RequireScope, type Caller } from '@landbridge/platform';
import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiForms } from '../csv/api-forms.ts';
import { answerIn } from '../csv/csv.ts';
import { ApiLanguage } from '../explanations/api-language.ts';
import { languageOf } from '../explanations/language-of.ts';
import { ApiPurpose } from '../figures/api-purpose.ts';
import { TellingQuery, TrendAnswer, TrendHistory, TrendPage, TrendParams, TrendQuery } from './trend.query.ts';
import { trendsCsv } from './trends-csv.ts';
import { TrendsService } from './trends.service.ts';

@ApiTags('trends')
@ApiBearerAuth()
@RequireScope('trends:read', 'operator')
@Controller('v1/trends')
export class TrendsController {
  constructor(private readonly trends: TrendsService) {}

  /** Trends of the caller's audiences that are published, or were when their change ended, the newest weeks first; all of them for the assessing team and the operator. */
  @Get()
  @ApiPurpose()
  @ApiLanguage()
  @ApiForms(TrendPage)
  async list(
    @CurrentCaller() caller: Caller,
    @Query() query: TrendQuery,
    @Headers(PURPOSE_HEADER) stated: string | undefined,
    @Headers('accept') accept: string | undefined,
    @Headers('accept-language') accepted: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TrendPage | string> {
    const language = languageOf(query.language, accepted);
    const page = await this.trends.page(caller, query, stated, language);
    if (page.next !== undefined) void reply.header('link', nextPage(query, page.next));
    const answer = answerIn(reply, { format: query.format, accept }, 'trends', page, trendsCsv);
    void reply.headers({ vary: 'accept, accept-language', 'content-language': language });
    return answer;
  }

  /** One trend; one that is published, or was when its change ended, with what its assessor says to its audience. */
  @Get(':id')
  @ApiPurpose()
  @ApiLanguage()
  @ApiOkResponse({ type: TrendAnswer })
  get(
    @CurrentCaller() caller: Caller,
    @Param() { id }: TrendParams,
    @Query() { language: asked }: TellingQuery,
    @Headers(PURPOSE_HEADER) stated: string | undefined,
    @Headers('accept-language') accepted: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TrendAnswer> {
    const language = languageOf(asked, accepted);
    void reply.headers({ vary: 'accept-language', 'content-language': language });
    return this.trends.get(caller, id, stated, language);
  }

  /** Its revisions, oldest first: all of them for the assessing team and the operator, to others those that were published, and how that ended. */
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

/** RFC 8288. A page as CSV has no other place for it. */
function nextPage(asked: TrendQuery, cursor: string): string {
  const wanted = Object.entries({ ...asked, cursor }).map(([name, value]): [string, string] => [name, String(value)]);
  return `</v1/trends?${new URLSearchParams(wanted).toString()}>; rel="next"`;
}
