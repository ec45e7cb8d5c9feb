import { Clock, CurrentCaller, PURPOSE_HEADER, RequireScope, type Caller } from '@landbridge/platform';
import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { dayText, epochDay } from '../counting/calendar.ts';
import { ApiForms } from '../csv/api-forms.ts';
import { grainNamed } from '../evaluation/grain.ts';
import { answerIn } from '../csv/csv.ts';
import { languageOf } from '../explanations/language-of.ts';
import { ApiPurpose } from '../figures/api-purpose.ts';
import { seriesCsv } from '../series/series-csv.ts';
import { type BucketsQuery, SeriesAnswer, TrendChartQuery, TrendSeriesQuery } from '../series/series.query.ts';
import { SeriesService } from '../series/series.service.ts';
import { TrendParams } from '../trends/trend.query.ts';
import { TrendsService } from '../trends/trends.service.ts';
import { ApiChart } from './api-chart.ts';
import { CHART_HEADERS, chartOfAnswer } from './chart-answer.ts';

@ApiTags('trends')
@ApiBearerAuth()
@RequireScope('trends:read', 'operator')
@Controller('v1/trends/:id')
export class TrendSeriesController {
  constructor(
    private readonly trends: TrendsService,
    private readonly series: SeriesService,
    private readonly clock: Clock,
  ) {}

  /** The series that a trend tells of, for whoever may read the trend. */
  @Get('series')
  @ApiPurpose()
  @ApiForms(SeriesAnswer)
  async read(
    @CurrentCaller() caller: Caller,
    @Param() { id }: TrendParams,
    @Query() { format, ...asked }: TrendSeriesQuery,
    @Headers(PURPOSE_HEADER) stated: string | undefined,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeriesAnswer | string> {
    return answerIn(reply, { format, accept }, 'series', await this.seriesOf(caller, id, asked, stated), seriesCsv);
  }

  /** The same as a picture, in five languages. */
  @Get('chart.svg')
  @ApiPurpose()
  @ApiChart()
  async chart(
    @CurrentCaller() caller: Caller,
    @Param() { id }: TrendParams,
    @Query() { language, ...asked }: TrendChartQuery,
    @Headers(PURPOSE_HEADER) stated: string | undefined,
    @Headers('accept-language') accepted: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const answer = await this.seriesOf(caller, id, asked, stated);
    void reply.headers(CHART_HEADERS);
    return chartOfAnswer(answer, languageOf(language, accepted), dayText(epochDay(this.clock.now())));
  }

  private async seriesOf(caller: Caller, id: string, asked: BucketsQuery, stated: string | undefined): Promise<SeriesAnswer> {
    const { audience, series, evidence } = await this.trends.get(caller, id, stated);
    return this.series.read(caller, { ...asked, audience, ...series }, stated, grainNamed(evidence.grain));
  }
}
