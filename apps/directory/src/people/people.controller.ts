import { type Caller, CurrentCaller, RequireScope, SERVICE_CONFIG } from '@landbridge/platform';
import { Body, Controller, Delete, Get, Header, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { DirectoryConfig } from '../directory.config.ts';
import { OrganisationParams } from '../organisations/organisation.bodies.ts';
import { requireAdministrator } from './administrators.ts';
import { authorOf } from '../policy/author.ts';
import { PeopleService, type Invitation } from './people.service.ts';
import { viewOfPerson } from './person-view.ts';
import { InvitationView, NewPerson, NewRoles, PersonList, PersonParams, PersonView } from './person.bodies.ts';

@ApiTags('people')
@ApiBearerAuth()
@Controller('v1/organisations/:id/people')
@RequireScope('operator', 'directory:write')
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    @Inject(SERVICE_CONFIG) private readonly config: DirectoryConfig,
  ) {}

  @Post()
  @Header('cache-control', 'no-store')
  @ApiCreatedResponse({ type: InvitationView })
  async invite(@Param() { id }: OrganisationParams, @Body() body: NewPerson, @CurrentCaller() caller: Caller): Promise<InvitationView> {
    requireAdministrator(caller, id);
    return this.invitation(await this.people.invite(id, body));
  }

  @Get()
  @ApiOkResponse({ type: PersonList })
  async list(@Param() { id }: OrganisationParams, @CurrentCaller() caller: Caller): Promise<PersonList> {
    requireAdministrator(caller, id);
    return { people: (await this.people.list(id)).map(viewOfPerson) };
  }

  @Put(':person/roles')
  @ApiOkResponse({ type: PersonView })
  async setRoles(@Param() { id, person }: PersonParams, @Body() { roles }: NewRoles, @CurrentCaller() caller: Caller): Promise<PersonView> {
    requireAdministrator(caller, id);
    return viewOfPerson(await this.people.setRoles(id, person, roles, authorOf(caller)));
  }

  /** A new link for somebody who has lost password or second factor, or whose invitation has ended. Sessions end with it. */
  @Post(':person/link')
  @Header('cache-control', 'no-store')
  @ApiCreatedResponse({ type: InvitationView })
  async renew(@Param() { id, person }: PersonParams, @CurrentCaller() caller: Caller): Promise<InvitationView> {
    requireAdministrator(caller, id);
    return this.invitation(await this.people.renew(id, person, authorOf(caller)));
  }

  @Delete(':person')
  @HttpCode(204)
  @ApiNoContentResponse()
  async remove(@Param() { id, person }: PersonParams, @CurrentCaller() caller: Caller): Promise<void> {
    requireAdministrator(caller, id);
    await this.people.remove(id, person, authorOf(caller));
  }

  private invitation({ person, token, expiresAt }: Invitation): InvitationView {
    return { ...viewOfPerson(person), link: `${this.config.PUBLIC_URL}/join/${token}`, linkExpiresAt: expiresAt.toISOString() };
  }
}
