import { CurrentCaller, RequireScope, type Caller, expectedVersion, IF_MATCH, versionTag } from '@landbridge/platform';
import { Body, Controller, Get, Headers, Param, Put, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { authorOf } from '../policy/author.ts';
import { isSelfOrOperator, requireSelfOrOperator } from '../self-or-operator.ts';
import { OrganisationParams } from './organisation.bodies.ts';
import { OrganisationsService } from './organisations.service.ts';
import { Profile } from './profile.bodies.ts';
import { ProfilesService } from './profiles.service.ts';

@ApiTags('organisations')
@ApiBearerAuth()
@Controller('v1/organisations/:id/profile')
export class ProfilesController {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly profiles: ProfilesService,
  ) {}

  /** What an organisation works on, in which languages, and how to reach it. */
  @Get()
  @RequireScope('directory:read', 'operator', 'service')
  @ApiOkResponse({ type: Profile })
  async get(
    @Param() { id }: OrganisationParams,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Profile> {
    const { profile, version } = await this.organisations.getWhole(id);
    // the version tells of changes that are not for everybody
    if (isSelfOrOperator(caller, id)) reply.header('etag', versionTag(version));
    return profile;
  }

  @Put()
  @RequireScope('directory:write', 'operator')
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: Profile })
  async set(
    @Param() { id }: OrganisationParams,
    @Body() profile: Profile,
    @Headers('if-match') match: string | undefined,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Profile> {
    requireSelfOrOperator(caller, id);
    const organisation = await this.profiles.set(id, profile, expectedVersion(match), authorOf(caller));
    reply.header('etag', versionTag(organisation.version));
    return organisation.profile;
  }
}
