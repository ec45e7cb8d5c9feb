import { CurrentCaller, Cursors, RequireScope, type Caller, expectedVersion, IF_MATCH, versionTag } from '@landbridge/platform';
import { Body, Controller, Get, Headers, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { authorOf } from '../policy/author.ts';
import { numberOf, placeOf, VersionPage, type VersionPlace, VersionQuery, versionView } from '../policy/version.bodies.ts';
import { isSelfOrOperator, requireSelfOrOperator } from '../self-or-operator.ts';
import {
  NewOrganisation,
  NewStatus,
  OrganisationPage,
  OrganisationParams,
  OrganisationQuery,
  OrganisationStanding,
  OrganisationView,
} from './organisation.bodies.ts';
import { toState } from './organisation.schema.ts';
import { viewOf } from './organisation-view.ts';
import { OrganisationsService } from './organisations.service.ts';

const PAGE = 100;

@ApiTags('organisations')
@ApiBearerAuth()
@Controller('v1/organisations')
export class OrganisationsController {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly cursors: Cursors,
  ) {}

  @Post()
  @RequireScope('operator')
  @ApiCreatedResponse({ type: OrganisationView })
  async register(@Body() body: NewOrganisation, @CurrentCaller() caller: Caller): Promise<OrganisationView> {
    return viewOf(await this.organisations.register(body, authorOf(caller)), caller);
  }

  @Get()
  @RequireScope('directory:read', 'operator', 'service')
  @ApiOkResponse({ type: OrganisationPage })
  async list(
    @Query() { kind, country, cursor, limit = PAGE }: OrganisationQuery,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganisationPage> {
    const { rows, next } = await this.cursors.page(
      { cursor, limit },
      { organisations: { kind, country } },
      (after: readonly [id: string] | undefined, most) => this.organisations.list({ kind, country }, after?.[0], most),
      ({ id }) => [id],
    );
    const organisations = rows.map((organisation) => viewOf(organisation, caller));
    if (next === undefined) return { organisations };
    const query = new URLSearchParams({ ...(kind && { kind }), ...(country && { country }), limit: String(limit), cursor: next });
    reply.header('link', `</v1/organisations?${query.toString()}>; rel="next"`);
    return { organisations, next };
  }

  @Get(':id')
  @RequireScope('directory:read', 'operator', 'service')
  @ApiOkResponse({ type: OrganisationView })
  async get(
    @Param() { id }: OrganisationParams,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganisationView> {
    const organisation = await this.organisations.getWhole(id);
    // the version tells of changes that are not for everybody
    if (isSelfOrOperator(caller, id)) reply.header('etag', versionTag(organisation.version));
    return viewOf(toState(organisation), caller);
  }

  @Put(':id')
  @RequireScope('operator')
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: OrganisationView })
  async setStanding(
    @Param() { id }: OrganisationParams,
    @Body() standing: OrganisationStanding,
    @Headers('if-match') match: string | undefined,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganisationView> {
    const organisation = await this.organisations.setStanding(id, standing, expectedVersion(match), authorOf(caller));
    reply.header('etag', versionTag(organisation.version));
    return viewOf(toState(organisation), caller);
  }

  @Put(':id/status')
  @RequireScope('operator')
  @ApiOkResponse({ type: OrganisationView })
  async setStatus(
    @Param() { id }: OrganisationParams,
    @Body() status: NewStatus,
    @CurrentCaller() caller: Caller,
  ): Promise<OrganisationView> {
    return viewOf(await this.organisations.setStatus(id, status, authorOf(caller)), caller);
  }

  /** What was changed, by whom and when, newest first. */
  @Get(':id/versions')
  @RequireScope('directory:read', 'operator')
  @ApiOkResponse({ type: VersionPage })
  async versions(
    @Param() { id }: OrganisationParams,
    @Query() { cursor, limit = PAGE }: VersionQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<VersionPage> {
    requireSelfOrOperator(caller, id);
    const { rows, ...next } = await this.cursors.page(
      { cursor, limit },
      { versions: id },
      (after: VersionPlace | undefined, most) => this.organisations.listVersions(id, numberOf(after), most),
      placeOf,
    );
    return { versions: rows.map((version) => versionView(version, caller)), ...next };
  }
}
