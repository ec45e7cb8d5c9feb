import { Charter } from '@landbridge/contracts';
import { CurrentCaller, Cursors, RequireScope, type Caller, expectedVersion, IF_MATCH, versionTag } from '@landbridge/platform';
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { OrganisationView } from '../organisations/organisation.bodies.ts';
import { viewOf } from '../organisations/organisation-view.ts';
import { numberOf, placeOf, VersionPage, type VersionPlace, VersionQuery, versionView } from '../policy/version.bodies.ts';
import { CommunitiesService } from './communities.service.ts';
import { decides } from './community-access.ts';
import {
  CommunityDetails,
  CommunityList,
  CommunityParams,
  CommunityView,
  MemberPage,
  MemberParams,
  MembersQuery,
  NewCommunity,
  NewOwner,
} from './community.bodies.ts';
import type { Community } from './community.schema.ts';

const PAGE = 100;

@ApiTags('communities')
@ApiBearerAuth()
@Controller('v1/communities')
export class CommunitiesController {
  constructor(
    private readonly communities: CommunitiesService,
    private readonly cursors: Cursors,
  ) {}

  @Post()
  @RequireScope('operator', 'directory:write')
  @ApiCreatedResponse({ type: CommunityView })
  async found(@Body() body: NewCommunity, @CurrentCaller() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    return shown(await this.communities.found(body, caller), caller, reply);
  }

  /** The tiers, the listed ones, and those that the caller is in, owns or was invited to. */
  @Get()
  @RequireScope('directory:read', 'operator', 'service')
  @ApiOkResponse({ type: CommunityList })
  async list(@CurrentCaller() caller: Caller): Promise<CommunityList> {
    return { communities: (await this.communities.list(caller)).map(viewOfCommunity) };
  }

  @Get(':id')
  @RequireScope('directory:read', 'operator', 'service')
  @ApiOkResponse({ type: CommunityView })
  async get(@Param() { id }: CommunityParams, @CurrentCaller() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    return shown(await this.communities.get(id, caller), caller, reply);
  }

  @Put(':id')
  @RequireScope('operator', 'directory:write')
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: CommunityView })
  async setDetails(
    @Param() { id }: CommunityParams,
    @Body() details: CommunityDetails,
    @Headers('if-match') match: string | undefined,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommunityView> {
    return shown(await this.communities.setDetails(id, details, expectedVersion(match), caller), caller, reply);
  }

  /** Hands the community over to a member, or to the operator. */
  @Put(':id/owner')
  @RequireScope('operator', 'directory:write')
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: CommunityView })
  async setOwner(
    @Param() { id }: CommunityParams,
    @Body() { owner }: NewOwner,
    @Headers('if-match') match: string | undefined,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommunityView> {
    return shown(await this.communities.setOwner(id, owner, expectedVersion(match), caller), caller, reply);
  }

  /** Members that it does not admit any more are taken out with it. */
  @Put(':id/charter')
  @RequireScope('operator', 'directory:write')
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: CommunityView })
  async setCharter(
    @Param() { id }: CommunityParams,
    @Body() charter: Charter,
    @Headers('if-match') match: string | undefined,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommunityView> {
    return shown(await this.communities.setCharter(id, charter, expectedVersion(match), caller), caller, reply);
  }

  /** What was changed, by whom and when, newest first. */
  @Get(':id/versions')
  @RequireScope('directory:read', 'operator')
  @ApiOkResponse({ type: VersionPage })
  async versions(
    @Param() { id }: CommunityParams,
    @Query() { cursor, limit = PAGE }: VersionQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<VersionPage> {
    const { rows, ...next } = await this.cursors.page(
      { cursor, limit },
      { versions: id },
      (after: VersionPlace | undefined, most) => this.communities.listVersions(id, numberOf(after), most, caller),
      placeOf,
    );
    return { versions: rows.map((version) => versionView(version, caller)), ...next };
  }

  @Get(':id/members')
  @RequireScope('directory:read', 'operator', 'service')
  @ApiOkResponse({ type: MemberPage })
  async members(
    @Param() { id }: CommunityParams,
    @Query() { cursor, limit = PAGE }: MembersQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<MemberPage> {
    const { rows, ...next } = await this.cursors.page(
      { cursor, limit },
      { members: id },
      (after: readonly [id: string] | undefined, most) => this.communities.listMembers(id, after?.[0], most, caller),
      (member) => [member.id],
    );
    const members = rows.map(({ id: member, name, kind, country, status }) => ({ id: member, name, kind, country, status }));
    return { members, ...next };
  }

  /** The operator acts for both sides. */
  @Put(':id/members/:organisation')
  @RequireScope('operator')
  @ApiOkResponse({ type: OrganisationView })
  async join(@Param() { id, organisation }: MemberParams, @CurrentCaller() caller: Caller): Promise<OrganisationView> {
    return viewOf(await this.communities.join(id, organisation, caller), caller);
  }

  /** An organisation leaves, or who decides on the community takes it out. */
  @Delete(':id/members/:organisation')
  @HttpCode(204)
  @RequireScope('operator', 'directory:write')
  @ApiNoContentResponse()
  async leave(@Param() { id, organisation }: MemberParams, @CurrentCaller() caller: Caller): Promise<void> {
    await this.communities.leave(id, organisation, caller);
  }
}

const viewOfCommunity = ({ _id: id, name, owner, charter, listed }: Community): CommunityView => ({
  id,
  name,
  ...(owner !== undefined && { owner }),
  charter,
  listed,
});

/** The version is for who may change it. */
function shown(community: Community, caller: Caller, reply: FastifyReply): CommunityView {
  if (decides(caller, community)) reply.header('etag', versionTag(community.version));
  return viewOfCommunity(community);
}
