import { Charter, CommunityState } from '@landbridge/contracts';
import { CurrentCaller, RequireScope, type Caller } from '@landbridge/platform';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { OrganisationView } from '../organisations/organisation.bodies.ts';
import { viewOf } from '../organisations/organisation-view.ts';
import { requireSelfOrOperator } from '../self-or-operator.ts';
import { CommunitiesService } from './communities.service.ts';
import { CommunityList, CommunityParams, MemberParams, NewCommunity } from './community.bodies.ts';

@ApiTags('communities')
@ApiBearerAuth()
@Controller('v1/communities')
export class CommunitiesController {
  constructor(private readonly communities: CommunitiesService) {}

  @Post()
  @RequireScope('operator')
  @ApiCreatedResponse({ type: CommunityState })
  found(@Body() body: NewCommunity): Promise<CommunityState> {
    return this.communities.found(body);
  }

  @Get()
  @RequireScope('directory:read', 'operator', 'service')
  @ApiOkResponse({ type: CommunityList })
  async list(): Promise<CommunityList> {
    return { communities: await this.communities.list() };
  }

  @Get(':id')
  @RequireScope('directory:read', 'operator', 'service')
  @ApiOkResponse({ type: CommunityState })
  get(@Param() { id }: CommunityParams): Promise<CommunityState> {
    return this.communities.get(id);
  }

  @Put(':id/charter')
  @RequireScope('operator')
  @ApiOkResponse({ type: CommunityState })
  setCharter(@Param() { id }: CommunityParams, @Body() charter: Charter): Promise<CommunityState> {
    return this.communities.setCharter(id, charter);
  }

  @Put(':id/members/:organisation')
  @RequireScope('operator')
  @ApiOkResponse({ type: OrganisationView })
  async join(@Param() { id, organisation }: MemberParams, @CurrentCaller() caller: Caller): Promise<OrganisationView> {
    return viewOf(await this.communities.join(id, organisation), caller);
  }

  /** The operator takes an organisation out, or an organisation leaves. */
  @Delete(':id/members/:organisation')
  @HttpCode(204)
  @RequireScope('operator', 'directory:write')
  @ApiNoContentResponse()
  async leave(@Param() { id, organisation }: MemberParams, @CurrentCaller() caller: Caller): Promise<void> {
    requireSelfOrOperator(caller, organisation);
    await this.communities.leave(id, organisation);
  }
}
