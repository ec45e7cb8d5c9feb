import { CurrentCaller, CurrentOrganisation, RequireScope, type Caller, type OrganisationCaller } from '@landbridge/platform';
import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { OrganisationParams } from '../organisations/organisation.bodies.ts';
import { AdmissionsService } from './admissions.service.ts';
import {
  AdmissionList,
  AdmissionParams,
  admissionView,
  AdmissionView,
  CommunityParams,
  NewAdmissionState,
  NewInvitation,
} from './community.bodies.ts';

@ApiTags('communities')
@ApiBearerAuth()
@Controller('v1')
export class AdmissionsController {
  constructor(private readonly admissions: AdmissionsService) {}

  /** Who decides on a community invites an organisation. */
  @Post('communities/:id/invitations')
  @RequireScope('directory:write', 'operator')
  @ApiCreatedResponse({ type: AdmissionView })
  async invite(
    @Param() { id }: CommunityParams,
    @Body() { organisation }: NewInvitation,
    @CurrentCaller() caller: Caller,
  ): Promise<AdmissionView> {
    return admissionView(await this.admissions.invite(id, organisation, caller));
  }

  /** An organisation applies for a community that it may know of. */
  @Post('communities/:id/applications')
  @RequireScope('directory:write')
  @ApiCreatedResponse({ type: AdmissionView })
  async apply(@Param() { id }: CommunityParams, @CurrentOrganisation() caller: OrganisationCaller): Promise<AdmissionView> {
    return admissionView(await this.admissions.apply(id, caller.organisation.id, caller));
  }

  /** What waits, for who decides on the community. */
  @Get('communities/:id/admissions')
  @RequireScope('directory:read', 'operator')
  @ApiOkResponse({ type: AdmissionList })
  async ofCommunity(@Param() { id }: CommunityParams, @CurrentCaller() caller: Caller): Promise<AdmissionList> {
    return { admissions: (await this.admissions.listOfCommunity(id, caller)).map(admissionView) };
  }

  /** What waits: invitations to answer, and own applications. */
  @Get('organisations/:id/admissions')
  @RequireScope('directory:read', 'operator')
  @ApiOkResponse({ type: AdmissionList })
  async ofOrganisation(@Param() { id }: OrganisationParams, @CurrentCaller() caller: Caller): Promise<AdmissionList> {
    return { admissions: (await this.admissions.listOfOrganisation(id, caller)).map(admissionView) };
  }

  @Put('admissions/:admission/state')
  @RequireScope('directory:write', 'operator')
  @ApiOkResponse({ type: AdmissionView })
  async decide(
    @Param() { admission }: AdmissionParams,
    @Body() { state }: NewAdmissionState,
    @CurrentCaller() caller: Caller,
  ): Promise<AdmissionView> {
    return admissionView(await this.admissions.decide(admission, state, caller));
  }
}
