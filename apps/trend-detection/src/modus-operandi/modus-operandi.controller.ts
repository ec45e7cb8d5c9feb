import { ModusOperandi } from '@landbridge/contracts';
import { type Caller, CurrentCaller, PURPOSE_HEADER, RequireScope, versionTag } from '@landbridge/platform';
import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiPurpose } from '../figures/api-purpose.ts';
import { CatalogueService } from './catalogue.service.ts';
import type { Entry } from './entry.schema.ts';
import {
  CataloguePage,
  CatalogueQuery,
  CountsQuery,
  EntryParams,
  EntryQuery,
  ModusOperandiCounts,
  RevisionsPage,
  RevisionsQuery,
} from './modus-operandi.bodies.ts';

const ApiLanguage = () =>
  ApiHeader({ name: 'accept-language', required: false, description: 'Languages of the words that you would like, such as sv, en;q=0.5.' });
const ApiElsewhere = () =>
  ApiResponse({ status: 303, description: 'It was merged into another entry, or this is an alias: see Location.' });

@ApiTags('modus operandi')
@ApiBearerAuth()
@RequireScope('trends:read', 'operator')
@Controller('v1/modus-operandi')
export class ModusOperandiController {
  constructor(private readonly catalogue: CatalogueService) {}

  /** The entries that the caller may read, by their tags. */
  @Get()
  @ApiPurpose()
  @ApiLanguage()
  @ApiOkResponse({ type: CataloguePage })
  async list(
    @CurrentCaller() caller: Caller,
    @Query() query: CatalogueQuery,
    @Headers('accept-language') accepted: string | undefined,
    @Headers(PURPOSE_HEADER) purpose: string | undefined,
  ): Promise<CataloguePage> {
    const { rows, ...next } = await this.catalogue.page(caller, query, { language: query.language ?? accepted, purpose });
    return { modiOperandi: [...rows], ...next };
  }

  @Get(':id')
  @ApiPurpose()
  @ApiLanguage()
  @ApiOkResponse({ type: ModusOperandi })
  @ApiElsewhere()
  async get(
    @CurrentCaller() caller: Caller,
    @Param() { id }: EntryParams,
    @Query() { language }: EntryQuery,
    @Headers('accept-language') accepted: string | undefined,
    @Headers(PURPOSE_HEADER) purpose: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ModusOperandi> {
    const entry = await this.catalogue.resolve(caller, id);
    await this.sendElsewhere(caller, entry, id, '', reply);
    const view = await this.catalogue.view(caller, entry, { language: language ?? accepted, purpose });
    reply.headers({ etag: versionTag(entry.revision), 'content-language': view.language, vary: 'accept-language' });
    return { ...view, sightings: await this.catalogue.seen(caller, entry, purpose) };
  }

  /** Every revision that the caller could have read when it was the present one, the newest first. */
  @Get(':id/revisions')
  @ApiPurpose()
  @ApiLanguage()
  @ApiOkResponse({ type: RevisionsPage })
  async revisions(
    @CurrentCaller() caller: Caller,
    @Param() { id }: EntryParams,
    @Query() query: RevisionsQuery,
    @Headers('accept-language') accepted: string | undefined,
    @Headers(PURPOSE_HEADER) purpose: string | undefined,
  ): Promise<RevisionsPage> {
    const entry = await this.catalogue.resolve(caller, id);
    const { rows, ...next } = await this.catalogue.revisions(caller, entry, query, { language: query.language ?? accepted, purpose });
    return { revisions: [...rows], ...next };
  }

  /** How many reports that an audience of the caller may count name it, over time. */
  @Get(':id/counts')
  @ApiPurpose()
  @ApiOkResponse({ type: ModusOperandiCounts })
  @ApiElsewhere()
  async counts(
    @CurrentCaller() caller: Caller,
    @Param() { id }: EntryParams,
    @Query() { audience, by }: CountsQuery,
    @Headers(PURPOSE_HEADER) purpose: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ModusOperandiCounts> {
    const entry = await this.catalogue.resolve(caller, id);
    await this.sendElsewhere(caller, entry, id, `/counts?audience=${audience}&by=${by}`, reply);
    return { audience, by, buckets: await this.catalogue.counts(caller, entry, audience, by, purpose) };
  }

  /** Whoever asks by another name is told where it is said now. */
  private async sendElsewhere(caller: Caller, entry: Entry, id: string, rest: string, reply: FastifyReply): Promise<void> {
    const successor = await this.catalogue.successor(caller, entry);
    const isAlias = id !== entry.tag && id !== entry._id;
    if (successor || isAlias) reply.status(303).header('location', `/v1/modus-operandi/${(successor ?? entry)._id}${rest}`);
  }
}
