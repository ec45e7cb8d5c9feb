import { Public } from '@landbridge/platform';
import { Controller, Get, Header, Headers, HttpStatus, Param, Query, Res } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CSV, formatOf } from '../csv/csv.ts';
import { toCsv } from './public-form.ts';
import { ReleasePage, ReleaseParams, ReleaseQuery, ReleasesQuery, StatisticsRelease } from './statistics.bodies.ts';
import { StatisticsService } from './statistics.service.ts';

/** A release never changes. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** Public figures: everybody may read them, nobody needs a token. */
@ApiTags('statistics')
@Public()
@Controller('v1/statistics/releases')
export class StatisticsController {
  constructor(private readonly statistics: StatisticsService) {}

  /** Releases of public figures, the newest first. */
  @Get()
  @Header('cache-control', 'public, max-age=60')
  @ApiOkResponse({ type: ReleasePage })
  list(@Query() query: ReleasesQuery): Promise<ReleasePage> {
    return this.statistics.page(query);
  }

  /** One release with its codebook, always the same. As CSV: one line a figure. */
  @Get(':number')
  @ApiHeader({ name: 'if-none-match', required: false, description: 'ETag of what you have.' })
  @ApiExtraModels(StatisticsRelease)
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(StatisticsRelease) } },
      'text/csv': { schema: { type: 'string' } },
    },
  })
  @ApiResponse({ status: 304, description: 'It is what you have.' })
  async get(
    @Param() { number }: ReleaseParams,
    @Query() { format }: ReleaseQuery,
    @Headers('accept') accept: string | undefined,
    @Headers('if-none-match') had: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StatisticsRelease | string | undefined> {
    const release = await this.statistics.released(number);
    const isCsv = formatOf(format, accept) === 'csv';
    const tag = `"${release.digest}${isCsv ? '-csv' : ''}"`;
    void reply.headers({ etag: tag, 'cache-control': FOR_EVER, vary: 'accept' });
    if (isHad(had, tag)) {
      void reply.status(HttpStatus.NOT_MODIFIED);
      return undefined;
    }
    const form = await this.statistics.form(release);
    if (!isCsv) return form;
    void reply.headers({ 'content-type': CSV, 'content-disposition': `attachment; filename="release-${number}.csv"` });
    return toCsv(form);
  }
}

/** RFC 9110, 13.1.2: tags are compared weakly. */
const isHad = (had = '', tag: string) => had.split(',').some((each) => ['*', tag].includes(each.trim().replace(/^W\//, '')));
