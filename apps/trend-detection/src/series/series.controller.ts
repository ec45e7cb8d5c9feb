import { Clock, CurrentCaller, PURPOSE_HEADER, RequireScope, type Caller } from '@landbridge/platform';
import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiChart } from '../charts/api-chart.ts';
import { CHART_HEADERS, chartOfAnswer } from '../charts/chart-answer.ts';
import { dayText, epochDay } from '../counting/calendar.ts';
import { ApiForms } from '../csv/api-forms.ts';
import { answerIn } from '../csv/csv.ts';
import { languageOf } from '../explanations/language-of.ts';
import { ApiPurpose } from '../figures/api-purpose.ts';
import { seriesCsv } from './series-csv.ts';
import { ChartQuery, SeriesAnswer, SeriesQuery } from './series.query.ts';
import { SeriesService } from './series.service.ts';

@ApiTags('series')
@ApiBearerAuth()
@RequireScope('trends:read', 'operator')
@Controller('v1/series')
export class SeriesController {
  constructor(
    private readonly series: SeriesService,
    private readonly clock: Clock,
  ) {}

  /** What an audience that the caller belongs to may count, bucket by bucket; of weeks also what was expected, and where a change stands. */
  @Get()
  @ApiPurpose()
  @ApiForms(SeriesAnswer)
  async read(
    @CurrentCaller() caller: Caller,
    @Query() { format, ...asked }: SeriesQuery,
    @Headers(PURPOSE_HEADER) stated: string | undefined,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeriesAnswer | string> {
    return answerIn(reply, { format, accept }, 'series', await this.series.read(caller, asked, stated), seriesCsv);
  }

  /** The same as a picture, in five languages. */
  @Get('chart.svg')
  @ApiPurpose()
  @ApiChart()
  async chart(
    @CurrentCaller() caller: Caller,
    @Query() { language, ...asked }: ChartQuery,
    @Headers(PURPOSE_HEADER) stated: string | undefined,
    @Headers('accept-language') accepted: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const answer = await this.series.read(caller, asked, stated);
    void reply.headers(CHART_HEADERS);
    return chartOfAnswer(answer, languageOf(language, accepted), dayText(epochDay(this.clock.now())));
  }
}
