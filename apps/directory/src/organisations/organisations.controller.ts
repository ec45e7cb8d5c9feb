import { CurrentCaller, RequireScope, type Caller } from '@landbridge/platform';
import { Body, Controller, Get, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  NewOrganisation,
  NewStatus,
  OrganisationPage,
  OrganisationParams,
  OrganisationQuery,
  OrganisationView,
} from './organisation.bodies.ts';
import { viewOf } from './organisation-view.ts';
import { OrganisationsService } from './organisations.service.ts';

const PAGE = 100;

@ApiTags('organisations')
@ApiBearerAuth()
@Controller('v1/organisations')
export class OrganisationsController {
  constructor(private readonly organisations: OrganisationsService) {}

  @Post()
  @RequireScope('operator')
  @ApiCreatedResponse({ type: OrganisationView })
  async register(@Body() body: NewOrganisation, @CurrentCaller() caller: Caller): Promise<OrganisationView> {
    return viewOf(await this.organisations.register(body), caller);
  }

  @Get()
  @RequireScope('directory:read', 'operator', 'service')
  @ApiOkResponse({ type: OrganisationPage })
  async list(
    @Query() { kind, country, cursor, limit = PAGE }: OrganisationQuery,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganisationPage> {
    const found = await this.organisations.list({ kind, country }, cursor, limit + 1);
    const organisations = found.slice(0, limit).map((organisation) => viewOf(organisation, caller));
    const next = found.length > limit ? organisations.at(-1)?.id : undefined;
    if (next === undefined) return { organisations };
    const query = new URLSearchParams({ ...(kind && { kind }), ...(country && { country }), limit: String(limit), cursor: next });
    reply.header('link', `</v1/organisations?${query.toString()}>; rel="next"`);
    return { organisations, next };
  }

  @Get(':id')
  @RequireScope('directory:read', 'operator', 'service')
  @ApiOkResponse({ type: OrganisationView })
  async get(@Param() { id }: OrganisationParams, @CurrentCaller() caller: Caller): Promise<OrganisationView> {
    return viewOf(await this.organisations.get(id), caller);
  }

  @Put(':id/status')
  @RequireScope('operator')
  @ApiOkResponse({ type: OrganisationView })
  async setStatus(
    @Param() { id }: OrganisationParams,
    @Body() { status }: NewStatus,
    @CurrentCaller() caller: Caller,
  ): Promise<OrganisationView> {
    return viewOf(await this.organisations.setStatus(id, status), caller);
  }
}
