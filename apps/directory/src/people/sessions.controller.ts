import { type Caller, CurrentCaller, RequireScope, scopesOf } from '@landbridge/platform';
import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { OrganisationsService } from '../organisations/organisations.service.ts';
import { requireAdministrator, requirePerson } from './administrators.ts';
import { authorOf } from '../policy/author.ts';
import { PeopleService } from './people.service.ts';
import { viewOfPerson, viewOfSession } from './person-view.ts';
import { MyselfView, PersonParams, PersonSessionParams, SessionList, SessionParams } from './person.bodies.ts';
import { SessionsService } from './sessions.service.ts';

/** What people see and end of their own. Every role has `directory:read`. */
@ApiTags('people')
@ApiBearerAuth()
@Controller('v1/people/me')
@RequireScope('directory:read', 'operator')
export class MyselfController {
  constructor(
    private readonly people: PeopleService,
    private readonly organisations: OrganisationsService,
    private readonly sessions: SessionsService,
  ) {}

  @Get()
  @ApiOkResponse({ type: MyselfView })
  async myself(@CurrentCaller() caller: Caller): Promise<MyselfView> {
    const { person: id, organisation } = requirePerson(caller);
    const person = await this.people.get(organisation, id);
    return { ...viewOfPerson(person), organisation, scopes: scopesOf(person, await this.organisations.get(organisation)) };
  }

  @Get('sessions')
  @ApiOkResponse({ type: SessionList })
  async list(@CurrentCaller() caller: Caller): Promise<SessionList> {
    const { person } = requirePerson(caller);
    return { sessions: (await this.sessions.list(person)).map((session) => viewOfSession(session, caller.session)) };
  }

  @Delete('sessions/:session')
  @HttpCode(204)
  @ApiNoContentResponse()
  async end(@Param() { session }: SessionParams, @CurrentCaller() caller: Caller): Promise<void> {
    const { person, organisation } = requirePerson(caller);
    await this.sessions.end({ _id: person, organisation }, session, authorOf(caller));
  }
}

/** What administrators see and end of others. */
@ApiTags('people')
@ApiBearerAuth()
@Controller('v1/organisations/:id/people/:person/sessions')
@RequireScope('operator', 'directory:write')
export class SessionsController {
  constructor(
    private readonly people: PeopleService,
    private readonly sessions: SessionsService,
  ) {}

  @Get()
  @ApiOkResponse({ type: SessionList })
  async list(@Param() { id, person }: PersonParams, @CurrentCaller() caller: Caller): Promise<SessionList> {
    requireAdministrator(caller, id);
    await this.people.get(id, person);
    return { sessions: (await this.sessions.list(person)).map((session) => viewOfSession(session, caller.session)) };
  }

  @Delete(':session')
  @HttpCode(204)
  @ApiNoContentResponse()
  async end(@Param() { id, person, session }: PersonSessionParams, @CurrentCaller() caller: Caller): Promise<void> {
    requireAdministrator(caller, id);
    await this.sessions.end(await this.people.get(id, person), session, authorOf(caller));
  }
}
